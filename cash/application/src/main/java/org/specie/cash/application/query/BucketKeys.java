package org.specie.cash.application.query;

import java.util.List;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * In which buckets an applied transaction is filed. Source: docs/spec/21-application.md, clause
 * 9.2.
 */
public record BucketKeys(LedgerConstants ledger) {
  /** The buckets in which owners of what {@code event} consumed or created will look. */
  List<BucketKey> of(CashTransaction transaction, AppliedEvent event) {
    return switch (event) {
      case AppliedEvent.Consumed consumed -> ofNullifiers(consumed);
      case AppliedEvent.Enrolled _, AppliedEvent.Acted _ -> ofOwner(transaction);
      case AppliedEvent.Transferred _, AppliedEvent.Posted _ -> List.of();
    };
  }

  /**
   * Under how many keys {@code applied} is filed in {@code bucket}; 0 if it does not belong there.
   */
  public int countIn(LedgerGateway.Bucket bucket, LedgerGateway.Recorded applied) {
    try {
      AppliedEvent event = AppliedEvent.decode(applied.event());
      List<BucketKey> keys =
          event instanceof AppliedEvent.Consumed consumed
              ? ofNullifiers(consumed)
              : of(CashTransaction.decode(ledger.suite(), applied.bytes()), event);
      return (int)
          keys.stream().distinct().filter(key -> key.bucket(bucket.bits()).equals(bucket)).count();
    } catch (MalformedInput e) {
      return 0;
    }
  }

  private static List<BucketKey> ofNullifiers(AppliedEvent.Consumed consumed) {
    return consumed.nullifiers().stream().map(BucketKey::ofNullifier).toList();
  }

  private List<BucketKey> ofOwner(CashTransaction transaction) {
    return switch (transaction) {
      case CashTransaction.Private(var inner) ->
          inner instanceof Enrolment enrolment
              ? List.of(keyOf(enrolment.body().statement().publicSpendKey()))
              : List.of();
      case CashTransaction.Committee(var act) ->
          act.statement().act() instanceof Act.IssuePrivate issue
              ? List.of(keyOf(issue.publicSpendKey()))
              : List.of();
      case CashTransaction.Ordinary _, CashTransaction.Resharing _, CashTransaction.Offline _ ->
          List.of();
    };
  }

  private BucketKey keyOf(G1 publicSpendKey) {
    return BucketKey.ofPid(ledger.suite().pid(publicSpendKey));
  }
}
