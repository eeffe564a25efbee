package org.specie.cash.gateway.message;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.gateway.GatewayReason;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.escrow.DecryptionShare;

/** What a replica answers. Source: docs/spec/28-gateway.md, clause 2.4. */
public sealed interface Reply {
  /** The longest answer, in bytes: whatever block is final fits one. Clause 2.5. */
  int BYTES_MAX = 3 * 1024 * 1024;

  /** Answers of many parts are ended when they have come to this length, in bytes. */
  int PAGE_BYTES = 256 * 1024;

  /** The canonical bytes of a genesis. */
  record Genesis(ByteString bytes) implements Reply {}

  /** Entries in the order of the keys, all under {@code head}. */
  record Entries(FinalHeader head, List<StateEntry> entries) implements Reply {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /** The transaction, or that this replica has none of that identifier up to {@code height}. */
  record Found(long height, Optional<FinalTransaction> transaction) implements Reply {}

  /** A page of a bucket as of {@code height}, and where the next page begins. */
  record Bucket(long height, List<FinalTransaction> transactions, Optional<Filing> next)
      implements Reply {
    /** The most transactions in one page. */
    public static final int TRANSACTIONS_MAX = 1024;

    public Bucket {
      transactions = List.copyOf(transactions);
    }
  }

  /** Blocks in order, the first at the height asked from; at least one if there is one. */
  record Blocks(List<FinalBlock> blocks) implements Reply {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /** The submitted transaction is final. */
  record Submitted(FinalTransaction transaction) implements Reply {}

  /** The submitted transaction was refused before ordering, for the reason with this number. */
  record NotAdmitted(int code) implements Reply {}

  /** How the replica is. */
  record Status(ReplicaStatus status) implements Reply {}

  /** The operator's share of opening a payment. */
  record OpeningShare(DecryptionShare share) implements Reply {}

  /** The directory of operators, as bytes whose layout the ledger owns. */
  record Operators(ByteString directory) implements Reply {}

  /** No answer, for a reason that says nothing about money. */
  record Refused(GatewayReason reason) implements Reply {}
}
