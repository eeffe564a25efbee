package org.specie.offline.token.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.KeyId;

/**
 * The RSA key of 2,048 bits under which payment keys are certified unseen. The signature is plain
 * RSASSA-PSS: whether it was made blindly does not show. SHA-256 and a salt of 32 bytes, and not
 * the SHA-384 of page 08, because cards have no other digest in their hardware. Spec:
 * docs/spec/50-art.md 1.5.
 */
public record BlindKey(ByteString modulus) {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec(
          "SHA-256",
          "MGF1",
          MGF1ParameterSpec.SHA256,
          ArtLayout.SALT_SIZE,
          PSSParameterSpec.TRAILER_FIELD_BC);

  public BlindKey {
    Check.that(isModulus(modulus), "a modulus is odd and has 2048 bits");
  }

  private static boolean isModulus(ByteString modulus) {
    return modulus.size() == ArtLayout.MODULUS_SIZE
        && modulus.at(0) >= 0x80
        && (modulus.at(ArtLayout.MODULUS_SIZE - 1) & 1) == 1;
  }

  /** Reads a modulus. */
  public static BlindKey decode(Decoder in) throws MalformedInput {
    ByteString modulus = in.fixed(ArtLayout.MODULUS_SIZE);
    if (!isModulus(modulus)) {
      throw new MalformedInput("a modulus is odd and has 2048 bits");
    }
    return new BlindKey(modulus);
  }

  /** The id that names this key. */
  public KeyId id() {
    return KeyId.of(modulus);
  }

  /** Whether {@code signature} is this key's on {@code paymentKey}. */
  public boolean verify(P256Key paymentKey, ByteString signature) {
    if (signature.size() != ArtLayout.MODULUS_SIZE || signature.compareTo(modulus) >= 0) {
      return false;
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA")
              .generatePublic(
                  new RSAPublicKeySpec(new BigInteger(1, modulus.toByteArray()), EXPONENT));
      Signature verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(PSS);
      verifier.initVerify(key);
      verifier.update(Domain.PAYMENT_KEY.prefix().toByteArray());
      verifier.update(id().bytes().toByteArray());
      verifier.update(paymentKey.point().toByteArray());
      return verifier.verify(signature.toByteArray());
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no RSASSA-PSS", e);
    }
  }
}
