package org.specie.ledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.quality.requirements.Requirement;

/** From the genesis alone a stranger follows every change of operators, and believes no other. */
@Requirement({"E24", "D6", "E4"})
class OperatorChangesTest {
  private static final List<Integer> QUORUM = List.of(0, 1, 3);

  private final TestChain chain = new TestChain("changes");

  private ChainVerdict verify() throws IOException {
    return new ChainVerifier(chain.genesis()).verify(chain, BlockAuditor.none());
  }

  private void assertBroken(long height, LedgerRefusal reason) throws IOException {
    assertThat(verify()).isEqualTo(new ChainVerdict.Broken(height, reason));
  }

  private OperatorTimeline timeline() {
    return new OperatorTimeline(chain.genesis());
  }

  /** Five epochs; the last operators have nothing in common with the first. */
  private List<OperatorChange> grow() {
    int[][] people = {{0, 1, 2, 4}, {5, 1, 2, 4}, {5, 6, 7, 4}, {7, 6, 5, 8}};
    List<OperatorChange> changes = new ArrayList<>();
    for (int[] seats : people) {
      chain.append(1_010, 2);
      changes.add(chain.change(chain.handOver(1_010, seats)));
    }
    chain.append(1_020, 2);
    return changes;
  }

  @Test
  void followsAnyNumberOfChangesFromTheGenesisAlone() throws IOException, MalformedInput {
    List<OperatorChange> changes = grow();
    BlockHeader head = Block.decode(chain.blocks().getLast()).header();
    assertThat(verify()).isEqualTo(new ChainVerdict.Sound(head));

    OperatorTimeline timeline = timeline();
    OperatorHistory told = OperatorHistory.decode(new OperatorHistory(changes).encode());
    assertThat(timeline.extend(told)).isEqualTo(Verdict.accepted());
    assertThat(timeline.latest()).isEqualTo(chain.operators());
    assertThat(timeline.latestSince()).isEqualTo(9);
    for (int height = 0; height < chain.blocks().size(); height++) {
      BlockHeader header = Block.decode(chain.blocks().get(height)).header();
      CommitCertificate certificate = CommitCertificate.decode(chain.certificates().get(height));
      assertThat(timeline.at(height).verify(header, certificate)).isEqualTo(Verdict.accepted());
    }
  }

  @Test
  void showsWhatATransactionCameToAfterManyChanges() throws MalformedInput {
    List<OperatorChange> changes = grow();
    Block block = Block.decode(chain.blocks().getLast());
    CommitCertificate certificate = CommitCertificate.decode(chain.certificates().getLast());
    Receipt receipt = Receipt.of(block, certificate, 1);
    Hash32 id = block.transactions().get(1).id();
    OperatorTimeline ignorant = timeline();
    assertThat(receipt.verify(ignorant, id)).isEqualTo(LedgerRefusal.CERTIFICATE_INVALID.refused());
    ignorant.extend(new OperatorHistory(changes));
    assertThat(receipt.verify(ignorant, id)).isEqualTo(Verdict.accepted());
  }

  @Test
  void refusesASetThatTheHeaderDoesNotName() throws IOException {
    Block sound = chain.handOver(1_010, 0, 1, 2, 4);
    Block forged =
        new Block(
            sound.header(),
            List.of(),
            List.of(),
            Optional.of(OperatorSet.replicated(1, chain.next(5, 6, 7, 8).operators(), 1, 0)));
    chain.blocks().set(1, forged.encode());
    assertBroken(1, LedgerRefusal.OPERATORS_DIFFER);
    chain.blocks().set(1, new Block(sound.header(), List.of(), List.of()).encode());
    assertBroken(1, LedgerRefusal.OPERATORS_DIFFER);
    chain.blocks().set(1, sound.encode());
    assertThat(verify()).isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  void refusesASetOfAnotherEpochOrTheSameSetAgain() throws IOException {
    List<OperatorSet.Operator> seats = chain.next(0, 1, 2, 4).operators();
    for (long epoch : new long[] {0, 2, 7}) {
      OperatorSet leap = OperatorSet.replicated(epoch, seats, 1, 0);
      TestChain leaping = new TestChain("changes");
      leaping.append(leaping.handingOver(1_010, leap), QUORUM);
      assertThat(new ChainVerifier(chain.genesis()).verify(leaping, BlockAuditor.none()))
          .isEqualTo(new ChainVerdict.Broken(1, LedgerRefusal.OPERATORS_DIFFER));
    }
  }

  @Test
  void refusesAChangeThatTheNewOperatorsCertified() throws IOException {
    int[] people = {5, 6, 7, 8};
    Block block = chain.handOver(1_010, people);
    chain
        .certificates()
        .set(1, TestChain.certify(block.header(), chain.keys(people), QUORUM).encode());
    assertBroken(1, LedgerRefusal.CERTIFICATE_INVALID);
    assertThat(timeline().extend(chain.change(block)))
        .isEqualTo(LedgerRefusal.CERTIFICATE_INVALID.refused());
  }

  @Test
  void aRemovedOperatorCountsNoMore() throws IOException {
    chain.handOver(1_010, 0, 1, 2, 4);
    Block block = chain.append(1_020, 1);
    CommitCertificate withRemoved =
        CommitCertificate.of(
            block.header(),
            List.of(
                chain.keys(0).getFirst().sign(0, block.header()),
                chain.keys(3).getFirst().sign(3, block.header())));
    chain.certificates().set(2, withRemoved.encode());
    assertBroken(2, LedgerRefusal.CERTIFICATE_INVALID);
    chain.certificates().set(2, chain.certify(block.header(), List.of(0, 3)).encode());
    assertThat(verify()).isInstanceOf(ChainVerdict.Sound.class);
  }

  @Test
  void refusesAChangeToldOutOfItsPlace() {
    List<OperatorChange> changes = grow();
    OperatorTimeline timeline = timeline();
    assertThat(timeline.extend(changes.get(1)).isAccepted()).isFalse();
    assertThat(timeline.extend(changes.get(0)).isAccepted()).isTrue();
    assertThat(timeline.extend(changes.get(0)).isAccepted()).isFalse();
    OperatorHistory gap = new OperatorHistory(List.of(changes.get(1), changes.get(3)));
    assertThat(timeline.extend(gap).isAccepted()).isFalse();
    assertThat(timeline.latest()).isEqualTo(changes.get(1).operators());
    TestChain other = new TestChain("else");
    OperatorChange elsewhere = other.change(other.handOver(1_010, 0, 1, 2, 4));
    assertThat(timeline().extend(elsewhere).isAccepted()).isFalse();
  }

  @Test
  void refusesAChangeWithAnyByteChanged() {
    OperatorChange sound = chain.change(chain.handOver(1_010, 0, 1, 2, 4));
    ByteString bytes = sound.encode();
    for (int i = 0; i < bytes.size(); i++) {
      byte[] changed = bytes.toByteArray();
      changed[i] ^= 0x01;
      try {
        OperatorChange tampered = OperatorChange.decode(ByteString.copyOf(changed));
        assertThat(timeline().extend(tampered).isAccepted()).as("byte %d", i).isFalse();
      } catch (MalformedInput e) {
        assertThat(e).hasMessageMatching("[A-Za-z0-9 '-]+");
      }
    }
    assertThat(timeline().extend(sound)).isEqualTo(Verdict.accepted());
  }

  @Test
  void headersSayWhoCertifiesTheLastOfThem() throws MalformedInput {
    OperatorChange change = chain.change(chain.handOver(1_010, 0, 1, 2, 4));
    Block last = chain.append(1_020, 1);
    CommitCertificate certificate = CommitCertificate.decode(chain.certificates().getLast());
    HeaderChain headers = new HeaderChain(List.of(change.header(), last.header()));
    CertificateVerifier first = new CertificateVerifier(chain.genesis());
    CertificateVerifier second = first.after(Optional.of(change.operators()));
    assertThat(headers.finality(second, certificate)).isEqualTo(Verdict.accepted());
    assertThat(headers.finality(first, certificate))
        .isEqualTo(LedgerRefusal.OPERATORS_DIFFER.refused());
    assertThat(new HeaderChain(List.of(last.header())).finality(second, certificate).isAccepted())
        .isFalse();
  }

  @Test
  void aCertificateHoldsForItsOwnHeightAndHeaderOnly() throws MalformedInput {
    Block one = chain.append(1_010, 1);
    Block two = chain.append(1_010, 1);
    CertificateVerifier verifier = new CertificateVerifier(chain.genesis());
    CommitCertificate sound = CommitCertificate.decode(chain.certificates().get(1));
    assertThat(verifier.verify(one.header(), sound)).isEqualTo(Verdict.accepted());
    assertThat(verifier.verify(two.header(), sound).isAccepted()).isFalse();
    List<Part> parts = ((QuorumCertificate.MultiSignature) sound.quorum()).parts();
    CommitCertificate moved =
        new CommitCertificate(2, two.header().hash(), new QuorumCertificate.MultiSignature(parts));
    assertThat(verifier.verify(two.header(), moved).isAccepted()).isFalse();
  }

  @Test
  void refusesSetsWhoseNumbersDoNotAddUp() {
    List<OperatorSet.Operator> four = chain.next(0, 1, 2, 4).operators();
    CertificateScheme scheme = new CertificateScheme.MultiSignature();
    int[][] wrong = {{1, 1, 2}, {2, 0, 3}, {1, 0, 1}, {1, 0, 5}, {0, 0, 0}, {0, 1, 1}, {-1, 3, 1}};
    for (int[] numbers : wrong) {
      assertThatThrownBy(() -> new OperatorSet(1, four, numbers[0], numbers[1], numbers[2], scheme))
          .as("f, c, quorum = %s", List.of(numbers[0], numbers[1], numbers[2]))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThat(new OperatorSet(1, four, 1, 0, 4, scheme).isReplicated()).isTrue();
    assertThat(new OperatorSet(1, four, 0, 0, 1, scheme).isReplicated()).isFalse();
  }
}
