package org.specie.kernel.crypto.signature;

import fr.acinq.secp256k1.Secp256k1;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A private node of a BIP-32 tree: key and chain code. Only private derivation is here; nobody in
 * Specie derives children from a public node. Source: BIP-32; docs/spec/06-keys.md 6.6.
 */
public final class ExtendedKey {
  private static final int HARDENED = 0x80000000;
  private static final byte[] MASTER = "Bitcoin seed".getBytes(StandardCharsets.US_ASCII);

  private final Secret key;
  private final Secret chainCode;

  private ExtendedKey(byte[] key, byte[] chainCode) {
    this.key = Secret.copyOf(key);
    this.chainCode = Secret.copyOf(chainCode);
  }

  /** The root of the tree of {@code seed}, 16 to 64 bytes. */
  public static ExtendedKey master(Secret seed) {
    Check.that(16 <= seed.size() && seed.size() <= 64, "a BIP-32 seed has 16 to 64 bytes");
    return seed.lend(
        bytes -> {
          byte[] node = hmacSha512(MASTER, bytes);
          byte[] left = Arrays.copyOf(node, 32);
          Check.that(Secp256k1.get().secKeyVerify(left), "the master key is below the order");
          return wipedAfter(new ExtendedKey(left, Arrays.copyOfRange(node, 32, 64)), node, left);
        });
  }

  /** Child {@code index} of the hardened kind, written {@code index'}. */
  public ExtendedKey hardened(int index) {
    Check.that(index >= 0, "an index is not negative");
    return child(index | HARDENED);
  }

  /** Child {@code index} of the normal kind. */
  public ExtendedKey normal(int index) {
    Check.that(index >= 0, "an index is not negative");
    return child(index);
  }

  /**
   * An index whose child does not exist has a probability below 2^-127; it stops the program rather
   * than silently giving another account.
   */
  private ExtendedKey child(int index) {
    return key.lend(
        parent -> {
          ByteBuffer data = ByteBuffer.allocate(37);
          if (index < 0) {
            data.put((byte) 0).put(parent);
          } else {
            data.put(Secp256k1.get().pubKeyCompress(Secp256k1.get().pubkeyCreate(parent)));
          }
          byte[] node = chainCode.lend(code -> hmacSha512(code, data.putInt(index).array()));
          byte[] left = Arrays.copyOf(node, 32);
          Check.that(Secp256k1.get().secKeyVerify(left), "the tweak is below the order");
          byte[] child = Secp256k1.get().privKeyTweakAdd(parent.clone(), left);
          ExtendedKey made = new ExtendedKey(child, Arrays.copyOfRange(node, 32, 64));
          return wipedAfter(made, node, left, child, data.array());
        });
  }

  private static ExtendedKey wipedAfter(ExtendedKey result, byte[]... used) {
    for (byte[] each : used) {
      Arrays.fill(each, (byte) 0);
    }
    return result;
  }

  private static byte[] hmacSha512(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK computes HMAC-SHA512", e);
    }
  }

  /** The private key of this node, 32 bytes. */
  public Secret key() {
    return key;
  }

  /** The chain code of this node, 32 bytes. */
  public Secret chainCode() {
    return chainCode;
  }

  @Override
  public String toString() {
    return "ExtendedKey(redacted)";
  }
}
