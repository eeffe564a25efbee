package org.specie.offline.agents.certifier;

import java.math.BigInteger;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.BlindKey;

/**
 * One signature of a certifier, 684 bytes. Spec: docs/spec/54-agents.md 4.4.
 *
 * @param number from 1
 * @param previous the digest of the entry before; zero before the first
 * @param request what was signed, and for whom
 * @param serial the core granted it under
 * @param signature 256 bytes
 */
public record BookEntry(
    long number, Hash32 previous, BlindRequest request, long serial, ByteString signature) {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  public BookEntry {
    Check.that(number > 0 && serial > 0, "entries and serials count from 1");
    Check.that(signature.size() == ArtLayout.MODULUS_SIZE, "a blind signature has 256 bytes");
  }

  /** The one encoding. */
  public ByteString encode() {
    return new Encoder()
        .u64(number)
        .hash(previous)
        .fixed(request.encode())
        .u64(serial)
        .fixed(signature)
        .toByteString();
  }

  /** What the next entry names. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** What the asker is told. */
  Certification answer() {
    return new Certification(request.digest(), signature);
  }

  /** Whether the signature is that of {@code key} on what was asked. */
  boolean isSignedUnder(BlindKey key) {
    return isSignature(key, request.blinded(), signature);
  }

  /** Whether {@code signature} is that of {@code key} on {@code blinded}. Takes variable time. */
  static boolean isSignature(BlindKey key, ByteString blinded, ByteString signature) {
    BigInteger modulus = new BigInteger(1, key.modulus().toByteArray());
    BigInteger given = new BigInteger(1, signature.toByteArray());
    BigInteger asked = new BigInteger(1, blinded.toByteArray());
    return given.compareTo(modulus) < 0 && given.modPow(EXPONENT, modulus).equals(asked);
  }

  /** Reads an entry and nothing after it. */
  public static BookEntry decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    long number = in.u64();
    Hash32 previous = in.hash();
    BlindRequest request = BlindRequest.decode(in);
    long serial = in.u64();
    if (number == 0 || serial == 0) {
      throw new MalformedInput("entries and serials count from 1");
    }
    BookEntry read =
        new BookEntry(number, previous, request, serial, in.fixed(ArtLayout.MODULUS_SIZE));
    in.end();
    return read;
  }
}
