package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;

/** Reads keys, signatures and shares of both kinds and uses them; the first byte says what. */
class PsEncodingFuzzTest {
  private static final int KINDS = 6;
  private static final int ATTRIBUTES = 2;
  private static final Entropy ENTROPY = new Random(13)::nextBytes;
  private static final TrustedDealerForTests DEALER =
      new TrustedDealerForTests(2, 2, ATTRIBUTES, ENTROPY);
  private static final PsVerificationKey KEY = DEALER.key.key();
  private static final Issuance ISSUANCE = Issuance.random(ATTRIBUTES, 1, ENTROPY);
  private static final PartialSignature FIRST = DEALER.share(1).sign(ISSUANCE.request());
  private static final PartialSignature SECOND = DEALER.share(2).sign(ISSUANCE.request());
  private static final PsSignature SIGNATURE = sign();
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(encoding(KEY::encode), 2, G2.SIZE, G2.SIZE, G2.SIZE, G1.SIZE, G1.SIZE),
          Pieces.cut(encoding(DEALER.key.share(1)::encode), 2, 2, G2.SIZE, G2.SIZE, G2.SIZE),
          Pieces.cut(encoding(DEALER.key.share(2)::encode), 2, 2, G2.SIZE, G2.SIZE, G2.SIZE),
          Pieces.cut(encoding(SIGNATURE::encode), G1.SIZE, G1.SIZE),
          Pieces.cut(encoding(FIRST::encode), 2, G1.SIZE),
          Pieces.cut(encoding(SECOND::encode), 2, G1.SIZE),
          Pieces.cut(
              Vectors.reveal(DEALER.share(1).toSecret()),
              IntStream.concat(
                      IntStream.of(2, 2), IntStream.range(0, 1 + ATTRIBUTES).map(_ -> Scalar.SIZE))
                  .toArray()));

  private static PsSignature sign() {
    var answer =
        new PsAggregator(DEALER.key)
            .obtain(
                ISSUANCE.request(),
                ISSUANCE.message(),
                ISSUANCE.blindings(),
                List.of(FIRST, SECOND));
    if (answer instanceof Aggregation.Complete(PsSignature signature, var _)) {
      return signature;
    }
    throw new IllegalStateException("genuine shares make a signature");
  }

  private static ByteString encoding(Consumer<Encoder> encode) {
    Encoder out = new Encoder();
    encode.accept(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(
        PsEncodingFuzzTest.class, "acceptsOneEncodingAndNoOtherSignature/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("key")).isEqualTo(encoding(KEY::encode));
    assertThat(seed("threshold-key")).isEqualTo(encoding(DEALER.key::encode));
    assertThat(seed("share-key")).isEqualTo(encoding(DEALER.key.share(1)::encode));
    assertThat(seed("signature")).isEqualTo(encoding(SIGNATURE::encode));
    assertThat(seed("partial")).isEqualTo(encoding(SECOND::encode));
  }

  @FuzzTest
  void acceptsOneEncodingAndNoOtherSignature(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = PIECES.assemble(input, 1);
    ByteString written;
    try {
      written = read(input[0] & 0xff, message);
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(written.equals(message), "what was accepted is written the same way");
  }

  private static ByteString read(int kind, ByteString message) throws MalformedInput {
    Decoder in = new Decoder(message);
    return switch (kind % KINDS) {
      case 0 -> {
        PsVerificationKey key = PsVerificationKey.decode(in);
        in.end();
        Check.that(!key.equals(KEY) || key.isConsistent(), "the genuine key is consistent");
        yield encoding(key::encode);
      }
      case 1 -> {
        PsThresholdKey key = PsThresholdKey.decode(in);
        in.end();
        Check.that(
            key.isConsistent() == key.equals(DEALER.key) || key.operators() == 1,
            "two genuine shares belong to one key");
        yield encoding(key::encode);
      }
      case 2 -> {
        PsShareVerificationKey share = PsShareVerificationKey.decode(in);
        in.end();
        Check.that(
            share.yTilde().size() != ATTRIBUTES
                || share.verifies(ISSUANCE.request(), FIRST) == share.equals(DEALER.key.share(1)),
            "a share verifies under its own key only");
        yield encoding(share::encode);
      }
      case 3 -> {
        PsSignature signature = PsSignature.decode(in);
        in.end();
        Check.that(
            KEY.verifies(ISSUANCE.message(), signature) == signature.equals(SIGNATURE),
            "only the genuine signature verifies");
        yield encoding(signature::encode);
      }
      case 4 -> {
        PartialSignature share = PartialSignature.decode(in);
        in.end();
        aggregate(share);
        yield encoding(share::encode);
      }
      default -> keyShare(message);
    };
  }

  private static void aggregate(PartialSignature share) {
    var answer = new PsAggregator(DEALER.key).aggregate(ISSUANCE.request(), List.of(FIRST, share));
    boolean complete = answer instanceof Aggregation.Complete<?>;
    Check.that(complete == share.equals(SECOND), "only the genuine share completes");
  }

  private static ByteString keyShare(ByteString message) throws MalformedInput {
    if (message.isEmpty()) {
      return message;
    }
    PsKeyShare share = PsKeyShare.fromSecret(Secret.copyOf(message.toByteArray()));
    return Vectors.reveal(share.toSecret());
  }
}
