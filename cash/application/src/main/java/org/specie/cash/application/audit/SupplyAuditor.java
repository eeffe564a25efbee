package org.specie.cash.application.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.chain.BlockAuditor;

/**
 * Audits a chain twice over. It executes every block on a state of its own, which verifies every
 * signature and every proof again, the proofs of a block as one batch, and compares results, state
 * root and digest with the block's; and it keeps {@link PublicBooks} that share no code with
 * execution and must come to the same balances and the same supply. It trusts nobody but the
 * genesis.
 */
public final class SupplyAuditor implements BlockAuditor {
  private final LedgerConstants ledger;
  private final CashApplication replay;
  private final PublicBooks books;
  private long height = -1;

  private SupplyAuditor(LedgerConstants ledger, CashApplication replay) {
    this.ledger = ledger;
    this.replay = replay;
    this.books = new PublicBooks(ledger);
  }

  /**
   * An auditor that has seen nothing yet.
   *
   * @param scratch empty storage for a state of its own
   * @param verifier for the bases of {@code ledger}
   */
  public static SupplyAuditor create(
      LedgerConstants ledger, Storage scratch, BatchVerifier verifier) throws IOException {
    CashApplication replay = CashApplication.open(ledger, scratch, verifier);
    if (replay.position().isPresent()) {
      throw new IOException("an audit starts on empty storage; empty it or name another place");
    }
    return new SupplyAuditor(ledger, replay);
  }

  /** What the blocks seen so far come to. */
  public SupplyReport report() {
    return books.report(height);
  }

  /**
   * Takes the next block.
   *
   * @throws UncheckedIOException if the scratch storage fails
   */
  @Override
  public Verdict audit(Block block) {
    try {
      BlockResult result =
          block.height() == 0
              ? replay.genesis(ledger.genesis())
              : replay.execute(
                  new DecidedBlock(
                      block.height(), block.header().epochSeconds(), block.transactions()));
      Verdict verdict = compare(result, block);
      if (verdict.isAccepted()) {
        replay.commit(block.height());
        height = block.height();
        verdict = enter(block) ? Verdict.accepted() : AuditReason.BOOKS_DIFFER.refused();
      }
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict compare(BlockResult result, Block block) {
    if (!result.results().equals(block.results())) {
      return AuditReason.RESULTS_DIFFER.refused();
    }
    if (!result.stateRoot().equals(block.header().stateRoot())) {
      return AuditReason.STATE_DIFFERS.refused();
    }
    return result.applicationDigest().equals(block.header().applicationDigest())
        ? Verdict.accepted()
        : AuditReason.DIGEST_DIFFERS.refused();
  }

  /** Enters the block into the books and holds them against the replayed state. */
  private boolean enter(Block block) throws IOException {
    books.turn(block.height(), block.header().epochSeconds());
    Set<Address> touched = new TreeSet<>();
    for (int i = 0; i < block.transactions().size(); i++) {
      TransactionResult result = block.results().get(i);
      if (result.isApplied() && !enter(block.transactions().get(i), result, touched)) {
        return false;
      }
    }
    CashView view = replay.view();
    for (Address address : touched) {
      if (view.account(address).balance().minor() != books.balance(address)) {
        return false;
      }
    }
    return books.agreeWith(view.supply(), view.pool(ledger.generation()));
  }

  private boolean enter(Transaction transaction, TransactionResult result, Set<Address> touched) {
    try {
      CashTransaction decoded = CashTransaction.decode(ledger.suite(), transaction.bytes());
      AppliedEvent event = AppliedEvent.decode(result.event());
      touched.addAll(accountsOf(decoded, event));
      return books.enter(decoded, event);
    } catch (MalformedInput e) {
      return false;
    }
  }

  private List<Address> accountsOf(CashTransaction transaction, AppliedEvent event) {
    return switch (transaction) {
      case CashTransaction.Ordinary(var transfer) ->
          event instanceof AppliedEvent.Transferred(Address from)
              ? List.of(from, transfer.body().to())
              : List.of();
      case CashTransaction.Committee(var act) ->
          switch (act.statement().act()) {
            case Act.IssueOrdinary issue -> List.of(issue.to());
            case Act.DestroyOrdinary _ -> List.of(ledger.treasury());
            case Act.IssuePrivate _ -> List.of();
            case Act.SetPolicy _ -> List.of();
            case Act.ChangeOperators _ -> List.of();
            case Act.ExpelOperator _ -> List.of();
            case Act.CancelChange _ -> List.of();
            case Act.VetoEntry _, Act.ClearEntry _, Act.OrderOpening _ -> List.of();
            case Act.NameFloat _, Act.IssueOffline _, Act.DestroyOffline _ -> List.of();
            case Act.ListProvider _, Act.StrikeOffProvider _ -> List.of();
          };
      case CashTransaction.Resharing _ -> List.of();
      case CashTransaction.Offline(LoadFloat _) ->
          event instanceof AppliedEvent.Transferred(Address from) ? List.of(from) : List.of();
      case CashTransaction.Offline(RedeemFloat redemption) -> List.of(redemption.statement().to());
      case CashTransaction.Private(var inner) ->
          inner instanceof StateTransaction state
              ? state.body().move().stream().map(move -> new Address(move.account())).toList()
              : List.of();
    };
  }
}
