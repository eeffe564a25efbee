package org.specie.kernel.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.bls381.G2;

/** Reads certificates and keys of both schemes; the first byte says what. */
class QuorumFuzzTest {
  private static final ByteString MESSAGE = ByteString.utf8("message");
  private static final Entropy ENTROPY = new Random(19)::nextBytes;
  private static final Quorum LIST = Quorum.of(QuorumScheme.MULTI_SIGNATURE, 3, 2, ENTROPY);
  private static final Quorum SHARED = Quorum.of(QuorumScheme.THRESHOLD_SIGNATURE, 3, 2, ENTROPY);
  private static final QuorumCertificate OF_LIST = LIST.certificate(MESSAGE, 0, 2);
  private static final QuorumCertificate OF_SHARED = SHARED.certificate(MESSAGE, 0, 2);
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(encoding(OF_LIST::encode), 1, 4, 2, 64, 2, 64),
          List.of(LIST.signers().get(1).share(MESSAGE)),
          Pieces.cut(encoding(OF_SHARED::encode), 1, 48),
          List.of(SHARED.signers().get(1).share(MESSAGE)),
          Pieces.cut(encoding(LIST.key()::encode), 1, 2, 2, 32, 32, 32),
          Pieces.cut(encoding(SHARED.key()::encode), 1, 2, 2, G2.SIZE, G2.SIZE, G2.SIZE, G2.SIZE));

  private static ByteString encoding(Consumer<Encoder> encode) {
    Encoder out = new Encoder();
    encode.accept(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(
        QuorumFuzzTest.class, "acceptsOneEncodingAndNoCertificateButOfAQuorum/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("list")).isEqualTo(encoding(OF_LIST::encode));
    assertThat(seed("point")).isEqualTo(encoding(OF_SHARED::encode));
    assertThat(seed("list-key")).isEqualTo(encoding(LIST.key()::encode));
    assertThat(seed("point-key")).isEqualTo(encoding(SHARED.key()::encode));
  }

  @FuzzTest
  void acceptsOneEncodingAndNoCertificateButOfAQuorum(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString bytes = PIECES.assemble(input, 1);
    ByteString written;
    try {
      written = (input[0] & 1) == 0 ? certificate(bytes) : key(bytes);
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(written.equals(bytes), "what was accepted is written the same way");
  }

  private static ByteString certificate(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    QuorumCertificate certificate = QuorumCertificate.decode(in);
    in.end();
    boolean genuine =
        switch (certificate) {
          case QuorumCertificate.MultiSignature(var parts) ->
              parts.size() >= 2 && parts.stream().allMatch(QuorumFuzzTest::isGenuine);
          case QuorumCertificate.ThresholdSignature _ -> certificate.equals(OF_SHARED);
        };
    boolean accepted =
        LIST.key().isValid(MESSAGE, certificate) || SHARED.key().isValid(MESSAGE, certificate);
    Check.that(accepted == genuine, "a certificate shows that two signers signed");
    return encoding(certificate::encode);
  }

  private static boolean isGenuine(QuorumCertificate.Part part) {
    return part.signer() < 3
        && LIST.signers().get(part.signer()).share(MESSAGE).equals(part.signature());
  }

  private static ByteString key(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    QuorumKey key = QuorumKey.decode(in);
    in.end();
    if (key.signers() == 3 && key.threshold() == 2) {
      Check.that(
          key.isValid(MESSAGE, OF_LIST) == areKeysOfTheList(key),
          "a certificate belongs to the keys of those who signed");
    }
    return encoding(key::encode);
  }

  /** The keys at positions 0 and 2 are those the certificate is by. */
  private static boolean areKeysOfTheList(QuorumKey key) {
    return key instanceof MultiSignatureKey(var keys, var _)
        && LIST.key() instanceof MultiSignatureKey(var genuine, var _)
        && keys.get(0).equals(genuine.get(0))
        && keys.get(2).equals(genuine.get(2));
  }
}
