package org.specie.offline.agents.supply;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.value.Minutes;

/**
 * A batch goes from one holder to the next, and both sign how many devices were counted. Spec:
 * docs/spec/57-station.md 9.2.
 *
 * @param terms what both sign
 * @param given signature of who gives
 * @param taken signature of who takes
 */
public record Handover(Terms terms, ByteString given, ByteString taken) {
  private static final String TAG = "SPECIE device handover v1";

  /**
   * What both sign.
   *
   * @param batch its name
   * @param number of the handover, from 1
   * @param previous digest of the handover before, zeros before the first
   * @param from who gives
   * @param to who takes
   * @param time when
   * @param count of devices that were counted
   */
  public record Terms(
      ByteString batch,
      int number,
      Hash32 previous,
      Ed25519PublicKey from,
      Ed25519PublicKey to,
      Minutes time,
      int count) {
    public Terms {
      Check.that(batch.size() == DeviceBatch.ID_SIZE, "a batch has a name of 16 bytes");
      Check.that(number > 0, "handovers are numbered from 1");
      Check.that(0 < count && count <= DeviceBatch.DEVICES_MAX, "a batch has 1 to 1,024 devices");
    }

    private Encoder encode() {
      Encoder out = new Encoder().fixed(batch).u32(number).hash(previous);
      out.fixed(from.bytes()).fixed(to.bytes());
      time.encode(out);
      return out.u16(count);
    }

    private ByteString signed() {
      return new Encoder().text(TAG).fixed(encode().toByteString()).toByteString();
    }

    private static Terms decode(Decoder in) throws MalformedInput {
      ByteString batch = in.fixed(DeviceBatch.ID_SIZE);
      int number = in.u32();
      Hash32 previous = in.hash();
      Ed25519PublicKey from = Ed25519PublicKey.decode(in.fixed(Ed25519PublicKey.SIZE));
      Ed25519PublicKey to = Ed25519PublicKey.decode(in.fixed(Ed25519PublicKey.SIZE));
      Minutes time = Minutes.decode(in);
      int count = in.u16();
      if (number <= 0 || count == 0 || count > DeviceBatch.DEVICES_MAX) {
        throw new MalformedInput("handovers are numbered from 1, of 1 to 1,024 devices");
      }
      return new Terms(batch, number, previous, from, to, time, count);
    }
  }

  public Handover {
    Check.that(
        given.size() == Ed25519PublicKey.SIGNATURE_SIZE
            && taken.size() == Ed25519PublicKey.SIGNATURE_SIZE,
        "a signature of Ed25519 has 64 bytes");
  }

  /** Both sign. */
  public static Handover sign(Terms terms, Ed25519SecretKey from, Ed25519SecretKey to) {
    return new Handover(terms, from.sign(terms.signed()), to.sign(terms.signed()));
  }

  /** Whether both signed. */
  public boolean isGood() {
    return terms.from.verify(terms.signed(), given) && terms.to.verify(terms.signed(), taken);
  }

  /** What the next one names. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** The one encoding. */
  public ByteString encode() {
    return terms.encode().fixed(given).fixed(taken).toByteString();
  }

  /** Reads a handover and nothing after it. */
  public static Handover decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Handover read =
        new Handover(
            Terms.decode(in),
            in.fixed(Ed25519PublicKey.SIGNATURE_SIZE),
            in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
