package org.specie.ledger.consensus.value;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.Transaction;

/**
 * What fills a slot: the time its primary proposes and transactions in order. The digest, computed
 * once, names the value independently of the view it is proposed in. Source: docs/spec/23-sbft.md,
 * clause 2.2.
 */
public final class Batch {
  /** The most bytes of transactions a batch may carry: those of a block. */
  public static final int BYTES_MAX = Block.TRANSACTIONS_BYTES_MAX;

  private static final DomainTag TAG = new DomainTag("specie/consensus/batch/1");

  /** What a slot gets for which nothing was proposed: no transactions, no time of its own. */
  public static final Batch NULL = new Batch(0, List.of());

  private final long epochSeconds;
  private final List<Transaction> transactions;
  private final Hash32 digest;

  public Batch(long epochSeconds, List<Transaction> transactions) {
    Check.that(epochSeconds >= 0, "time starts in 1970");
    Check.that(Block.fits(transactions), "a batch is within its limits");
    this.epochSeconds = epochSeconds;
    this.transactions = List.copyOf(transactions);
    this.digest =
        TAG.hash(
            new Encoder()
                .u64(epochSeconds)
                .list(this.transactions, (to, each) -> to.hash(each.id()))
                .toByteString());
  }

  /** The time the primary proposed, in seconds since 1970; 0 in a null operation. */
  public long epochSeconds() {
    return epochSeconds;
  }

  public List<Transaction> transactions() {
    return transactions;
  }

  /** The name of this value. */
  public Hash32 digest() {
    return digest;
  }

  public void encode(Encoder out) {
    out.u64(epochSeconds).list(transactions, (to, each) -> to.bytes(each.bytes()));
  }

  public static Batch decode(Decoder in) throws MalformedInput {
    long epochSeconds = in.u64();
    List<Transaction> transactions = in.list(Block.TRANSACTIONS_MAX, Batch::decodeTransaction);
    if (!Block.fits(transactions)) {
      throw new MalformedInput("a batch beyond its limits");
    }
    return new Batch(epochSeconds, transactions);
  }

  private static Transaction decodeTransaction(Decoder in) throws MalformedInput {
    ByteString bytes = in.bytes(Transaction.BYTES_MAX);
    if (!Transaction.fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    return new Transaction(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Batch that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "Batch[" + digest.toShortHex() + ", " + transactions.size() + " transactions]";
  }
}
