package org.specie.ledger.api.chain;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Every change of operators since genesis, in order, as somebody tells it: to be believed change by
 * change by an {@link OperatorTimeline}. Source: docs/spec/20-ledger.md, clause 7.6.
 */
public record OperatorHistory(List<OperatorChange> changes) {
  /** The most changes in one history. */
  public static final int CHANGES_MAX = 4096;

  /** Of a ledger whose operators never changed. */
  public static final OperatorHistory NONE = new OperatorHistory(List.of());

  public OperatorHistory {
    changes = List.copyOf(changes);
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return new Encoder().list(changes, (to, change) -> change.encode(to)).toByteString();
  }

  /** Reads canonical bytes. */
  public static OperatorHistory decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    List<OperatorChange> changes = in.list(CHANGES_MAX, OperatorChange::decode);
    in.end();
    return new OperatorHistory(changes);
  }
}
