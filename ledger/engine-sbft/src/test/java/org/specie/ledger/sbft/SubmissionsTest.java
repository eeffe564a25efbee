package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.metrics.EngineMetrics;

/** Clause 7.9 of docs/spec/23-sbft.md: what users wait for after blocks and states of others. */
final class SubmissionsTest {
  private static final Transaction ONE = new Transaction(ByteString.utf8("one"));
  private static final Transaction TWO = new Transaction(ByteString.utf8("two"));

  private final Submissions submissions =
      new Submissions(SbftConfig.defaults(), new EngineMetrics());

  private void offerBoth() {
    assertThat(submissions.offer(ONE, 0)).isTrue();
    assertThat(submissions.offer(TWO, 0)).isTrue();
    assertThat(submissions.takeFresh()).containsExactly(ONE, TWO);
  }

  @Test
  void whatThisReplicaOrderedIsSettledWithoutSayingSo() {
    offerBoth();
    submissions.executed(List.of(ONE));
    assertThat(submissions.takeSettled()).isEmpty();
    assertThat(submissions.size()).isEqualTo(1);
  }

  @Test
  void aBlockOfOthersSettlesWhatItHas() {
    offerBoth();
    Transaction somebodys = new Transaction(ByteString.utf8("three"));
    submissions.followed(List.of(somebodys, ONE));
    assertThat(submissions.takeSettled()).containsExactly(ONE.id());
    assertThat(submissions.takeSettled()).isEmpty();
    assertThat(submissions.size()).isEqualTo(1);

    assertThat(submissions.offer(ONE, 1)).isTrue();
    submissions.followed(List.of(ONE));
    assertThat(submissions.takeFresh()).as("nobody waits for what is executed").isEmpty();
  }

  @Test
  void aStateOfOthersSettlesEverythingUntilItIsSubmittedAgain() {
    offerBoth();
    submissions.overtaken();
    assertThat(submissions.size()).isZero();
    assertThat(submissions.offer(TWO, 1)).isTrue();
    assertThat(submissions.takeSettled()).containsExactly(ONE.id(), TWO.id());
    assertThat(submissions.takeFresh()).containsExactly(TWO);
  }
}
