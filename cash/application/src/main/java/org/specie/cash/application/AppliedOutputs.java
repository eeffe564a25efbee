package org.specie.cash.application;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;

/**
 * What operators sign for a transaction in a committed block, by output index. A pure function of
 * the block: asked again, in any year, it gives the same requests, so that a share that was lost is
 * simply made again. A refused transaction has no outputs. The caller has verified the block's
 * certificate.
 */
public final class AppliedOutputs {
  private AppliedOutputs() {}

  /** The outputs of transaction number {@code index} of {@code block}. */
  public static List<SigningRequest> of(LedgerConstants ledger, Block block, int index) {
    Check.that(0 <= index && index < block.results().size(), "the block has this transaction");
    return of(ledger, block.transactions().get(index), block.results().get(index));
  }

  /** The outputs of {@code transaction}, whose result in a block is {@code result}. */
  public static List<SigningRequest> of(
      LedgerConstants ledger, Transaction transaction, TransactionResult result) {
    Check.that(result.transactionId().equals(transaction.id()), "the result is the transaction's");
    if (!result.isApplied()) {
      return List.of();
    }
    try {
      Suite suite = ledger.suite();
      AppliedEvent event = AppliedEvent.decode(result.event());
      return switch (CashTransaction.decode(suite, transaction.bytes())) {
        case CashTransaction.Private(PrivateTransaction inner) -> of(suite, inner, event);
        case CashTransaction.Ordinary _ -> List.of();
        case CashTransaction.Committee(CommitteeAct act) -> of(suite, act.statement());
        case CashTransaction.Resharing _, CashTransaction.Offline _ -> List.of();
      };
    } catch (MalformedInput e) {
      // No honest operator certifies such a block, and nobody signs for it.
      return List.of();
    }
  }

  private static List<SigningRequest> of(
      Suite suite, PrivateTransaction transaction, AppliedEvent event) {
    return switch (event) {
      case AppliedEvent.Enrolled(long _, Amount budget) ->
          transaction instanceof Enrolment enrolment
              ? List.of(SigningRequests.enrolment(suite, enrolment.body(), budget))
              : List.of();
      case AppliedEvent.Consumed(long _, List<ByteString> nullifiers) ->
          ofConsumed(suite, transaction, Outputs.of(suite, transaction.kind().code(), nullifiers));
      case AppliedEvent.Transferred _ -> List.of();
      case AppliedEvent.Acted _, AppliedEvent.Posted _ -> List.of();
    };
  }

  private static List<SigningRequest> ofConsumed(
      Suite suite, PrivateTransaction transaction, Outputs outputs) {
    return switch (transaction) {
      case Enrolment _ -> List.of();
      case StateTransaction state -> {
        List<SigningRequest> requests = new ArrayList<>();
        requests.add(SigningRequests.state(suite, state.body(), outputs));
        state
            .body()
            .coin()
            .ifPresent(coin -> requests.add(SigningRequests.coin(suite, outputs, coin)));
        yield requests;
      }
      case FoldTransaction fold ->
          List.of(SigningRequests.coin(suite, outputs, fold.body().coin()));
      case LinkTransaction _ -> List.of();
    };
  }

  private static List<SigningRequest> of(Suite suite, CommitteeAct.Statement statement) {
    return switch (statement.act()) {
      case Act.IssuePrivate issue ->
          List.of(
              SigningRequests.issued(
                  suite,
                  statement.recordId().bytes(),
                  suite.pid(issue.publicSpendKey()),
                  issue.amount()));
      case Act.IssueOrdinary _ -> List.of();
      case Act.DestroyOrdinary _ -> List.of();
      case Act.SetPolicy _ -> List.of();
      case Act.ChangeOperators _ -> List.of();
      case Act.ExpelOperator _ -> List.of();
      case Act.CancelChange _ -> List.of();
      case Act.VetoEntry _, Act.ClearEntry _, Act.OrderOpening _ -> List.of();
      case Act.NameFloat _, Act.IssueOffline _, Act.DestroyOffline _ -> List.of();
      case Act.ListProvider _, Act.StrikeOffProvider _ -> List.of();
    };
  }
}
