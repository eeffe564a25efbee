package org.specie.cash.protocol.transaction;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A transaction of private cash. Its bytes are body ‖ proofs ‖ signatures: proofs are bound to the
 * body, signatures to {@link #core}, the hash of body and proofs.
 */
public sealed interface PrivateTransaction
    permits Enrolment, StateTransaction, FoldTransaction, LinkTransaction {
  Kind kind();

  /** Everything the proofs are bound to. */
  ByteString bodyBytes();

  /** Body and proofs. */
  ByteString coreBytes();

  /** What signatures sign and approvals approve. */
  default Hash32 core() {
    return Hash32.sha256(ByteString.utf8("SPECIE txcore v1"), coreBytes());
  }

  /** The whole transaction. */
  ByteString encode();

  /** Reads a whole transaction; the suite fixes the sizes of its proofs. */
  static PrivateTransaction decode(Suite suite, ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Kind kind = Kind.ofCode(in.u8()).orElseThrow(() -> new MalformedInput("unknown kind"));
    PrivateTransaction transaction =
        switch (kind) {
          case ENROL -> Enrolment.decode(suite, in);
          case PAY,
              LOAD,
              UNLOAD,
              BULK,
              BULK_UNLOAD,
              APPROVED_PAY,
              DELAYED_PAY,
              ENTRY_PAY,
              ACCEPT,
              RETURN,
              CLASS_CHANGE,
              REFUND ->
              StateTransaction.decode(suite, kind, in);
          case FOLD -> FoldTransaction.decode(suite, in);
          case LINK -> LinkTransaction.decode(suite, in);
        };
    in.end();
    return transaction;
  }
}
