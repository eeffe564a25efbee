package org.specie.cash.application.policy;

import java.util.List;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * People who decide together: their Ed25519 keys by index, and how many of them it takes.
 *
 * @param required m of m-of-n
 */
public record KeyQuorum(List<Ed25519PublicKey> keys, int required) {
  /** The most members. */
  public static final int KEYS_MAX = 32;

  /** The signature of member {@code index}. */
  public record Signature(int index, ByteString bytes) {
    public Signature {
      Check.that(0 <= index && index <= 0xff, "an index is one byte");
      Check.that(bytes.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
    }

    public void encode(Encoder out) {
      out.u8(index).fixed(bytes);
    }

    public static Signature decode(Decoder in) throws MalformedInput {
      return new Signature(in.u8(), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    }
  }

  public KeyQuorum {
    keys = List.copyOf(keys);
    Check.that(isValid(keys, required), "m of 1 to 32 distinct keys");
  }

  private static boolean isValid(List<Ed25519PublicKey> keys, int required) {
    return !keys.isEmpty()
        && keys.size() <= KEYS_MAX
        && 1 <= required
        && required <= keys.size()
        && new TreeSet<>(keys).size() == keys.size();
  }

  /**
   * Whether enough members signed {@code message}. Indices increase strictly, so that nobody counts
   * twice, and every signature holds, also those beyond the number required: a decision has one
   * meaning, not one a verifier. About 100 µs a signature.
   */
  public boolean isMetBy(ByteString message, List<Signature> signatures) {
    int last = -1;
    for (Signature each : signatures) {
      if (each.index() <= last || each.index() >= keys.size()) {
        return false;
      }
      last = each.index();
    }
    return signatures.size() >= required
        && signatures.stream()
            .allMatch(each -> keys.get(each.index()).verify(message, each.bytes()));
  }

  public void encode(Encoder out) {
    out.list(keys, (to, key) -> to.fixed(key.bytes())).u8(required);
  }

  public static KeyQuorum decode(Decoder in) throws MalformedInput {
    List<Ed25519PublicKey> keys = in.list(KEYS_MAX, Ed25519PublicKey::decode);
    int required = in.u8();
    if (!isValid(keys, required)) {
      throw new MalformedInput("not a quorum of keys");
    }
    return new KeyQuorum(keys, required);
  }
}
