package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * How far the log of an authority goes, in its own word, 106 bytes. Two that contradict each other
 * convict it. Spec: docs/spec/56-register.md 4.4.
 *
 * @param index of the authority
 * @param number of the last entry; 0 of an empty log
 * @param digest of the last entry; zero of an empty log
 * @param signature the authority's
 */
public record LogHead(int index, long number, Hash32 digest, ByteString signature) {
  /** Bytes of the encoding. */
  public static final int SIZE = 2 + 8 + Hash32.SIZE + Ed25519PublicKey.SIGNATURE_SIZE;

  private static final String TAG = "SPECIE unsealing head v1";

  public LogHead {
    Check.that(Lagrange.isIndex(index) && number >= 0, "a head is of a member's log");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  static LogHead sign(
      Authorities authorities, int index, Ed25519SecretKey key, long number, Hash32 digest) {
    ByteString body = body(index, number, digest);
    return new LogHead(index, number, digest, key.sign(authorities.signed(TAG, body)));
  }

  private static ByteString body(int index, long number, Hash32 digest) {
    return new Encoder().u16(index).u64(number).hash(digest).toByteString();
  }

  /** Whether the authority whose log it says it is of signed it. */
  public boolean isSigned(Authorities authorities) {
    return authorities.isSigned(index, TAG, body(index, number, digest), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(index, number, digest), signature);
  }

  /** Reads a head and nothing after it. */
  public static LogHead decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    int index = in.u16();
    if (!Lagrange.isIndex(index)) {
      throw new MalformedInput("member index out of range");
    }
    LogHead read =
        new LogHead(index, in.u64(), in.hash(), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
