package org.specie.kernel.crypto.signature;

import java.util.Arrays;
import java.util.HexFormat;
import javax.security.auth.Destroyable;
import org.specie.kernel.core.ByteString;

/**
 * Who computes Ed25519. Both carriers accept exactly the signatures of docs/spec/06-keys.md 6.5 and
 * make the same ones, so replicas may differ in their carrier and in nothing else.
 */
sealed interface Ed25519Carrier permits BouncyEd25519, CorrettoEd25519 {
  /** The neutral element's canonical encoding. No first half of a signature may be it. */
  ByteString NEUTRAL =
      ByteString.hex("0100000000000000000000000000000000000000000000000000000000000000");

  /** The faster one that works here, chosen once. */
  static Ed25519Carrier preferred() {
    return Preferred.CARRIER;
  }

  /**
   * A secret key as the carrier signs with it, made once for many signatures. Safe for all threads.
   */
  interface Signer extends Destroyable {
    /** The signature of RFC 8032. */
    byte[] sign(byte[] message);

    @Override
    void destroy();
  }

  /**
   * Makes {@code secret}, whose public key {@code publicKey} is, ready to sign with. The signer has
   * a copy of its own until it is destroyed.
   */
  Signer signer(byte[] secret, byte[] publicKey);

  /**
   * Whether {@code signature}, 64 bytes, is one on {@code message} under {@code publicKey}, the
   * canonical encoding of a point of prime order.
   */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);

  /** Whether this carrier can do what RFC 8032 section 7.1 shows as test 2. */
  default boolean knowsItsTrade() {
    HexFormat hex = HexFormat.of();
    byte[] secret =
        hex.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    byte[] publicKey =
        hex.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    byte[] message = hex.parseHex("72");
    byte[] signature =
        hex.parseHex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    byte[] other = hex.parseHex("73");
    return Arrays.equals(signer(secret, publicKey).sign(message), signature)
        && verify(publicKey, message, signature)
        && !verify(publicKey, other, signature);
  }

  /** Holds the choice until somebody asks. */
  final class Preferred {
    private static final Ed25519Carrier CARRIER =
        CorrettoEd25519.load().map(Ed25519Carrier.class::cast).orElseGet(BouncyEd25519::new);

    private Preferred() {}
  }
}
