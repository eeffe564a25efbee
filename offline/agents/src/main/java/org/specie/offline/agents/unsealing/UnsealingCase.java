package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.pseudonym.RegisterEntry;

/**
 * One order about one entry. Its commitment is what authorities sign and what stands in their logs:
 * it tells nothing until somebody shows the case. Spec: docs/spec/56-register.md 3.2.
 *
 * @param salt 32 random bytes
 * @param entry the digest of the entry to be opened
 * @param order that orders it
 */
public record UnsealingCase(Hash32 salt, Hash32 entry, UnsealingOrder order) {
  private static final String TAG = "SPECIE unsealing case v1";

  /** The most bytes of a case. */
  static final int SIZE_MAX = 2 * Hash32.SIZE + 4 + UnsealingOrder.SIZE_MAX;

  /** The case of {@code order} about {@code entry}. */
  public static UnsealingCase of(UnsealingOrder order, RegisterEntry entry, Entropy entropy) {
    return new UnsealingCase(Hash32.of(entropy.bytes(Hash32.SIZE)), entry.digest(), order);
  }

  /** What names the case without telling it. */
  public Hash32 commitment() {
    return Hash32.sha256(new Encoder().text(TAG).fixed(encode()).toByteString());
  }

  /** Whether {@code given} is the entry of the case, and of the owner that the order names. */
  public boolean isAbout(RegisterEntry given) {
    return entry.equals(given.digest()) && order.owner().equals(given.owner());
  }

  /** The one encoding. */
  public ByteString encode() {
    Encoder said = new Encoder();
    order.encode(said);
    return new Encoder().hash(salt).hash(entry).bytes(said.toByteString()).toByteString();
  }

  /** Reads a case and nothing after it. */
  public static UnsealingCase decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Hash32 salt = in.hash();
    Hash32 entry = in.hash();
    Decoder said = new Decoder(in.bytes(UnsealingOrder.SIZE_MAX));
    in.end();
    UnsealingOrder order = UnsealingOrder.decode(said);
    said.end();
    return new UnsealingCase(salt, entry, order);
  }
}
