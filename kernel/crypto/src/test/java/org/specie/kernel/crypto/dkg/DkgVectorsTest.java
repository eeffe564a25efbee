package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Groups;
import tools.jackson.databind.JsonNode;

/** Clauses 4.10 to 4.15 against docs/spec/vectors/threshold.json, a second implementation's. */
final class DkgVectorsTest {
  private static final JsonNode FILE = Vectors.read("threshold.json").required("key_generation");
  private final DkgParameters parameters =
      new DkgParameters(
          new Hash32(Vectors.bytes(FILE, "ceremony")),
          FILE.required("operators").asInt(),
          FILE.required("threshold").asInt(),
          FILE.required("faults").asInt(),
          Collections.nCopies(FILE.required("secrets_in_the_first_group").asInt(), Groups.FIRST));
  private final int dealer = FILE.required("dealer").asInt();

  private static Scalar scalar(JsonNode hex) {
    try {
      return Scalar.decode(new Decoder(ByteString.hex(hex.asString())));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private DkgMessage message(String field) throws MalformedInput {
    ByteString bytes = Vectors.bytes(FILE, field);
    Decoder in = new Decoder(bytes);
    DkgMessage message = DkgMessage.decode(parameters, in);
    in.end();
    Encoder out = new Encoder();
    message.encode(out);
    assertThat(out.toByteString()).isEqualTo(bytes);
    return message;
  }

  @Test
  void theParametersHaveTheirName() {
    assertThat(parameters.hash()).isEqualTo(new Hash32(Vectors.bytes(FILE, "parameters_hash")));
  }

  @Test
  void theBoardTakesTheirDealingAndSeesThroughTheirComplaint() throws MalformedInput {
    DkgBoard board = new DkgBoard(parameters);
    List<JsonNode> keys = Vectors.list(FILE, "encryption_keys").toList();
    for (int i = 1; i <= parameters.operators(); i++) {
      Announcement announcement =
          i == dealer
              ? (Announcement) message("announcement")
              : new Announcement(Hash32.ZERO, G1.GENERATOR.times(scalar(keys.get(i - 1))));
      assertThat(board.post(i, announcement)).isTrue();
    }
    board.closeRound();
    Dealing dealing = (Dealing) message("dealing");
    assertThat(board.post(dealer, dealing)).isTrue();
    board.closeRound();
    List<JsonNode> shares = Vectors.list(FILE, "shares").toList();
    for (int i = 1; i <= parameters.operators(); i++) {
      G1 agreed = dealing.sealingPoint().times(scalar(keys.get(i - 1)));
      List<Scalar> opened =
          ShareSealing.open(
              new ShareSealing.Route(parameters, dealer, i),
              dealing.sealingPoint(),
              agreed,
              board.sealedFor(dealer, i));
      assertThat(opened)
          .isEqualTo(shares.get(i - 1).valueStream().map(DkgVectorsTest::scalar).toList());
      assertThat(dealing.areRight(i, opened)).isTrue();
    }
    // The complaint proves its point; the shares it opens are right, so the complainer is wrong.
    Complaint complaint = (Complaint) message("complaint");
    int complainer = FILE.required("complainer").asInt();
    assertThat(
            ShareSealing.isAgreement(
                new ShareSealing.Route(parameters, dealer, complainer),
                G1.GENERATOR.times(scalar(keys.get(complainer - 1))),
                dealing.sealingPoint(),
                complaint.agreed(),
                complaint.proof()))
        .isTrue();
    assertThat(board.post(complainer, complaint)).isFalse();
    assertThat(board.qualified()).containsExactly(dealer);
  }
}
