package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
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
 * Posts a message of operator 3 on the board of operators 1 and 2, who keep to the rules. Whatever
 * it says, these two finish with shares of one key.
 */
class DkgMessageFuzzTest {
  private static final Entropy ENTROPY = new Random(14)::nextBytes;
  private static final DkgParameters PARAMETERS =
      DkgParameters.forSignatures(Hash32.sha256(new byte[] {14}), 3, 2, 1);
  private static final Run GENUINE = new Run(PARAMETERS, ENTROPY);
  private static final Announcement ANNOUNCEMENT = GENUINE.liar.announcement();
  private static final List<Dealing> HONEST_DEALINGS = new ArrayList<>();
  private static final Dealing DEALING = deal();
  private static final Complaint COMPLAINT = GENUINE.liar.complaint(GENUINE.board, 1);
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(encoding(ANNOUNCEMENT), 1, Hash32.SIZE, G1.SIZE),
          Pieces.cut(encoding(COMPLAINT), 1, 2, G1.SIZE, G1.SIZE, G1.SIZE, Scalar.SIZE),
          Pieces.cut(encoding(DEALING), dealingSizes()));

  private static int[] dealingSizes() {
    int s = Scalar.SIZE;
    int g1 = G1.SIZE;
    int g2 = G2.SIZE;
    return new int[] {1, g2, g2, g1, g1, g2, g2, g1, g2, s, g1, g1, s, s, 4, s, s, s, s, s, s};
  }

  private static Dealing deal() {
    GENUINE.announce(ANNOUNCEMENT);
    for (DkgParticipant each : GENUINE.honest) {
      HONEST_DEALINGS.add(each.deal(GENUINE.board, ENTROPY));
    }
    for (int i = 0; i < HONEST_DEALINGS.size(); i++) {
      GENUINE.board.post(i + 1, HONEST_DEALINGS.get(i));
    }
    return GENUINE.liar.dealing(GENUINE.board);
  }

  private static ByteString encoding(DkgMessage message) {
    Encoder out = new Encoder();
    message.encode(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(DkgMessageFuzzTest.class, "theOthersFinishWhateverOneSays/" + name, 0);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("announcement")).isEqualTo(encoding(ANNOUNCEMENT));
    assertThat(seed("dealing")).isEqualTo(encoding(DEALING));
    assertThat(seed("complaint")).isEqualTo(encoding(COMPLAINT));
  }

  @FuzzTest
  void theOthersFinishWhateverOneSays(byte[] input) {
    ByteString bytes = PIECES.assemble(input, 0);
    Decoder in = new Decoder(bytes);
    DkgMessage message;
    try {
      message = DkgMessage.decode(PARAMETERS, in);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(encoding(message).equals(bytes), "what was accepted is written the same way");
    switch (message) {
      case Announcement announcement -> announce(announcement);
      case Dealing dealing -> deal(dealing);
      case Complaint complaint -> complain(complaint);
    }
  }

  private static void announce(Announcement announcement) {
    DkgBoard board = new DkgBoard(PARAMETERS);
    Check.that(board.post(3, announcement), "the first announcement counts");
    Check.that(!board.post(3, announcement), "no second one does");
    Check.that(!board.post(2, DEALING), "nothing counts before its round");
  }

  /** A board on which operator 3 has announced the vectors of {@code dealing}. */
  private static DkgBoard announcedFor(Dealing dealing) {
    DkgBoard board = new DkgBoard(PARAMETERS);
    GENUINE.honest.forEach(each -> board.post(each.index(), each.announcement()));
    board.post(
        3,
        new Announcement(
            Dealing.hash(PARAMETERS, 3, dealing.vectors()), ANNOUNCEMENT.encryptionKey()));
    board.closeRound();
    return board;
  }

  private static void deal(Dealing dealing) {
    DkgBoard board = announcedFor(dealing);
    boolean counts = board.post(3, dealing);
    Check.that(counts != board.faults().containsKey(3), "what does not count is a fault");
    if (!counts) {
      return;
    }
    closeDealing(board);
    for (DkgParticipant each : GENUINE.honest) {
      for (Complaint complaint : each.complaints(board, ENTROPY)) {
        board.post(each.index(), complaint);
      }
    }
    finish(board);
  }

  private static void complain(Complaint complaint) {
    DkgBoard board = announcedFor(DEALING);
    Check.that(board.post(3, DEALING), "the genuine dealing counts");
    closeDealing(board);
    Check.that(!board.post(3, complaint), "no complaint about right shares is justified");
    Check.that(board.faults().containsKey(3), "and who makes one is at fault");
    finish(board);
  }

  private static void closeDealing(DkgBoard board) {
    for (int i = 0; i < HONEST_DEALINGS.size(); i++) {
      Check.that(board.post(i + 1, HONEST_DEALINGS.get(i)), "an honest dealing counts");
    }
    board.closeRound();
  }

  private static void finish(DkgBoard board) {
    board.closeRound();
    Check.that(
        board.qualified().contains(1) && board.qualified().contains(2), "honest dealers stay");
    Check.that(board.outcome() instanceof DkgOutcome.Complete, "two dealers make a key");
    for (DkgParticipant each : GENUINE.honest) {
      Check.that(each.finish(board).isPresent(), "every honest operator has its share");
    }
  }
}
