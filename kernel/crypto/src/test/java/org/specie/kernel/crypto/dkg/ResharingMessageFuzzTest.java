package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Posts a message of holder 3, or of operator 3, where the holders 1 and 2 hand a key to the
 * operators 1 and 2 by the rules. Whatever it says, the same key arrives.
 */
class ResharingMessageFuzzTest {
  private static final Entropy ENTROPY = new Random(44)::nextBytes;
  private static final LocalCeremony OLD =
      LocalCeremony.run(
          DkgParameters.forSignatures(Hash32.sha256(new byte[] {44}), 3, 2, 1), ENTROPY);
  private static final ResharingParameters PARAMETERS =
      new ResharingParameters(
          SharedKey.of(OLD.key()),
          DkgParameters.forSignatures(Hash32.sha256(new byte[] {45}), 3, 2, 1));
  private static final List<ResharingRecipient> HONEST =
      List.of(
          ResharingRecipient.create(PARAMETERS, 1, ENTROPY),
          ResharingRecipient.create(PARAMETERS, 2, ENTROPY));
  private static final Scalar SECRET = Scalar.random(ENTROPY);
  private static final ResharingMessage KEY =
      new ResharingMessage.RecipientKey(G1.GENERATOR.times(SECRET));
  private static final List<ResharingMessage.Redealing> DEALINGS =
      OLD.shares().stream().map(ResharingMessageFuzzTest::deal).toList();
  private static final ResharingMessage OBJECTION = object();
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(encoding(KEY), 1, G1.SIZE),
          Pieces.cut(encoding(OBJECTION), 1, 2, G1.SIZE, G1.SIZE, G1.SIZE, Scalar.SIZE),
          Pieces.cut(encoding(DEALINGS.getLast()), dealingSizes()));

  private static int[] dealingSizes() {
    int s = Scalar.SIZE;
    int g1 = G1.SIZE;
    int g2 = G2.SIZE;
    return new int[] {1, g2, g2, g1, g1, g2, g2, g1, g2, s, g1, g1, s, s, 4, s, s, s, s, s, s};
  }

  private static ResharingMessage.Redealing deal(DkgShare share) {
    ResharingDealer dealer =
        ResharingDealer.create(PARAMETERS, share.index(), share.secrets(), ENTROPY);
    return dealer.deal(announced(), ENTROPY);
  }

  /** Operator 3 complains about holder 2, whose shares are right. */
  private static ResharingMessage object() {
    G1 sealing = DEALINGS.get(1).dealing().sealingPoint();
    G1 agreed = sealing.times(SECRET);
    return new ResharingMessage.Objection(
        new Complaint(
            2,
            agreed,
            ShareSealing.proveAgreement(
                new ShareSealing.Route(PARAMETERS, 2, 3),
                SECRET,
                G1.GENERATOR.times(SECRET),
                sealing,
                agreed,
                ENTROPY)));
  }

  private static ByteString encoding(ResharingMessage message) {
    Encoder out = new Encoder();
    message.encode(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(ResharingMessageFuzzTest.class, "theKeyArrivesWhateverOneSays/" + name, 0);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("key")).isEqualTo(encoding(KEY));
    assertThat(seed("objection")).isEqualTo(encoding(OBJECTION));
    assertThat(seed("dealing")).isEqualTo(encoding(DEALINGS.getLast()));
  }

  @FuzzTest
  void theKeyArrivesWhateverOneSays(byte[] input) {
    ByteString bytes = PIECES.assemble(input, 0);
    ResharingMessage message;
    try {
      Decoder in = new Decoder(bytes);
      message = ResharingMessage.decode(PARAMETERS, in);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(encoding(message).equals(bytes), "what was accepted is written the same way");
    switch (message) {
      case ResharingMessage.RecipientKey key -> {
        ResharingBoard board = new ResharingBoard(PARAMETERS);
        Check.that(board.post(3, key), "the first key counts");
        Check.that(!board.post(3, key), "no second one does");
        Check.that(!board.post(3, DEALINGS.getLast()), "nothing counts before its round");
      }
      case ResharingMessage.Redealing dealing -> finish(dealt(dealing));
      case ResharingMessage.Objection objection -> {
        ResharingBoard board = dealt(DEALINGS.getLast());
        Check.that(!board.post(3, objection), "no complaint about right shares is justified");
        Check.that(board.operatorFaults().containsKey(3), "and who makes one is at fault");
        finish(board);
      }
    }
  }

  private static ResharingBoard announced() {
    ResharingBoard board = new ResharingBoard(PARAMETERS);
    HONEST.forEach(each -> board.post(each.index(), each.key()));
    board.post(3, KEY);
    board.closeRound();
    return board;
  }

  private static ResharingBoard dealt(ResharingMessage.Redealing byTheThird) {
    ResharingBoard board = announced();
    boolean counts = board.post(3, byTheThird);
    Check.that(counts != board.holderFaults().containsKey(3), "what does not count is a fault");
    Check.that(board.post(1, DEALINGS.getFirst()), "an honest dealing counts");
    Check.that(board.post(2, DEALINGS.get(1)), "an honest dealing counts");
    board.closeRound();
    return board;
  }

  private static void finish(ResharingBoard board) {
    for (ResharingRecipient each : HONEST) {
      each.complaints(board, ENTROPY).forEach(objection -> board.post(each.index(), objection));
    }
    board.closeRound();
    if (!(board.outcome() instanceof ResharingOutcome.Complete(var key, var used, var _, var _))) {
      throw new AssertionError("two honest holders hand the key on");
    }
    Check.that(used.contains(1) && used.contains(2), "honest holders are used");
    Check.that(
        key.signatureKey().key().equals(OLD.key().signatureKey().key()), "the same key arrives");
    for (ResharingRecipient each : HONEST) {
      Check.that(each.finish(board).isPresent(), "every honest operator has its share");
    }
  }
}
