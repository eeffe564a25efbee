package org.specie.offline.token.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.KeyId;

/**
 * A public key of ECDSA on P-256: x and y, 32 bytes each. Any 64 bytes are of its form; under bytes
 * that are no point of the curve no signature is right. Verifying is public and takes variable
 * time. Spec: docs/spec/50-art.md 1.4.
 */
public record P256Key(ByteString point) {
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final String KEY_ALGORITHM = "EC";
  private static final int COORDINATE_SIZE = ArtLayout.POINT_SIZE / 2;
  private static final ECParameterSpec CURVE = curve();

  public P256Key {
    Check.that(point.size() == ArtLayout.POINT_SIZE, "a public key has 64 bytes");
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(KEY_ALGORITHM);
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  /** The key of the JDK that {@link #onCurve} gives back. */
  public static P256Key of(ECPublicKey key) {
    return new P256Key(
        ByteString.concat(fixed(key.getW().getAffineX()), fixed(key.getW().getAffineY())));
  }

  /** A number of the curve in 32 bytes. */
  static ByteString fixed(BigInteger number) {
    Check.that(number.bitLength() <= COORDINATE_SIZE * Byte.SIZE, "a number has 32 bytes");
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_SIZE];
    int count = Math.min(COORDINATE_SIZE, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, COORDINATE_SIZE - count, count);
    return ByteString.copyOf(fixed);
  }

  /** Reads the bytes. */
  public static P256Key decode(Decoder in) throws MalformedInput {
    return new P256Key(in.fixed(ArtLayout.POINT_SIZE));
  }

  /** The id that names this key. */
  public KeyId id() {
    return KeyId.of(point);
  }

  /** Whether {@code signature} is this key's on the domain and {@code parts}, one after another. */
  public boolean verify(Domain domain, P256Signature signature, ByteString... parts) {
    Optional<PublicKey> key = onCurve();
    if (!signature.isInRange() || key.isEmpty()) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key.get());
      verifier.update(domain.prefix().toByteArray());
      for (ByteString part : parts) {
        verifier.update(part.toByteArray());
      }
      return verifier.verify(signature.bytes().toByteArray());
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no ECDSA on P-256", e);
    }
  }

  /** The key as the JDK has it; nothing if the bytes are no point of the curve. */
  public Optional<PublicKey> onCurve() {
    ECPoint at =
        new ECPoint(
            new BigInteger(1, point.slice(0, COORDINATE_SIZE).toByteArray()),
            new BigInteger(1, point.slice(COORDINATE_SIZE, ArtLayout.POINT_SIZE).toByteArray()));
    if (!isOnCurve(at)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          KeyFactory.getInstance(KEY_ALGORITHM).generatePublic(new ECPublicKeySpec(at, CURVE)));
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  private static boolean isOnCurve(ECPoint at) {
    EllipticCurve curve = CURVE.getCurve();
    Check.that(curve.getField() instanceof ECFieldFp, "P-256 is over a prime field");
    BigInteger prime = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = at.getAffineX();
    BigInteger y = at.getAffineY();
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
    return y.multiply(y).mod(prime).equals(right);
  }
}
