package org.specie.kernel.crypto.range;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;

/**
 * Reads a commitment and a range proof about it. The first byte says how often the claim is
 * repeated, which makes the proof one of the wrong size.
 */
class BulletproofPlusFuzzTest {
  private static final BulletproofPlusFixture FIXTURE = new BulletproofPlusFixture(17);
  private static final List<Opening> OPENINGS = FIXTURE.open(1_234_567);
  private static final G1 COMMITMENT = BulletproofPlusFixture.commit(OPENINGS.getFirst());
  private static final BulletproofPlusShape SHAPE = BulletproofPlusShape.of(1);
  private static final ByteString PROOF = FIXTURE.prove(List.of(Claim.of(COMMITMENT)), OPENINGS);
  private static final ByteString GENUINE =
      ByteString.concat(ByteString.copyOf(COMMITMENT.toByteArray()), PROOF);
  private static final int REPEATED_MAX = 6;

  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(
              GENUINE,
              IntStream.concat(
                      IntStream.range(0, 2 * SHAPE.rounds() + 4).map(_ -> G1.SIZE),
                      IntStream.range(0, 3).map(_ -> Scalar.SIZE))
                  .toArray()));

  private static ByteString seed(String name) {
    return PIECES.seed(BulletproofPlusFuzzTest.class, "acceptsNoProofButTheGenuineOne/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("genuine")).isEqualTo(GENUINE);
  }

  @FuzzTest
  void acceptsNoProofButTheGenuineOne(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = PIECES.assemble(input, 1);
    Decoder in = new Decoder(message);
    G1 commitment;
    ByteString proof;
    try {
      commitment = G1.decode(in);
      proof = in.fixed(in.remaining());
    } catch (MalformedInput refused) {
      return;
    }
    int claims = (input[0] & 0xff) % (REPEATED_MAX + 1);
    accumulate(Collections.nCopies(claims, Claim.of(commitment)), proof);
    boolean holds = FIXTURE.verifies(List.of(Claim.of(commitment)), proof);
    Check.that(holds == message.equals(GENUINE), "only the genuine proof holds");
  }

  private static void accumulate(List<Claim> claims, ByteString proof) {
    BulletproofPlusFixture.Recorder sink = new BulletproofPlusFixture.Recorder();
    boolean isProof =
        BulletproofPlusFixture.SYSTEM.accumulate(
            claims, proof, BulletproofPlusFixture.transcript(), FIXTURE.scalar(), sink);
    Check.that(isProof != sink.isEmpty(), "what is no proof adds nothing");
    if (isProof) {
      Check.that(
          proof.size() == BulletproofPlusFixture.SYSTEM.proofSize(claims.size()),
          "a proof has the announced size");
      Check.that(written(claims.size(), proof).equals(proof), "and is written the same way");
    }
  }

  private static ByteString written(int claims, ByteString proof) {
    try {
      return BulletproofPlusProof.decode(BulletproofPlusShape.of(claims), proof).encode();
    } catch (MalformedInput e) {
      return ByteString.EMPTY;
    }
  }
}
