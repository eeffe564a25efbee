package org.specie.ledger.sbft.handover;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.step.LogRecord;

/**
 * What stands in the consensus log: first the epoch, then the state machine's records of it.
 * Source: docs/spec/25-sbft-engine.md, clause 5.1.
 */
public sealed interface EngineRecord {
  /** The records that follow belong to {@code epoch}, which begins on {@code base}. */
  record Begun(long epoch, Execution base) implements EngineRecord {}

  /** A record of the state machine. */
  record Said(LogRecord record) implements EngineRecord {}

  /** The canonical bytes. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Begun(long epoch, Execution base) -> base.encode(out.u8(1).u64(epoch));
      case Said(LogRecord record) -> out.u8(2).fixed(record.encode());
    }
    return out.toByteString();
  }

  /** Reads canonical bytes. */
  static EngineRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    return switch (in.u8()) {
      case 1 -> {
        Begun begun = new Begun(in.u64(), Execution.decode(in));
        in.end();
        yield begun;
      }
      case 2 -> new Said(LogRecord.decode(bytes.slice(1, bytes.size())));
      default -> throw new MalformedInput("no engine record has this kind");
    };
  }
}
