package org.specie.cli.bank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.bank.FloatLoading.LoadingAccount;
import org.specie.cli.bank.KeptWithdrawals.Kept;
import org.specie.cli.purse.KeptPurse;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;

/**
 * Withdrawals of one customer with a purse: asked for, loaded at a bank of accounts of the ledger,
 * taken; and found again, whatever was cut off. The bank is believed in nothing that would forget a
 * load. Spec: docs/spec/59-bank-service.md section 3 and clause 12.9.
 */
final class Withdrawing {
  /** Refusals between these speak of the token. */
  private static final int TOKEN_CODES = 7_000;

  private static final int BANK_CODES = 7_400;

  private final KeptWithdrawals kept;
  private final KeptPurse purse;
  private final Optional<? extends LoadingAccount> ledger;
  private final Minutes now;
  private final Entropy entropy;
  private final Counter bank;

  /**
   * @param ledger where the account's money is, if the bank keeps none
   */
  Withdrawing(
      KeptWithdrawals kept,
      KeptPurse purse,
      Optional<? extends LoadingAccount> ledger,
      Minutes now,
      Entropy entropy,
      Counter bank) {
    this.kept = kept;
    this.purse = purse;
    this.ledger = ledger;
    this.now = now;
    this.entropy = entropy;
    this.bank = bank;
  }

  /**
   * Moves {@code amount} from the account into the purse. A request of the same amount that the
   * purse was not paid is brought again, so that refusals use up no tokens, and a lost answer makes
   * no second withdrawal.
   */
  Answer<Amount> withdraw(Amount amount) throws IOException {
    List<Request> outstanding = purse.purse().receiving().outstanding();
    Optional<Request> before =
        kept.all().stream()
            .map(Kept::request)
            .filter(each -> each.amount().equals(Optional.of(amount)))
            .filter(outstanding::contains)
            .findFirst();
    return before.isPresent() ? withdraw(before.get()) : withdrawAnew(amount);
  }

  private Answer<Amount> withdrawAnew(Amount amount) throws IOException {
    if (ledger.isPresent() && !ledger.get().balance().covers(amount)) {
      return Answer.refused(
          WalletReason.ORDINARY_INSUFFICIENT,
          "Asked: " + amount + ", there: " + ledger.get().balance() + ".");
    }
    Reference reference = new Reference(ByteString.copyOf(entropy.bytes(Visit.REFERENCE_SIZE)));
    return switch (purse.purse().receiving().ask(Optional.of(amount), reference, now, Chain.NONE)) {
      case Asking.Handed(Request request) -> {
        kept.keep(request);
        yield withdraw(request);
      }
      case Asking.Refused(Reason reason) -> Answer.refused(reason);
    };
  }

  private Answer<Amount> withdraw(Request request) throws IOException {
    bank.waitAnew();
    Answer<WithdrawalState> last =
        ledger.isPresent()
            ? new FloatLoading(bank, ledger.get(), kept::pin).asked(request)
            : bank.withdraw(request).then(first -> bank.awaited(request, first, _ -> false));
    if (last instanceof Answer.Refused<WithdrawalState> refused
        && isOfToken(refused.refusal().reason().code())
        && salt(request).isEmpty()) {
      kept.end(request);
    }
    return last.then(state -> ended(request, state));
  }

  /** Whether the bank will never pay on this token; what it refuses for itself may change. */
  private static boolean isOfToken(int code) {
    return code == BorderReason.ASKED_BEFORE.code() || (code >= TOKEN_CODES && code < BANK_CODES);
  }

  /** Forgets the withdrawal if the purse has its payment, or nothing can have been loaded. */
  private Answer<Amount> ended(Request request, WithdrawalState last) throws IOException {
    if (last.reason() != 0) {
      return refused(request, last.reason());
    }
    Answer<Amount> taken = bank.paid(last).then(response -> take(request, response));
    if (taken.isDone()) {
      kept.end(request);
    }
    return taken instanceof Answer.Refused<Amount>(Refusal why)
            && why.reason().code() == TokenReason.TOO_LATE.code()
            && !kept.isAside(request)
        ? dead(request, why)
        : taken;
  }

  /** It was paid, and fetched so late that no purse takes it any more: told, and kept. */
  private Answer<Amount> dead(Request request, Refusal why) throws IOException {
    return Answer.refused(why.reason(), "(" + kept.putAside(request) + ")");
  }

  /** The bank's bare word that it will not pay; a load may still be on its way to the ledger. */
  private Answer<Amount> refused(Request request, int code) throws IOException {
    if (salt(request).isEmpty()) {
      kept.end(request);
      return Answer.refused(BankReason.VAULT_REFUSED, "(" + code + ")");
    }
    Reason reason = isLoaded(request) ? CounterReason.LOADED_AND_REFUSED : BankReason.VAULT_REFUSED;
    return Answer.refused(reason, "(" + code + ", " + kept.putAside(request) + ")");
  }

  private Optional<Hash32> salt(Request request) throws IOException {
    return kept.of(request).flatMap(Kept::salt);
  }

  /** Whether the ledger has a load for {@code request} under the salt that is kept. */
  private boolean isLoaded(Request request) throws IOException {
    Optional<Hash32> salt = salt(request);
    return ledger.isPresent()
        && salt.isPresent()
        && ledger.get().isLoaded(FloatLoading.reference(request, salt.get()));
  }

  /** Takes what the bank says is the payment of {@code request}, which is not paid, if it is. */
  private Answer<Amount> take(Request request, Response response) throws IOException {
    Receiving receiving = purse.purse().receiving();
    // The purse also takes what it has already, and what somebody else was asked for.
    if (!response.id().equals(request.token().configuration().id()) || receiving.has(response)) {
      return Answer.refused(CounterReason.OTHER_PAYMENT);
    }
    if (receiving.accept(response, now) instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    var _ = purse.purse().redemption().afterReceiving();
    return Answer.done(response.payment().amount());
  }

  /**
   * What came of the requests that the purse shows.
   *
   * @param taken what was paid and is in the purse by now
   * @param late what of it came of withdrawals before, whose end nobody was told
   * @param coming what the bank has booked and will still pay
   * @param trouble why nobody knows of another one, if there is one
   * @param isPutAside whether that is one that nobody looks at again: its load may have left, or it
   *     was paid and is too late
   */
  record Collected(
      Amount taken,
      List<Amount> late,
      Amount coming,
      Optional<Refusal> trouble,
      boolean isPutAside) {
    static final Collected NOTHING =
        new Collected(Amount.ZERO, List.of(), Amount.ZERO, Optional.empty(), false);

    private Collected plusTaken(Amount amount, boolean isLate) {
      List<Amount> all = new ArrayList<>(late);
      if (isLate) {
        all.add(amount);
      }
      return new Collected(taken.plus(amount), List.copyOf(all), coming, trouble, isPutAside);
    }

    private Collected plusComing(Amount amount) {
      return new Collected(taken, late, coming.plus(amount), trouble, isPutAside);
    }

    private Collected with(Refusal why) {
      return isPutAside ? this : new Collected(taken, late, coming, Optional.of(why), isPutAside);
    }

    /** With one more that is told this once, and with all of them if there are several. */
    private Collected putAside(Refusal why) {
      Refusal all =
          trouble
              .filter(_ -> isPutAside)
              .map(first -> new Refusal(first.reason(), first.detail() + "; " + why))
              .orElse(why);
      return new Collected(taken, late, coming, Optional.of(all), true);
    }
  }

  /** Takes what was asked for before and is paid by now; what fails of one keeps no other. */
  Collected collect() throws IOException {
    bank.waitAnew();
    Collected all = Collected.NOTHING;
    for (Kept each : kept.all()) {
      if (hasPaymentOf(each.request())) {
        // The card may not have it yet; as long as it fails, the same is found here again.
        var _ = purse.purse().redemption().afterReceiving();
        all = all.plusTaken(each.request().amount().orElseThrow(), true);
        kept.end(each.request());
      }
    }
    for (Request each : purse.purse().receiving().outstanding()) {
      all = collected(all, each);
    }
    return all;
  }

  /** Whether the purse was paid what it asked for, and the end of the program came before that. */
  private boolean hasPaymentOf(Request request) {
    Receiving receiving = purse.purse().receiving();
    return receiving
        .token(request.token().configuration().id())
        .filter(token -> token.sequence() > request.token().sequence())
        .isPresent();
  }

  private Collected collected(Collected before, Request request) throws IOException {
    boolean isKept = kept.of(request).isPresent();
    boolean wasAside = kept.isAside(request);
    return switch (standing(request)) {
      case Answer.Refused<WithdrawalState>(Refusal why) ->
          why.reason().code() == BankReason.UNKNOWN.code() && !isLoaded(request)
              ? before
              : before.with(why);
      case Answer.Done<WithdrawalState>(var last) when Counter.isOpen(last) -> {
        Amount amount = request.amount().orElse(Amount.ZERO);
        if (ledger.isEmpty()) {
          yield before.plusComing(amount);
        }
        yield isLoaded(request)
            ? before.plusComing(amount).with(Refusal.of(CounterReason.NOT_PAID))
            : before;
      }
      case Answer.Done<WithdrawalState>(var last) when last.reason() != 0 && !isKept -> before;
      case Answer.Done<WithdrawalState>(var last) ->
          switch (ended(request, last)) {
            case Answer.Done<Amount>(Amount amount) -> before.plusTaken(amount, isKept);
            case Answer.Refused<Amount>(Refusal why) -> {
              if (wasAside) {
                yield before;
              }
              boolean isAside = kept.isAside(request);
              yield isAside ? before.putAside(why) : before.with(why);
            }
          };
    };
  }

  /**
   * How far {@code request} is. What the ledger has a load for is asked for again, also if the bank
   * awaits none any more, or says that it knows of none.
   */
  private Answer<WithdrawalState> standing(Request request) throws IOException {
    Answer<WithdrawalState> standing = bank.standing(request);
    if (ledger.isEmpty() || !isLoaded(request)) {
      return standing;
    }
    boolean isUnknown =
        standing instanceof Answer.Refused<WithdrawalState>(Refusal why)
            && why.reason().code() == BankReason.UNKNOWN.code();
    if (standing instanceof Answer.Done<WithdrawalState>(var last) && Counter.isOpen(last)) {
      Optional<String> named = last.salt();
      Optional<String> pinned = salt(request).map(Hash32::toHex);
      if (named.isPresent() && !named.equals(pinned)) {
        return Answer.refused(CounterReason.OTHER_SALT);
      }
      isUnknown = true;
    }
    return isUnknown ? new FloatLoading(bank, ledger.get(), kept::pin).again(request) : standing;
  }
}
