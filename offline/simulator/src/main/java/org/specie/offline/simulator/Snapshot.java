package org.specie.offline.simulator;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What persistent memory and key objects held at one moment, keys in clear. Not a record: it is
 * secret.
 */
public final class Snapshot {
  private static final int VERSION = 1;
  private static final int ARRAYS_MAX = 10_000;
  private static final int ARRAY_MAX = 32_767;

  private final SoftwareCard card;
  private final List<byte[]> arrays;
  private final byte[] keys;

  Snapshot(SoftwareCard card) {
    this.card = card;
    this.arrays = card.memory().arrays().stream().map(byte[]::clone).toList();
    this.keys = card.keys().take();
  }

  private Snapshot(SoftwareCard card, List<byte[]> arrays, byte[] keys) {
    this.card = card;
    this.arrays = arrays;
    this.keys = keys;
  }

  /** Puts everything back. */
  public void restore() {
    List<byte[]> places = card.memory().arrays();
    for (int i = 0; i < arrays.size(); i++) {
      card.memory().restore(places.get(i), arrays.get(i));
    }
    try {
      Decoder in = new Decoder(keys);
      card.keys().put(in);
      in.end();
    } catch (MalformedInput e) {
      throw new IllegalStateException("keys do not fit the card they were taken from", e);
    }
  }

  /** A digest of program and parameters: the state of one program is nothing to another. */
  private static Hash32 program(SoftwareCard card) {
    Encoder out = new Encoder().bytes(card.image().id()).bytes(card.image().parameters());
    CardProgram.of(card.image().applet())
        .classFiles()
        .forEach((name, file) -> out.text(name).bytes(ByteString.copyOf(file)));
    return Hash32.sha256(out.toByteString());
  }

  /**
   * Version (1), digest of the card's image (32), count of arrays (4), each with its length (2),
   * and the keys to the end.
   */
  public ByteString encode() {
    Encoder out = new Encoder().u8(VERSION).hash(program(card)).u32(arrays.size());
    for (byte[] each : arrays) {
      out.u16(each.length).fixed(each);
    }
    return out.fixed(keys).toByteString();
  }

  static Snapshot decode(SoftwareCard card, ByteString state) throws MalformedInput {
    Decoder in = new Decoder(state);
    if (in.u8() != VERSION || !in.hash().equals(program(card))) {
      throw new MalformedInput("the state of a card with another program");
    }
    List<byte[]> places = card.memory().arrays();
    if (in.u32() != places.size() || places.size() > ARRAYS_MAX) {
      throw new MalformedInput("the state of a card with other arrays");
    }
    List<byte[]> arrays = new ArrayList<>();
    for (byte[] each : places) {
      int size = in.u16();
      if (size != each.length || size > ARRAY_MAX) {
        throw new MalformedInput("the state of a card with arrays of other sizes");
      }
      arrays.add(in.fixedArray(size));
    }
    byte[] keys = in.fixedArray(in.remaining());
    Decoder check = new Decoder(keys);
    card.keys().put(check);
    check.end();
    return new Snapshot(card, arrays, keys);
  }

  @Override
  public String toString() {
    return "Snapshot[redacted]";
  }
}
