package org.specie.ledger.api.block;

import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * One signed request, opaque to the ledger: 1 byte to 128 KiB that only the application
 * understands. The identifier is hashed once, when the value is made. Source:
 * docs/spec/20-ledger.md, clauses 3.1 and 3.2.
 */
public final class Transaction {
  /** The longest transaction the ledger orders, in bytes. */
  public static final int BYTES_MAX = 128 * 1024;

  private static final DomainTag TAG = new DomainTag("specie/ledger/transaction/1");

  private final ByteString bytes;
  private final Hash32 id;

  public Transaction(ByteString bytes) {
    Check.that(fits(bytes), "a transaction has 1 byte to 128 KiB");
    this.bytes = bytes;
    this.id = TAG.hash(bytes);
  }

  /** Whether {@code bytes} from a stranger have a length the ledger accepts. */
  public static boolean fits(ByteString bytes) {
    return !bytes.isEmpty() && bytes.size() <= BYTES_MAX;
  }

  /** The request as the application encoded it. */
  public ByteString bytes() {
    return bytes;
  }

  /** The hash that names this transaction in results, receipts and listeners. */
  public Hash32 id() {
    return id;
  }

  void encode(Encoder out) {
    out.bytes(bytes);
  }

  static Transaction decode(Decoder in) throws MalformedInput {
    ByteString bytes = in.bytes(BYTES_MAX);
    if (!fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    return new Transaction(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Transaction that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Transaction[" + id.toShortHex() + ", " + bytes.size() + " bytes]";
  }
}
