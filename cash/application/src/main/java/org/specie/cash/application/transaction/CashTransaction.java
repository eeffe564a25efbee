package org.specie.cash.application.transaction;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Transaction;

/**
 * Everything the application executes. The first byte names the family; each family has one
 * encoding, so that a transaction has one identifier.
 */
public sealed interface CashTransaction {
  /** A transaction of private cash. */
  record Private(PrivateTransaction transaction) implements CashTransaction {
    private static final int FAMILY = 1;

    @Override
    public ByteString encode() {
      return new Encoder().u8(FAMILY).fixed(transaction.encode()).toByteString();
    }
  }

  /** A transfer between ordinary accounts. */
  record Ordinary(Transfer transfer) implements CashTransaction {
    private static final int FAMILY = 2;

    @Override
    public ByteString encode() {
      Encoder out = new Encoder().u8(FAMILY);
      transfer.encode(out);
      return out.toByteString();
    }
  }

  /** An act of the issuance committee. */
  record Committee(CommitteeAct act) implements CashTransaction {
    private static final int FAMILY = 3;

    @Override
    public ByteString encode() {
      Encoder out = new Encoder().u8(FAMILY);
      act.encode(out);
      return out.toByteString();
    }
  }

  /** An operator's part in handing the issuing key on. */
  record Resharing(ResharingPost post) implements CashTransaction {
    private static final int FAMILY = 4;

    @Override
    public ByteString encode() {
      Encoder out = new Encoder().u8(FAMILY);
      post.encode(out);
      return out.toByteString();
    }
  }

  /** Money crosses the border to offline cash, or back. */
  record Offline(FloatMove move) implements CashTransaction {
    private static final int FAMILY = 5;

    @Override
    public ByteString encode() {
      Encoder out = new Encoder().u8(FAMILY);
      move.encode(out);
      return out.toByteString();
    }
  }

  /** The canonical bytes, as submitted. */
  ByteString encode();

  /** As the ledger orders it, with its identifier. */
  default Transaction toLedger() {
    return new Transaction(encode());
  }

  static CashTransaction of(PrivateTransaction transaction) {
    return new Private(transaction);
  }

  static CashTransaction of(Transfer transfer) {
    return new Ordinary(transfer);
  }

  static CashTransaction of(CommitteeAct act) {
    return new Committee(act);
  }

  static CashTransaction of(ResharingPost post) {
    return new Resharing(post);
  }

  static CashTransaction of(FloatMove move) {
    return new Offline(move);
  }

  /** Reads canonical bytes; the suite fixes the sizes of proofs. */
  static CashTransaction decode(Suite suite, ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    int family = in.u8();
    if (family == Private.FAMILY) {
      return new Private(PrivateTransaction.decode(suite, bytes.slice(1, bytes.size())));
    }
    CashTransaction transaction =
        switch (family) {
          case Ordinary.FAMILY -> new Ordinary(Transfer.decode(in));
          case Committee.FAMILY -> new Committee(CommitteeAct.decode(in));
          case Resharing.FAMILY -> new Resharing(ResharingPost.decode(in));
          case Offline.FAMILY -> new Offline(FloatMove.decode(in));
          default -> throw new MalformedInput("unknown family of transactions");
        };
    in.end();
    return transaction;
  }
}
