package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;

/**
 * One share that an authority gave, for everybody to read, 76 bytes. Spec: docs/spec/56-register.md
 * 4.4.
 *
 * @param number from 1
 * @param previous the digest of the entry before; zero before the first
 * @param commitment of the case
 * @param time when it was written
 */
public record LogEntry(long number, Hash32 previous, Hash32 commitment, Minutes time) {
  /** Bytes of the encoding. */
  public static final int SIZE = 8 + 2 * Hash32.SIZE + 4;

  public LogEntry {
    Check.that(number > 0, "entries count from 1");
  }

  /** The one encoding. */
  public ByteString encode() {
    Encoder out = new Encoder().u64(number).hash(previous).hash(commitment);
    time.encode(out);
    return out.toByteString();
  }

  /** What the next entry names. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  /** Reads an entry and nothing after it. */
  public static LogEntry decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    long number = in.u64();
    if (number == 0) {
      throw new MalformedInput("entries count from 1");
    }
    LogEntry read = new LogEntry(number, in.hash(), in.hash(), Minutes.decode(in));
    in.end();
    return read;
  }
}
