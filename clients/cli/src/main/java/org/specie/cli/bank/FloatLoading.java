package org.specie.cli.bank;

import java.io.IOException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.border.Way;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/**
 * The customer's side of a withdrawal from an account of the ledger: the bank names a salt, the
 * account loads the float under the reference made of it, and the bank pays. Carried on by asking
 * again. Spec: docs/spec/59-bank-service.md clause 12.3, docs/spec/53-float.md clause 6.7.
 */
public final class FloatLoading {
  private final Counter counter;
  private final LoadingAccount account;
  private final Pins pins;

  public FloatLoading(Counter counter, LoadingAccount account, Pins pins) {
    this.counter = counter;
    this.account = account;
    this.pins = pins;
  }

  /** Somebody's account on the ledger, from which a float is loaded. */
  public interface LoadingAccount {
    /** What is in it. */
    Amount balance() throws IOException;

    /** Whether this account has loaded the float under {@code reference}. */
    boolean isLoaded(Hash32 reference) throws IOException;

    /**
     * Loads it, if it is not loaded once the ledger has said what became of whatever this account
     * had sent before; refused if the ledger or the wallet has refused.
     */
    Answer<?> load(Hash32 reference, Amount amount) throws IOException;
  }

  /** What remembers under which salts was loaded. */
  @FunctionalInterface
  public interface Pins {
    /**
     * The salt under which {@code request} is loaded, remembered before the load leaves: the first
     * that the bank named, for good, because a bank that names another one would be paid twice.
     */
    Answer<Hash32> pin(Request request, Hash32 named) throws IOException;
  }

  /** Has the amount of {@code request} loaded once, and waits for the payment. */
  public Answer<Response> withdraw(Request request) throws IOException {
    return asked(request).then(counter::paid);
  }

  /** The same, as the bank says it stands at the end. */
  Answer<WithdrawalState> asked(Request request) throws IOException {
    counter.waitAnew();
    return counter
        .withdraw(request)
        .then(asked -> counter.awaited(request, asked, each -> each.salt().isPresent()))
        .then(named -> Counter.isOpen(named) ? loaded(request, named) : Answer.done(named));
  }

  private Answer<WithdrawalState> loaded(Request request, WithdrawalState named)
      throws IOException {
    return counter
        .salt(named)
        .then(salt -> pins.pin(request, salt))
        .then(salt -> loaded(request, reference(request, salt)));
  }

  private Answer<WithdrawalState> loaded(Request request, Hash32 reference) throws IOException {
    if (!account.isLoaded(reference)
        && account.load(reference, request.amount().orElseThrow())
            instanceof Answer.Refused<?>(Refusal why)
        && !account.isLoaded(reference)) {
      return Answer.refused(why);
    }
    return again(request);
  }

  /** Has the vault look at once for what was loaded, and waits; nothing more is loaded. */
  Answer<WithdrawalState> again(Request request) throws IOException {
    return counter.withdraw(request).then(again -> counter.awaited(request, again, _ -> false));
  }

  /** By which the ledger knows the load for {@code request}. */
  static Hash32 reference(Request request, Hash32 salt) {
    return Way.OUT.reference(request.token().digest(), salt);
  }
}
