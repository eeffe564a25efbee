package org.specie.ledger.api.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.quality.requirements.Requirement;

@Requirement("E13")
class EquivocationTest {
  private static final Hash32 LEDGER = Hash32.sha256(ByteString.utf8("ledger"));
  private static final long EPOCH = 3;
  private static final int LIAR = 2;
  private static final String VOTE = "specie/consensus/vote/1";
  private static final String COMMITMENT = "specie/consensus/commit/1";
  private static final String PROPOSAL = "specie/consensus/pre-prepare/1";

  private final OperatorSet operators = operators(EPOCH);

  private static byte[] seed(int operator) {
    return Hash32.sha256(ByteString.utf8("operator " + operator)).bytes().toByteArray();
  }

  private static OperatorSet operators(long epoch) {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seats.add(OperatorKey.fromSeed(seed(i)).operator("operator " + i));
    }
    return OperatorSet.replicated(epoch, seats, 1, 0);
  }

  private static Hash32 digest(String batch) {
    return Hash32.sha256(ByteString.utf8(batch));
  }

  private static ByteString statement(String tag, long epoch, long view, long slot, String batch) {
    return new DomainTag(tag)
        .frame(
            new Encoder()
                .hash(LEDGER)
                .u64(epoch)
                .u64(view)
                .u64(slot)
                .hash(digest(batch))
                .toByteString());
  }

  private static ByteString executed(long height, String header) {
    return CommitCertificate.signedBytes(LEDGER, height, digest(header));
  }

  /** As part of a quorum certificate. */
  private static SignedStatement share(int operator, ByteString bytes) {
    return new SignedStatement(bytes, OperatorKey.fromSeed(seed(operator)).share(bytes));
  }

  /** As a message of its own. */
  private static SignedStatement signed(int operator, ByteString bytes) {
    return new SignedStatement(
        bytes, new Ed25519SecretKey(Secret.copyOf(seed(operator))).sign(bytes));
  }

  private static Equivocation evidence(SignedStatement first, SignedStatement second) {
    return new Equivocation(LIAR, EPOCH, first, second);
  }

  private boolean convicts(Equivocation evidence) {
    return evidence.convicts(LEDGER, operators);
  }

  private static Equivocation votes() {
    return evidence(
        share(LIAR, statement(VOTE, EPOCH, 1, 7, "a")),
        share(LIAR, statement(VOTE, EPOCH, 1, 7, "b")));
  }

  @Test
  void twoDigestsInOnePlaceConvict() {
    assertThat(convicts(votes())).isTrue();
    for (String tag : List.of(VOTE, COMMITMENT)) {
      assertThat(
              convicts(
                  evidence(
                      share(LIAR, statement(tag, EPOCH, 0, 7, "a")),
                      share(LIAR, statement(tag, EPOCH, 0, 7, "b")))))
          .isTrue();
    }
    assertThat(
            convicts(
                evidence(
                    signed(LIAR, statement(PROPOSAL, EPOCH, 2, 7, "a")),
                    signed(LIAR, statement(PROPOSAL, EPOCH, 2, 7, "b")))))
        .isTrue();
    assertThat(convicts(evidence(share(LIAR, executed(9, "x")), share(LIAR, executed(9, "y")))))
        .isTrue();
  }

  @Test
  void whatAnHonestOperatorSignsConvictsNobody() {
    SignedStatement vote = share(LIAR, statement(VOTE, EPOCH, 1, 7, "a"));
    List<SignedStatement> honest =
        List.of(
            vote,
            share(LIAR, statement(VOTE, EPOCH, 2, 7, "b")),
            share(LIAR, statement(VOTE, EPOCH, 1, 8, "b")),
            share(LIAR, statement(VOTE, EPOCH + 1, 1, 7, "b")),
            share(LIAR, statement(COMMITMENT, EPOCH, 1, 7, "b")),
            signed(LIAR, statement(PROPOSAL, EPOCH, 1, 7, "b")),
            share(LIAR, executed(7, "b")));
    for (SignedStatement other : honest) {
      assertThat(convicts(evidence(vote, other))).isFalse();
      assertThat(convicts(evidence(other, vote))).isFalse();
    }
    assertThat(convicts(evidence(share(LIAR, executed(8, "x")), share(LIAR, executed(9, "y")))))
        .isFalse();
  }

  @Test
  void bothSignaturesMustBeTheOperatorsOfThatEpoch() {
    ByteString one = statement(VOTE, EPOCH, 1, 7, "a");
    ByteString two = statement(VOTE, EPOCH, 1, 7, "b");
    assertThat(convicts(evidence(share(LIAR, one), share(1, two)))).isFalse();
    assertThat(convicts(evidence(share(1, one), share(LIAR, two)))).isFalse();
    assertThat(convicts(evidence(share(LIAR, one), signed(LIAR, two)))).isFalse();
    Equivocation sound = votes();
    assertThat(
            new Equivocation(1, EPOCH, sound.first(), sound.second()).convicts(LEDGER, operators))
        .isFalse();
    assertThat(
            new Equivocation(9, EPOCH, sound.first(), sound.second()).convicts(LEDGER, operators))
        .isFalse();
    assertThat(sound.convicts(Hash32.ZERO, operators)).isFalse();
    assertThat(sound.convicts(LEDGER, operators(EPOCH + 1))).isFalse();
    Equivocation later = new Equivocation(LIAR, EPOCH + 1, sound.first(), sound.second());
    assertThat(later.convicts(LEDGER, operators(EPOCH + 1))).isFalse();
  }

  @Test
  void anyChangedByteMakesTheEvidenceWorthless() throws MalformedInput {
    Encoder out = new Encoder();
    votes().encode(out);
    byte[] sound = out.toByteArray();
    assertThat(Equivocation.decode(new Decoder(sound))).isEqualTo(votes());
    for (int i = 0; i < sound.length; i++) {
      byte[] changed = sound.clone();
      changed[i] ^= 0x01;
      try {
        Decoder in = new Decoder(changed);
        Equivocation tampered = Equivocation.decode(in);
        in.end();
        assertThat(convicts(tampered)).as("byte %d", i).isFalse();
      } catch (MalformedInput e) {
        assertThat(e).hasMessageMatching("[A-Za-z0-9 '-]+");
      }
    }
  }

  @Test
  void bytesThatAreNoStatementOfConsensusConvictNobody() {
    ByteString complaint = ByteString.utf8("x".repeat(100));
    ByteString other = ByteString.concat(complaint.slice(0, 68), digest("z").bytes());
    assertThat(convicts(evidence(share(LIAR, complaint), share(LIAR, other)))).isFalse();
    SignedStatement nothing = new SignedStatement(ByteString.EMPTY, ByteString.hex("00"));
    assertThat(convicts(evidence(nothing, nothing))).isFalse();
    assertThat(convicts(evidence(votes().first(), votes().first()))).isFalse();
  }
}
