package org.specie.offline.processor;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.mac.Cmac;
import org.specie.kernel.crypto.seed.Secret;

/**
 * The key that the two chips share, and the three things that the core does on its word. Spec:
 * docs/spec/51-monebox.md 51.6; docs/spec/61-processor.md section 1.
 */
public final class ProcessorKey {
  static final int CHALLENGE = 0x02;
  private static final int PRESS = 0x20;
  private static final int TAMPER = 0x21;
  private static final int SHOW = 0x24;
  private static final int CLASS = 0x80;
  private static final int OF_ANSWERS = 0x80;
  private static final int ANSWER_MAX = 256;
  private static final int OK = 0x9000;
  private static final int CHAINING_BROKEN = 0x6883;
  private static final int WRONG_STATE = 0x6985;

  /** State (1), currency (2), places (1), balance (8). */
  private static final int SHOWN_SIZE = 12;

  private final Secret key;

  /**
   * The key that was put into both chips where they were assembled.
   *
   * @param key 16 bytes
   */
  public ProcessorKey(Secret key) {
    this.key = key;
  }

  /** How words get to the core. */
  @FunctionalInterface
  public interface Core {
    /** Its answer with the status word. */
    ByteString transmit(ByteString command) throws IOException;
  }

  private record Answer(ByteString challenge, ByteString data, int status) {}

  /** The button was pressed; whether the core has somebody to press for. */
  public boolean press(Core core) throws IOException {
    return isDone(tell(core, PRESS));
  }

  /** A sensor saw an attack; whether the core had anything to end. */
  public boolean tamper(Core core) throws IOException {
    return isDone(tell(core, TAMPER));
  }

  /** What the core holds. */
  Display show(Core core) throws IOException {
    Answer answer = tell(core, SHOW);
    if (!isDone(answer)) {
      return new Display.NotInUse();
    }
    if (answer.data().size() != SHOWN_SIZE + Cmac.SIZE) {
      throw new IOException("the core tells its balance in another form");
    }
    ByteString said = answer.data().slice(0, SHOWN_SIZE);
    ByteString header = header(SHOW | OF_ANSWERS);
    ByteString code = Cmac.of(key, header, answer.challenge(), Hash32.sha256(said).bytes());
    if (!MessageDigest.isEqual(
        code.toByteArray(), answer.data().slice(SHOWN_SIZE, answer.data().size()).toByteArray())) {
      throw new IOException("the balance that came is not the core's word");
    }
    return read(said).orElseThrow(() -> new IOException("the core tells a balance that is none"));
  }

  private static Optional<Display> read(ByteString said) {
    Decoder in = new Decoder(said);
    try {
      int _ = in.u8();
      int currency = in.u16();
      int places = in.u8();
      long minor = in.u64();
      in.end();
      return Amount.isValid(minor)
          ? Optional.of(new Display.Balance(currency, places, Amount.ofMinor(minor)))
          : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private static boolean isDone(Answer answer) throws IOException {
    if (answer.status() != OK && answer.status() != WRONG_STATE) {
      throw new IOException("the core answered %04X".formatted(answer.status()));
    }
    return answer.status() == OK;
  }

  /** In the middle of a host's chain the core refuses the first word, which ends the chain. */
  private Answer tell(Core core, int instruction) throws IOException {
    Answer answer = tellOnce(core, instruction);
    return answer.status() == CHAINING_BROKEN ? tellOnce(core, instruction) : answer;
  }

  private Answer tellOnce(Core core, int instruction) throws IOException {
    ByteString challenge = data(core.transmit(command(CHALLENGE, ByteString.EMPTY)));
    ByteString code =
        Cmac.of(key, header(instruction), challenge, Hash32.sha256(ByteString.EMPTY).bytes());
    ByteString answer = core.transmit(command(instruction, code));
    return new Answer(challenge, data(answer), status(answer));
  }

  private static ByteString header(int instruction) {
    return new Encoder().u8(instruction).u8(0).u8(0).toByteString();
  }

  private static ByteString command(int instruction, ByteString data) {
    Encoder out = new Encoder().u8(CLASS).u8(instruction).u16(0).u8(0);
    if (!data.isEmpty()) {
      out.u16(data.size()).fixed(data);
    }
    return out.u16(ANSWER_MAX).toByteString();
  }

  private static ByteString data(ByteString answer) throws IOException {
    int size = answer.size() - 2;
    if (size < 0) {
      throw new IOException("the core lost its power");
    }
    return answer.slice(0, size);
  }

  /** The status word of an answer. */
  static int status(ByteString answer) throws IOException {
    int size = data(answer).size();
    return answer.at(size) << Byte.SIZE | answer.at(size + 1);
  }
}
