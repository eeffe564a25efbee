package org.specie.cash.application.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;

/**
 * Books kept by somebody who does not trust the application: what went in and out of every account
 * and of the private pool, and what may exist only once. It shares no code with execution beyond
 * the decoding of bytes, so that a mistake there does not hide itself here. Entries that do not add
 * up make the books wrong for good.
 */
final class PublicBooks {
  private final LedgerConstants ledger;
  private final Map<Address, Long> balances = new TreeMap<>();
  private final TreeSet<ByteString> nullifiers = new TreeSet<>();
  private final TreeSet<Hash32> uniquenessTags = new TreeSet<>();
  private final TreeSet<ByteString> spendKeys = new TreeSet<>();
  private final Map<ByteString, Long> classChanges = new TreeMap<>();
  private final TreeSet<Hash32> records = new TreeSet<>();
  private long issued;
  private long destroyed;
  private long pool;
  private long ordinary;
  private final EntryBooks entries;
  private final FloatBooks floats = new FloatBooks();
  private final ProviderBooks providers = new ProviderBooks();

  PublicBooks(LedgerConstants ledger) {
    this.ledger = ledger;
    this.entries = new EntryBooks(ledger.firstPolicy());
  }

  /** The block at {@code height} begins, decided at {@code seconds}. */
  void turn(long height, long seconds) {
    entries.turn(height, seconds);
  }

  /** Enters an applied transaction; whether it can have been what it claims to be. */
  boolean enter(CashTransaction transaction, AppliedEvent event) {
    return switch (transaction) {
      case CashTransaction.Ordinary(Transfer transfer) -> enterTransfer(transfer, event);
      case CashTransaction.Committee(CommitteeAct act) ->
          event instanceof AppliedEvent.Acted && enterAct(act.statement());
      case CashTransaction.Resharing _ -> event instanceof AppliedEvent.Posted;
      case CashTransaction.Offline(LoadFloat load) -> enterLoad(load, event);
      case CashTransaction.Offline(RedeemFloat redemption) ->
          event instanceof AppliedEvent.Acted
              && floats.redeem(redemption.statement())
              && add(redemption.statement().to(), redemption.statement().amount().minor());
      case CashTransaction.Private(PrivateTransaction inner) -> enterPrivate(inner, event);
    };
  }

  private boolean enterTransfer(Transfer transfer, AppliedEvent event) {
    if (!(event instanceof AppliedEvent.Transferred(Address from))
        || !transfer.from(ledger.ledgerId()).filter(from::equals).isPresent()) {
      return false;
    }
    long amount = transfer.body().amount().minor();
    return add(from, -amount) && add(transfer.body().to(), amount);
  }

  private boolean enterLoad(LoadFloat load, AppliedEvent event) {
    return event instanceof AppliedEvent.Transferred(Address from)
        && load.from(ledger.ledgerId()).filter(from::equals).isPresent()
        && floats.load(from, load.body())
        && add(from, -load.body().amount().minor());
  }

  private boolean enterAct(CommitteeAct.Statement statement) {
    if (!records.add(statement.recordId())) {
      return false;
    }
    return switch (statement.act()) {
      case Act.IssueOrdinary issue -> {
        issued += issue.amount().minor();
        yield add(issue.to(), issue.amount().minor());
      }
      case Act.IssuePrivate issue -> {
        issued += issue.amount().minor();
        pool += issue.amount().minor();
        yield true;
      }
      case Act.DestroyOrdinary destroy -> {
        destroyed += destroy.amount().minor();
        yield add(ledger.treasury(), -destroy.amount().minor());
      }
      case Act.SetPolicy change -> {
        entries.decide(change);
        yield true;
      }
      case Act.ChangeOperators _ -> true;
      case Act.ExpelOperator _ -> true;
      case Act.CancelChange _ -> true;
      case Act.VetoEntry veto -> entries.veto(veto.entry());
      case Act.ClearEntry clearance -> entries.clear(clearance.entry());
      case Act.OrderOpening _ -> true;
      case Act.NameFloat named -> floats.name(named);
      case Act.IssueOffline issue -> {
        issued += issue.amount().minor();
        yield floats.enter(issue.issuer(), issue.amount());
      }
      case Act.DestroyOffline destruction -> {
        destroyed += destruction.amount().minor();
        yield floats.leave(destruction.issuer(), destruction.amount());
      }
      case Act.ListProvider listed -> providers.list(listed);
      case Act.StrikeOffProvider struck -> providers.strikeOff(struck);
    };
  }

  private boolean enterPrivate(PrivateTransaction transaction, AppliedEvent event) {
    if (transaction instanceof Enrolment enrolment) {
      Enrolment.Statement statement = enrolment.body().statement();
      return event instanceof AppliedEvent.Enrolled
          && uniquenessTags.add(statement.uniqueness())
          && spendKeys.add(ByteString.copyOf(statement.publicSpendKey().toByteArray()));
    }
    if (!(event instanceof AppliedEvent.Consumed consumed) || !addAll(consumed.nullifiers())) {
      return false;
    }
    return !(transaction instanceof StateTransaction state)
        || (entries.enter(state)
            && state.body().order().filter(order -> !isNext(order)).isEmpty()
            && (state.body().move().isEmpty()
                || move(state.body().shape().move(), state.body().move().get())));
  }

  /** Whether a person whom the books know is led on by its next order. */
  private boolean isNext(ClassOrder order) {
    ByteString person = ByteString.copyOf(order.publicSpendKey().toByteArray());
    return spendKeys.contains(person)
        && classChanges.merge(person, 1L, Long::sum) == order.number();
  }

  private boolean addAll(List<ByteString> consumed) {
    boolean allFresh = true;
    for (ByteString nullifier : consumed) {
      allFresh &= nullifiers.add(nullifier);
    }
    return allFresh;
  }

  private boolean move(Shape.Move direction, AccountMove move) {
    long amount = move.amount().minor();
    long in =
        switch (direction) {
          case NONE, ACCEPT, RETURN, REFUND, CLASS_CHANGE -> 0;
          case LOAD -> amount;
          case UNLOAD -> -amount;
        };
    pool += in;
    return pool >= 0 && add(new Address(move.account()), -in);
  }

  private boolean add(Address account, long amount) {
    ordinary += amount;
    return balances.merge(account, amount, Long::sum) >= 0;
  }

  long balance(Address account) {
    return balances.getOrDefault(account, 0L);
  }

  /** Whether these books come to {@code supply} and {@code inside}, and the law holds in them. */
  boolean agreeWith(Supply supply, Pool inside) {
    return issued - destroyed == ordinary + pool + floats.inside()
        && issued == supply.issuedMinor()
        && destroyed == supply.destroyedMinor()
        && ordinary == supply.ordinary().minor()
        && pool == inside.inside().minor()
        && floats.inside() == supply.offline().minor();
  }

  /** Everything there is; the accounts are added up anew. */
  SupplyReport report(long height) {
    long sum = balances.values().stream().mapToLong(Long::longValue).sum();
    return new SupplyReport(
        height,
        issued,
        destroyed,
        sum,
        pool,
        floats.inside(),
        balances.size(),
        uniquenessTags.size(),
        nullifiers.size(),
        entries.open());
  }
}
