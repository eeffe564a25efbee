package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.border.FloatLedger.Crossed;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;

/**
 * The border of a bank: a vault, which is a purse of the bank's, and a float on the ledger. Every
 * step is in the journal, or in the vault's, before the next one is taken; {@link #work} carries on
 * whatever a crash left, by asking again. Not thread-safe. Spec: docs/spec/53-float.md section 6.
 */
public final class Border {
  /** Most withdrawals that wait for their load or for the vault. */
  public static final int OPEN_MAX = 10_000;

  private final BorderJournal journal;
  private final Purse vault;
  private final FloatLedger ledger;
  private final Accounts accounts;
  private final Approver approver;
  private final Debts debts;
  private final Map<Hash32, Withdrawal> open = new LinkedHashMap<>();
  private final Map<Hash32, Withdrawal> ended = new LinkedHashMap<>();
  private final Map<Hash32, BorderRecord.Accepted> deposits = new LinkedHashMap<>();

  private Border(
      BorderJournal journal,
      Purse vault,
      FloatLedger ledger,
      Accounts accounts,
      Approver approver,
      Secret secret) {
    this.journal = journal;
    this.vault = vault;
    this.ledger = ledger;
    this.accounts = accounts;
    this.approver = approver;
    this.debts = new Debts(journal, ledger, secret);
  }

  /**
   * Wires a border and brings back what its journal says; neither ledger nor vault is asked yet.
   *
   * @param vault a purse that nothing but this border uses
   * @param secret the salts of references come from it; it is never another one
   */
  public static Border open(
      BorderJournal journal, Purse vault, FloatLedger ledger, Accounts accounts, Secret secret) {
    return open(journal, vault, ledger, accounts, order -> true, secret);
  }

  /**
   * The same, where {@code approver} may have a withdrawal wait that could be paid: it is asked
   * before each payment, and nothing is written when it does not approve.
   */
  public static Border open(
      BorderJournal journal,
      Purse vault,
      FloatLedger ledger,
      Accounts accounts,
      Approver approver,
      Secret secret) {
    Border border = new Border(journal, vault, ledger, accounts, approver, secret);
    journal.takeRecords().forEach(border::replay);
    return border;
  }

  private void replay(BorderRecord record) {
    switch (record) {
      case BorderRecord.Asked(Request request, Address account, Hash32 salt) -> {
        Withdrawal fresh = new Withdrawal(request, account, salt, new Stage.Waiting());
        Check.that(
            !ended.containsKey(fresh.key()) && open.put(fresh.key(), fresh) == null,
            "a token is in one withdrawal");
      }
      case BorderRecord.Funded(Hash32 key, long height) ->
          open.put(key, running(key).at(new Stage.Funded(height)));
      case BorderRecord.Paid(Hash32 key, Payment payment) ->
          end(key, new Stage.Paid(response(running(key), payment)));
      case BorderRecord.Refused(Hash32 key, Amount back) -> {
        debts.owe(Way.BACK, key, running(key).account(), back);
        end(key, new Stage.Refused(back));
      }
      case BorderRecord.Accepted accepted -> deposits.put(keyOf(accepted.token()), accepted);
      case BorderRecord.Ordered order -> debts.replay(order);
      case BorderRecord.Credited done -> debts.replay(done);
    }
  }

  private void record(BorderRecord record) throws IOException {
    journal.append(record);
    replay(record);
  }

  private Withdrawal running(Hash32 key) {
    return Optional.ofNullable(open.get(key))
        .orElseThrow(() -> new InvariantViolation("the journal knows the withdrawals it leads on"));
  }

  private void end(Hash32 key, Stage last) {
    ended.put(key, running(key).at(last));
    open.remove(key);
  }

  private static Response response(Withdrawal withdrawal, Payment payment) {
    return new Response(withdrawal.request().token().configuration().id(), payment, Chain.NONE);
  }

  private static Hash32 keyOf(Token paid) {
    return paid.last().orElseThrow().previous();
  }

  /**
   * Takes a withdrawal: {@code account} is to load the amount of {@code request} under the
   * reference that {@code salt} makes. The same again changes nothing and looks for the load.
   */
  public Verdict withdraw(Request request, Address account, Hash32 salt, Minutes now)
      throws IOException {
    if (request.amount().isEmpty()) {
      return Verdict.refused(BorderReason.NO_AMOUNT);
    }
    Withdrawal asked = new Withdrawal(request, account, salt, new Stage.Waiting());
    Optional<Withdrawal> known = withdrawal(asked.key());
    if (known.isPresent()) {
      if (!known.get().at(asked.stage()).equals(asked)) {
        return Verdict.refused(BorderReason.ASKED_BEFORE);
      }
      takeOver();
      advance(known.get(), now);
      return Verdict.accepted();
    }
    if (vault.paying().paidOn(request.token()).isPresent()) {
      return Verdict.refused(BorderReason.ASKED_BEFORE);
    }
    if (open.values().stream().filter(each -> isPayable(each, now)).count() >= OPEN_MAX) {
      return Verdict.refused(BorderReason.TOO_MANY_OPEN);
    }
    Verdict verdict = vault.paying().examine(request, asked.amount(), now);
    if (verdict.isAccepted()) {
      record(new BorderRecord.Asked(request, account, salt));
    }
    return verdict;
  }

  /** The withdrawal with this key, if there is one. */
  public Optional<Withdrawal> withdrawal(Hash32 key) {
    return Optional.ofNullable(open.get(key)).or(() -> Optional.ofNullable(ended.get(key)));
  }

  /** At which height the load of a refused withdrawal went back, if it did. */
  public Optional<Long> refunded(Hash32 key) {
    return debts.credited(Way.BACK, key);
  }

  /** Takes a payment on one of the vault's tokens for deposits; the same again is taken again. */
  public Verdict deposit(Response response, Minutes now) throws IOException {
    if (vault.receiving().token(response.id()).flatMap(this::accountOf).isEmpty()) {
      return Verdict.refused(BorderReason.NOT_A_DEPOSIT);
    }
    Verdict verdict = vault.receiving().accept(response, now);
    takeOver();
    return verdict;
  }

  /** At which height the deposit with this key was credited, if it was. */
  public Optional<Long> credited(Hash32 key) {
    return debts.credited(Way.IN, key);
  }

  private Optional<Address> accountOf(Token token) {
    Configuration configuration = token.configuration();
    return configuration.purpose() == Purpose.DEPOSIT
        ? configuration.extensions().account().flatMap(accounts::of)
        : Optional.empty();
  }

  /**
   * Carries on everything that waits, as far as ledger and vault let it. An {@link IOException}
   * leaves the rest to the next time.
   */
  public void work(Minutes now) throws IOException {
    takeOver();
    for (Withdrawal each : List.copyOf(open.values())) {
      if (each.stage() instanceof Stage.Funded || isPayable(each, now)) {
        advance(each, now);
      }
    }
    collect();
    debts.carryOut();
  }

  /** After that nobody waits for the load unless the customer asks again. */
  private static boolean isPayable(Withdrawal withdrawal, Minutes now) {
    return withdrawal.request().token().configuration().terms().validity().contains(now);
  }

  /**
   * Notes deposits that the vault has taken. It comes before everything that may have the vault
   * collect: what is collected can be told from other income no longer.
   */
  private void takeOver() throws IOException {
    for (Token each : vault.receiving().unredeemed()) {
      Optional<Address> account = accountOf(each);
      if (account.isPresent() && !deposits.containsKey(keyOf(each))) {
        record(new BorderRecord.Accepted(each, account.get()));
      }
    }
  }

  private void advance(Withdrawal withdrawal, Minutes now) throws IOException {
    switch (withdrawal.stage()) {
      case Stage.Waiting _ -> look(withdrawal, now);
      case Stage.Funded _ -> pay(withdrawal, now);
      case Stage.Paid _, Stage.Refused _ -> {}
    }
  }

  private void look(Withdrawal withdrawal, Minutes now) throws IOException {
    Optional<Crossed> crossed = ledger.loaded(withdrawal.account(), withdrawal.reference());
    if (crossed.isEmpty()) {
      return;
    }
    if (crossed.get().amount().equals(withdrawal.amount())) {
      record(new BorderRecord.Funded(withdrawal.key(), crossed.get().height()));
      pay(withdrawal, now);
    } else {
      record(new BorderRecord.Refused(withdrawal.key(), crossed.get().amount()));
    }
  }

  private void pay(Withdrawal withdrawal, Minutes now) throws IOException {
    Amount amount = withdrawal.amount();
    switch (vault.paying().pay(withdrawal.request(), amount, now, approver)) {
      case PayResult.Paid(Response response) -> {
        Check.that(response.payment().amount().equals(amount), "the vault paid what was loaded");
        record(new BorderRecord.Paid(withdrawal.key(), response.payment()));
      }
      case PayResult.Refused(Reason reason) -> {
        if (isFinal(reason) && !isOrdered(vault, withdrawal.key())) {
          record(new BorderRecord.Refused(withdrawal.key(), amount));
        }
      }
    }
  }

  /** What speaks against the token does so for ever; what the vault lacks it may get. */
  public static boolean isFinal(Reason reason) {
    return reason instanceof TokenReason && reason != TokenReason.PAID_NOT_KEPT;
  }

  /** Whether the vault may have paid, and nobody knows. */
  public static boolean isOrdered(Purse vault, Hash32 key) {
    return vault.paying().open().stream().anyMatch(order -> order.key().equals(key));
  }

  /** Has the vault collect deposits, and owes to their accounts what it has collected. */
  private void collect() throws IOException {
    vault.redemption().redeemAll();
    List<Hash32> waiting = vault.receiving().unredeemed().stream().map(Border::keyOf).toList();
    deposits.forEach(
        (key, deposit) -> {
          if (!waiting.contains(key)) {
            Amount amount = deposit.token().last().orElseThrow().amount();
            debts.owe(Way.IN, key, deposit.account(), amount);
          }
        });
  }

  /** What was loaded for withdrawals that the vault has not paid, nor refused. */
  public Amount onTheWayOut() {
    Amount sum = Amount.ZERO;
    for (Withdrawal each : open.values()) {
      sum = each.stage() instanceof Stage.Funded ? sum.plus(each.amount()) : sum;
    }
    return sum;
  }

  /** What was taken from purses, or is to go back, and is not in accounts as far as is known. */
  public Amount onTheWayIn() {
    Amount sum = debts.owed();
    for (Token each : vault.receiving().unredeemed()) {
      sum = deposits.containsKey(keyOf(each)) ? sum.plus(each.last().orElseThrow().amount()) : sum;
    }
    return sum;
  }
}
