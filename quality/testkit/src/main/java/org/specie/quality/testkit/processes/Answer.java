package org.specie.quality.testkit.processes;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What an operation found, certified as the event of its result.
 *
 * @param before what the register held
 * @param isSet whether the operation set it
 * @param changes how often it had been set, this time included
 */
public record Answer(long before, boolean isSet, long changes) {
  /** Answers that say nothing, to requests that ask for nothing. */
  public static final Answer NOTHING = new Answer(0, false, 0);

  /** The canonical bytes. */
  public ByteString encode() {
    return new Encoder().u64(before).u8(isSet ? 1 : 0).u64(changes).toByteString();
  }

  /** The opposite of {@link #encode}. */
  public static Answer decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    long before = in.u64();
    int isSet = in.u8();
    if (isSet > 1) {
      throw new MalformedInput("a register was set or not, not " + isSet);
    }
    Answer answer = new Answer(before, isSet == 1, in.u64());
    in.end();
    return answer;
  }
}
