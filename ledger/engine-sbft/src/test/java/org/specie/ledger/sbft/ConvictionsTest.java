package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** What the state machine notices becomes evidence that convicts. docs/spec/27-membership.md, 4. */
final class ConvictionsTest {
  private static final Hash32 LEDGER = Hash32.sha256(ByteString.utf8("ledger"));
  private static final long EPOCH = 3;

  private final List<Ed25519SecretKey> keys =
      IntStream.range(0, 4).mapToObj(ConvictionsTest::key).toList();
  private final OperatorSet operators =
      OperatorSet.replicated(
          EPOCH,
          IntStream.range(0, 4)
              .mapToObj(i -> new OperatorSet.Operator("operator " + i, keys.get(i).publicKey()))
              .toList(),
          1,
          0);
  private final Configuration here =
      new Configuration(LEDGER, EPOCH, new Quorums(1, 0), new ReplicaId(2));
  private final Convictions convictions = new Convictions();
  private final List<Equivocation> heard = new ArrayList<>();

  private static Ed25519SecretKey key(int number) {
    byte[] seed = Hash32.sha256(ByteString.utf8("seed " + number)).bytes().toByteArray();
    return new Ed25519SecretKey(Secret.copyOf(seed));
  }

  private static Proposal proposal(long view, String batch) {
    return new Proposal(
        new View(view), new SequenceNumber(9), Hash32.sha256(ByteString.utf8(batch)));
  }

  private ByteString signed(int by, Proposal proposal) {
    return keys.get(by).sign(new Signed.Proposed(proposal).signedBytes(LEDGER, EPOCH));
  }

  private Notice.Equivocated twice(long view, String one, String other) {
    Proposal first = proposal(view, one);
    Proposal second = proposal(view, other);
    return new Notice.Equivocated(
        new ReplicaId(1), first, signed(1, first), second, signed(1, second));
  }

  @Test
  @Requirement({"E13", "D1"})
  void whatIsNoticedConvictsBeforeAnybodyWhoKnowsTheOperators() {
    convictions.convicted(here, twice(4, "one", "other"));
    convictions.tell(heard::add);
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().operator()).isEqualTo(1);
    assertThat(heard.getFirst().convicts(LEDGER, operators)).isTrue();
    assertThat(heard.getFirst().convicts(Hash32.ZERO, operators)).isFalse();
  }

  @Test
  void aSignatureOfAnotherConvictsNobody() {
    Proposal first = proposal(4, "one");
    Proposal second = proposal(4, "other");
    convictions.tell(heard::add);
    convictions.convicted(
        here,
        new Notice.Equivocated(
            new ReplicaId(1), first, signed(1, first), second, signed(0, second)));
    assertThat(heard.getFirst().convicts(LEDGER, operators)).isFalse();
  }

  @Test
  void tellsEachOnceAndKeepsNoMoreThanItsLimit() {
    convictions.tell(heard::add);
    convictions.convicted(here, twice(4, "one", "other"));
    convictions.convicted(here, twice(4, "one", "other"));
    assertThat(heard).hasSize(1);
    for (int view = 10; view < 10 + 2 * Convictions.KEPT_MAX; view++) {
      convictions.convicted(here, twice(view, "one", "other"));
    }
    assertThat(heard).hasSize(Convictions.KEPT_MAX);
  }
}
