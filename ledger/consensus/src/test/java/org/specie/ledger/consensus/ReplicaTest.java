package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

class ReplicaTest {
  @Test
  void decidesOnTheFastPathWithoutAnyTimePassing() {
    Cluster cluster = new Cluster(1, 0);
    cluster.submit(0, "a");
    for (Cluster.Node node : cluster.nodes) {
      assertThat(node.transactions()).containsExactly(Cluster.transaction("a").id());
      assertThat(node.certificates).containsKey(new SequenceNumber(1));
      assertThat(node.notices)
          .contains(new Notice.Decided(new SequenceNumber(1), View.FIRST, CertificateKind.FAST));
    }
  }

  @Test
  void decidesOnTheSlowPathWithOneReplicaDown() {
    Cluster cluster = new Cluster(1, 0);
    cluster.stop(3);
    cluster.submit(1, "a");
    cluster.pass(500);
    for (int i = 0; i < 3; i++) {
      assertThat(cluster.node(i).transactions()).containsExactly(Cluster.transaction("a").id());
      assertThat(cluster.node(i).notices)
          .contains(
              new Notice.Decided(new SequenceNumber(1), View.FIRST, CertificateKind.COMMITTED));
    }
  }

  @Test
  void changesTheViewWhenThePrimaryIsDown() {
    Cluster cluster = new Cluster(1, 0);
    cluster.submit(1, "a");
    cluster.stop(0);
    cluster.submit(2, "b");
    cluster.pass(3000);
    for (int i = 1; i < 4; i++) {
      assertThat(cluster.node(i).replica.status().view()).isEqualTo(new View(1));
      assertThat(cluster.node(i).transactions())
          .containsExactly(Cluster.transaction("a").id(), Cluster.transaction("b").id());
    }
    cluster.start(0);
    cluster.pass(3000);
    assertThat(cluster.node(0).transactions()).hasSize(2);
    assertThat(cluster.node(0).replica.status().view()).isEqualTo(new View(1));
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void keepsGoingOverCheckpointsAndLetsAReplicaCatchUp() {
    Cluster cluster = new Cluster(1, 0);
    cluster.stop(2);
    for (int i = 0; i < 200; i++) {
      cluster.submit(i % 2, "t" + i);
      cluster.pass(20);
    }
    cluster.pass(1000);
    assertThat(cluster.node(0).replica.status().stable().number()).isGreaterThanOrEqualTo(128);
    assertThat(cluster.node(0).transactions()).hasSize(200);
    cluster.start(2);
    cluster.pass(3000);
    assertThat(cluster.node(2).height()).isEqualTo(cluster.node(0).height());
    assertThat(cluster.node(2).transactions()).hasSize(200);
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void letsAWipedReplicaVoteAgainOnlyBeyondItsBound() {
    Cluster cluster = new Cluster(1, 0);
    for (int i = 0; i < 70; i++) {
      cluster.submit(0, "t" + i);
    }
    cluster.startWiped(3);
    cluster.pass(200);
    assertThat(cluster.node(3).replica.status().isVoting()).isFalse();
    cluster.pass(60_000);
    assertThat(cluster.node(3).replica.status().isVoting()).isTrue();
    assertThat(cluster.node(3).replica.status().stable().number()).isGreaterThanOrEqualTo(256);
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void survivesTheRestartOfEverybody() {
    Cluster cluster = new Cluster(1, 0);
    cluster.submit(1, "a");
    for (int i = 0; i < 4; i++) {
      cluster.node(i).restart();
    }
    cluster.pass(500);
    cluster.submit(2, "b");
    cluster.pass(3000);
    for (int i = 0; i < 4; i++) {
      assertThat(cluster.node(i).transactions()).hasSize(2);
    }
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void skipsTwoDeadPrimaries() {
    Cluster cluster = new Cluster(2, 0);
    cluster.submit(3, "a");
    cluster.stop(0);
    cluster.stop(1);
    cluster.submit(3, "b");
    cluster.pass(10_000);
    for (int i = 2; i < 7; i++) {
      assertThat(cluster.node(i).replica.status().view()).isEqualTo(new View(2));
      assertThat(cluster.node(i).transactions()).hasSize(2);
    }
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void leavesNobodyWithoutACertificate() {
    Cluster cluster = new Cluster(1, 0);
    cluster.passes =
        sent ->
            !(sent.message()
                    instanceof org.specie.ledger.consensus.message.Message.FullExecuteProof)
                || !sent.to().equals(new ReplicaId(2));
    cluster.submit(0, "a");
    assertThat(cluster.node(2).certificates).isEmpty();
    cluster.passes = sent -> true;
    cluster.pass(2000);
    assertThat(cluster.node(2).certificates).containsKey(new SequenceNumber(1));
  }
}
