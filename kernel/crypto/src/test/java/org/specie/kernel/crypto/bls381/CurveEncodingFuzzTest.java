package org.specie.kernel.crypto.bls381;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Pieces;

/** Reads scalars and points of both groups; the first byte says what. */
class CurveEncodingFuzzTest {
  private static final int KINDS = 5;
  private static final Pieces PIECES =
      Pieces.of(
          List.of(
              G1.hashToCurve(ByteString.utf8("a"), ByteString.utf8("SPECIE-test-v1"))
                  .toCompressed()));

  @FuzzTest
  void acceptsOneEncodingOfEachValue(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = PIECES.assemble(input, 1);
    Decoder in = new Decoder(message);
    Encoder out = new Encoder();
    try {
      copy(input[0] & 0xff, in, out);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(out.toByteString().equals(message), "what was accepted is written the same way");
  }

  private static void copy(int kind, Decoder in, Encoder out) throws MalformedInput {
    switch (kind % KINDS) {
      case 0 -> {
        Scalar scalar = Scalar.decode(in);
        Check.that(scalar.plus(scalar.negate()).isZero(), "a scalar has a negative");
        scalar.encode(out);
      }
      case 1 -> checked(G1.decode(in)).encode(out);
      case 2 -> out.fixed(checked(G1.decodeCompressed(in)).toCompressed());
      case 3 -> {
        G1 point = checked(G1.decodeInSubgroup(in));
        Check.that(!point.clearCofactor().isInfinity(), "a point of the group has large order");
        point.encode(out);
      }
      default -> {
        G2 point = G2.decode(in);
        Check.that(point.minus(point).isInfinity(), "a point less itself is nothing");
        point.encode(out);
      }
    }
  }

  private static G1 checked(G1 point) throws MalformedInput {
    Check.that(point.minus(point).isInfinity(), "a point less itself is nothing");
    G1 cleared = point.clearCofactor();
    Check.that(cleared.isInfinity() || cleared.isInSubgroup(), "clearing leads into the group");
    Decoder compressed = new Decoder(point.toCompressed());
    Check.that(G1.decodeCompressed(compressed).equals(point), "both encodings agree");
    return point;
  }
}
