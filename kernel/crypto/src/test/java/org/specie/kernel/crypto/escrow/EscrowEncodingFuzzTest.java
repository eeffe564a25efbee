package org.specie.kernel.crypto.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.seed.Secret;

/** Reads keys, ciphertexts and shares of both kinds and uses them; the first byte says what. */
class EscrowEncodingFuzzTest {
  private static final int KINDS = 5;
  private static final int SLOTS = 1;
  private static final Hash32 LABEL = Hash32.sha256(new byte[] {15});
  private static final Entropy ENTROPY = new Random(15)::nextBytes;
  private static final LocalCeremony CEREMONY =
      LocalCeremony.run(DkgParameters.forDecryption(LABEL, 3, 2, SLOTS), ENTROPY);
  private static final EscrowThresholdKey QUORUM = EscrowThresholdKey.of(CEREMONY.key());
  private static final EscrowKeyShare KEY_SHARE = EscrowKeyShare.of(CEREMONY.shares().getFirst());
  private static final EscrowCiphertext CIPHERTEXT =
      EscrowCiphertext.encrypt(
          QUORUM.key(), List.of(G1.GENERATOR.times(Scalar.of(7))), Scalar.random(ENTROPY));
  private static final DecryptionShare SHARE =
      KEY_SHARE.decrypt(QUORUM, CIPHERTEXT, LABEL, ENTROPY).orElseThrow();
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(
              encoding(QUORUM::encode), 2, 2, G1.SIZE, 4, 2, G1.SIZE, 2, G1.SIZE, 2, G1.SIZE),
          Pieces.cut(encoding(CIPHERTEXT::encode), G1.SIZE, G1.SIZE),
          Pieces.cut(encoding(SHARE::encode), 2, G1.SIZE, G1.SIZE, G1.SIZE, Scalar.SIZE),
          Pieces.cut(Vectors.reveal(KEY_SHARE.toSecret()), 2, 2, Scalar.SIZE));

  private static ByteString encoding(Consumer<Encoder> encode) {
    Encoder out = new Encoder();
    encode.accept(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(
        EscrowEncodingFuzzTest.class, "acceptsOneEncodingAndNoOtherShare/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("quorum")).isEqualTo(encoding(QUORUM::encode));
    assertThat(seed("ciphertext")).isEqualTo(encoding(CIPHERTEXT::encode));
    assertThat(seed("share")).isEqualTo(encoding(SHARE::encode));
  }

  @FuzzTest
  void acceptsOneEncodingAndNoOtherShare(byte[] input) {
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
        EscrowPublicKey key = EscrowPublicKey.decode(in);
        in.end();
        yield encoding(key::encode);
      }
      case 1 -> {
        EscrowThresholdKey quorum = EscrowThresholdKey.decode(in);
        in.end();
        Check.that(
            !quorum.equals(QUORUM) || quorum.isConsistent(), "the genuine key is consistent");
        var _ = quorum.isConsistent();
        yield encoding(quorum::encode);
      }
      case 2 -> {
        EscrowCiphertext ciphertext = EscrowCiphertext.decode(SLOTS, in);
        in.end();
        open(ciphertext);
        yield encoding(ciphertext::encode);
      }
      case 3 -> {
        DecryptionShare share = DecryptionShare.decode(SLOTS, in);
        in.end();
        Check.that(
            share.verifies(QUORUM, CIPHERTEXT, LABEL) == share.equals(SHARE),
            "only the genuine share verifies");
        yield encoding(share::encode);
      }
      default -> keyShare(message);
    };
  }

  /** A ciphertext nobody vouches for may be nonsense; making and checking a share of it is not. */
  private static void open(EscrowCiphertext ciphertext) {
    var share = KEY_SHARE.decrypt(QUORUM, ciphertext, LABEL, ENTROPY);
    Check.that(share.isPresent() == ciphertext.isMasked(), "what is masked has shares");
    Check.that(
        share.isEmpty() || share.get().verifies(QUORUM, ciphertext, LABEL),
        "an honest share verifies");
    share.ifPresent(each -> ciphertext.open(List.of(each.points())));
  }

  private static ByteString keyShare(ByteString message) throws MalformedInput {
    if (message.isEmpty()) {
      return message;
    }
    EscrowKeyShare share = EscrowKeyShare.fromSecret(Secret.copyOf(message.toByteArray()));
    return Vectors.reveal(share.toSecret());
  }
}
