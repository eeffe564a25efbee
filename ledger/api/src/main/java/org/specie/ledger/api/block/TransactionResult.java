package org.specie.ledger.api.block;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What executing a transaction came to: code 0 says it was applied, any other is the number of the
 * refusal (docs/reference/errors.md) and the state is as before. The event bytes are the
 * application's and public. Source: docs/spec/20-ledger.md, clause 3.3.
 */
public record TransactionResult(Hash32 transactionId, int code, ByteString event) {
  /** The code of an applied transaction. */
  public static final int APPLIED = 0;

  /** The longest event of one transaction, in bytes. */
  public static final int EVENT_BYTES_MAX = 16 * 1024;

  private static final DomainTag TAG = new DomainTag("specie/ledger/result/1");

  public TransactionResult {
    Check.that(code >= 0, "a result code is not negative");
    Check.that(event.size() <= EVENT_BYTES_MAX, "an event has at most 16 KiB");
  }

  /** Whether the transaction changed the state. */
  public boolean isApplied() {
    return code == APPLIED;
  }

  /** The leaf of the results tree. */
  public Hash32 hash() {
    Encoder out = new Encoder();
    encode(out);
    return TAG.hash(out.toByteString());
  }

  void encode(Encoder out) {
    out.hash(transactionId).u32(code).bytes(event);
  }

  static TransactionResult decode(Decoder in) throws MalformedInput {
    return new TransactionResult(in.hash(), in.u32(), in.bytes(EVENT_BYTES_MAX));
  }
}
