package org.specie.cash.gateway.message;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;

/** What a wallet may ask a replica. Source: docs/spec/28-gateway.md, clause 2.3. */
public sealed interface Request {
  /** The genesis, for whoever knows its hash. */
  record Genesis() implements Request {}

  /**
   * Entries of the state with their proofs, under a certified header of {@code minHeight} or later.
   */
  record Entries(List<ByteString> keys, long minHeight) implements Request {
    /** The most entries asked for at once. */
    public static final int KEYS_MAX = 16;

    /** The longest key of the money's state. */
    public static final int KEY_BYTES_MAX = 96;

    public Entries {
      keys = List.copyOf(keys);
      Check.that(isValid(keys, minHeight), "1 to 16 keys of 1 to 96 bytes");
    }

    static boolean isValid(List<ByteString> keys, long minHeight) {
      return !keys.isEmpty()
          && keys.size() <= KEYS_MAX
          && minHeight >= 0
          && keys.stream().allMatch(key -> !key.isEmpty() && key.size() <= KEY_BYTES_MAX);
    }
  }

  /** A transaction by its identifier. */
  record Find(Hash32 id) implements Request {}

  /** A page of the transactions in a bucket, from {@code from} on in the order of the index. */
  record Bucket(int bits, int prefix, Optional<Filing> from) implements Request {
    private static final int BITS_MAX = 16;

    public Bucket {
      Check.that(isValid(bits, prefix), "a bucket has 0 to 16 bits");
    }

    static boolean isValid(int bits, int prefix) {
      return 0 <= bits && bits <= BITS_MAX && prefix >= 0 && prefix >>> bits == 0;
    }
  }

  /** Whole blocks from {@code from} to {@code to}, or as many of the first as fit an answer. */
  record Blocks(long from, long to) implements Request {
    /** The most blocks in one answer. */
    public static final int BLOCKS_MAX = 256;

    public Blocks {
      Check.that(isValid(from, to), "1 to 256 blocks, in order");
    }

    static boolean isValid(long from, long to) {
      return 0 <= from && from <= to && to - from < BLOCKS_MAX;
    }
  }

  /** Order this transaction and answer when it is final and its outputs are signed. */
  record Submit(Transaction transaction) implements Request {}

  /** How the replica is. */
  record Status() implements Request {}

  /**
   * This operator's share of opening the payment with {@code core}, once the ledger is at {@code
   * minHeight}.
   */
  record OpeningShare(Hash32 core, long minHeight) implements Request {
    public OpeningShare {
      Check.that(minHeight >= 0, "a height is not negative");
    }
  }

  /** Who the operators are, epoch by epoch. */
  record Operators() implements Request {}
}
