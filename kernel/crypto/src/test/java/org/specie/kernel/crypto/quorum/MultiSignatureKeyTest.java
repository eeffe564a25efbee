package org.specie.kernel.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/** Clauses 7.3 to 7.5: nobody counts twice, and every part counts. */
final class MultiSignatureKeyTest {
  private static final ByteString MESSAGE = ByteString.utf8("a message");

  private final Random random = new Random(9);
  private final Quorum quorum = Quorum.of(QuorumScheme.MULTI_SIGNATURE, 4, 3, random::nextBytes);
  private final List<Ed25519PublicKey> keys = ((MultiSignatureKey) quorum.key()).keys();

  private Part part(int signer) {
    return new Part(signer, quorum.signers().get(signer).share(MESSAGE));
  }

  private boolean isValid(Part... parts) {
    return quorum.key().isValid(MESSAGE, new MultiSignature(List.of(parts)));
  }

  @Test
  void refusesASignerTwiceAndSignersOutOfOrder() {
    for (List<Part> bad :
        List.of(
            List.of(part(0), part(1), part(1)),
            List.of(part(1), part(0), part(2)),
            List.of(part(2), part(2), part(2)))) {
      assertThatThrownBy(() -> new MultiSignature(bad)).isInstanceOf(InvariantViolation.class);
    }
  }

  /** One signer's part under three numbers is still one signer's. */
  @Test
  void refusesOneSignersPartUnderOtherNumbers() {
    ByteString mine = part(0).signature();
    assertThat(isValid(new Part(0, mine), new Part(1, mine), new Part(2, mine))).isFalse();
  }

  @Test
  void refusesTooFewAWrongOneAndOneOfNobody() {
    assertThat(isValid(part(0), part(1), part(2))).isTrue();
    assertThat(isValid(part(0), part(1), part(2), part(3))).isTrue();
    assertThat(isValid()).isFalse();
    assertThat(isValid(part(0), part(1))).isFalse();
    Part wrong = new Part(3, part(2).signature());
    assertThat(isValid(part(0), part(1), part(2), wrong)).isFalse();
    assertThat(isValid(part(0), part(1), part(2), new Part(4, part(3).signature()))).isFalse();
    assertThat(isValid(part(0), part(1), new Part(1023, part(3).signature()))).isFalse();
  }

  /** What the same key signs elsewhere is no share, and a share is nothing else. */
  @Test
  void sharesAreKeptApartFromOtherSignatures() {
    Ed25519SecretKey secret = Ed25519SecretKey.generate(random::nextBytes);
    MultiSignatureKey key = new MultiSignatureKey(List.of(secret.publicKey()), 1);
    ByteString share = new MultiSignatureSigner(0, secret).share(MESSAGE);
    assertThat(key.isShareValid(MESSAGE, 0, share)).isTrue();
    assertThat(key.isShareValid(MESSAGE, 0, secret.sign(MESSAGE))).isFalse();
    assertThat(secret.publicKey().verify(MESSAGE, share)).isFalse();
  }

  @Test
  void refusesImpossibleKeysAndParts() {
    for (int threshold : new int[] {0, -1, 5}) {
      assertThatThrownBy(() -> new MultiSignatureKey(keys, threshold))
          .isInstanceOf(InvariantViolation.class);
    }
    List<Ed25519PublicKey> twice = new ArrayList<>(keys);
    twice.set(3, keys.getFirst());
    assertThatThrownBy(() -> new MultiSignatureKey(twice, 3))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new MultiSignatureKey(List.of(), 1))
        .isInstanceOf(InvariantViolation.class);
    for (int signer : new int[] {-1, 1024}) {
      assertThatThrownBy(() -> new Part(signer, part(0).signature()))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThatThrownBy(() -> new Part(0, ByteString.EMPTY)).isInstanceOf(InvariantViolation.class);
  }

  /** A count of parts far above what is there costs nothing. */
  @Test
  void refusesCountsThatPromiseTooMuch() {
    for (String bad : List.of("0100000401", "017fffffff", "0100000400", "01ffffffff")) {
      assertThatThrownBy(() -> QuorumCertificate.decode(new Decoder(ByteString.hex(bad))))
          .isInstanceOf(MalformedInput.class);
    }
    String zeros = String.join("", Collections.nCopies(64, "00"));
    for (String bad :
        List.of(
            "0100000002" + "0001" + zeros + "0001" + zeros,
            "0100000002" + "0002" + zeros + "0001" + zeros,
            "0100000001" + "0400" + zeros,
            "0000",
            "03")) {
      assertThatThrownBy(() -> QuorumCertificate.decode(new Decoder(ByteString.hex(bad))))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
