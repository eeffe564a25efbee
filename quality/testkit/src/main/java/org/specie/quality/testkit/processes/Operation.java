package org.specie.quality.testkit.processes;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** What a request asks for. Registers are shared by all clients and begin at 0. */
public sealed interface Operation {
  /** Registers there are. */
  int REGISTERS_MAX = 64;

  /** Sets nothing but the client's own count. */
  record Count() implements Operation {}

  /** Sets a register. */
  record Write(int register, long value) implements Operation {
    public Write {
      requireRegister(register);
    }
  }

  /** Asks, through the log, what a register holds. */
  record Read(int register) implements Operation {
    public Read {
      requireRegister(register);
    }
  }

  /** Sets a register if it holds {@code expected}. */
  record CompareAndSet(int register, long expected, long value) implements Operation {
    public CompareAndSet {
      requireRegister(register);
    }
  }

  /** Adds {@link #FILL_ENTRIES} entries to the state that nobody ever reads or changes. */
  record Fill(long number) implements Operation {}

  /** Entries that one {@link Fill} adds. */
  int FILL_ENTRIES = 2_000;

  private static void requireRegister(int register) {
    Check.that(0 <= register && register < REGISTERS_MAX, "registers are 0 to 63");
  }

  /** Bytes of {@link #write}. */
  int BYTES = 19;

  /** Writes this to {@code out}: kind, register, two numbers. */
  default void write(Encoder out) {
    switch (this) {
      case Count() -> out.u8(0).u16(0).u64(0).u64(0);
      case Write(int register, long value) -> out.u8(1).u16(register).u64(0).u64(value);
      case Read(int register) -> out.u8(2).u16(register).u64(0).u64(0);
      case CompareAndSet(int register, long expected, long value) ->
          out.u8(3).u16(register).u64(expected).u64(value);
      case Fill(long number) -> out.u8(4).u16(0).u64(0).u64(number);
    }
  }

  /** The opposite of {@link #write}. */
  static Operation read(Decoder in) throws MalformedInput {
    int kind = in.u8();
    int register = in.u16();
    long expected = in.u64();
    long value = in.u64();
    if (register >= REGISTERS_MAX) {
      throw new MalformedInput("register " + register + " is none of 64");
    }
    return switch (kind) {
      case 0 -> new Count();
      case 1 -> new Write(register, value);
      case 2 -> new Read(register);
      case 3 -> new CompareAndSet(register, expected, value);
      case 4 -> new Fill(value);
      default -> throw new MalformedInput("operation " + kind + " is none of five");
    };
  }
}
