package org.specie.services.bank.counter;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Days;
import org.specie.services.bank.Tariff;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Fees;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.DepositBook;
import org.specie.services.bank.vault.DepositTokenBook;
import org.specie.services.bank.vault.DepositTokenBook.Borrowing;
import org.specie.services.bank.vault.DepositTokenBook.Known;
import org.specie.services.bank.vault.DepositTokenBook.Lent;
import org.specie.services.bank.vault.Taking;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;

/** Deposits, by customers and by anybody for them. Spec: docs/spec/59-bank-service.md section 4. */
public final class Deposits {
  /** A payment on a token of this bank's. */
  public record Paying(
      @Described(
              value = "The answer of the payer's purse, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String response) {}

  /** A deposit as it stands. */
  public record DepositState(
      @Described("Names the payment: the digest of the token that was paid.") String key,
      @Described("ACCEPTED or CREDITED.") String state,
      @Described(
              value =
                  "A token to go on with, in hexadecimal, where the one that was paid on ends soon"
                      + " and there is another.",
              max = Words.MESSAGE_DIGITS_MAX)
          Optional<String> next) {}

  /** A token for one deposit is wanted. */
  public record Depositing(
      @Described(value = "The asker's name for the deposit: 8 to 64 of a-z, 0-9, '-'.", max = 64)
          String id) {}

  /** With what money is deposited, once. */
  public record DepositToken(
      @Described(
              value = "A token that names the account and that nobody else gets, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String token,
      @Described("How long it is given again, in seconds since 1970.") long untilSeconds,
      @Described(
              "What it cost, or will out of the first that is CREDITED after somebody paid on it, in"
                  + " hundredths, however often it is asked for again.")
          long feeMinor) {}

  /** Most tokens of one account that are neither paid nor over. */
  public static final int OPEN_MAX = 16;

  /** How long a token is given again, and at least how long it is valid then. */
  public static final long LENT_SECONDS = 86_400;

  /** A token is replaced when it ends within that, or within half of its own time. */
  public static final long SOON_SECONDS = 7 * LENT_SECONDS;

  private static final long SECONDS_PER_MINUTE = 60;

  /** No customer's name for a deposit has a space in it. */
  private static final String REPLACING = "after ";

  private static final int CONFLICT = 409;

  private final Transactions transactions;
  private final Vaults vaults;
  private final Fees fees;
  private final Clock clock;
  private final Consumer<String> nudge;

  /**
   * @param nudge told the name of a vault for which something waits
   */
  public Deposits(
      Transactions transactions,
      Book book,
      Vaults vaults,
      Tariff tariff,
      Clock clock,
      Consumer<String> nudge) {
    this.fees = new Fees(book, tariff.depositToken());
    this.transactions = transactions;
    this.vaults = vaults;
    this.clock = clock;
    this.nudge = nudge;
  }

  /** What is done with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/deposit-tokens",
            "depositToken",
            "Gives a token for one deposit into the customer's account; the same again gives it"
                + " again.",
            Access.CUSTOMER,
            Depositing.class,
            DepositToken.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.CUSTOMERS_ONLY,
                BankReason.DEPOSITS_OPEN,
                BankReason.DEPOSIT_OVER,
                BankReason.NO_DEPOSIT_TOKEN,
                BankReason.BALANCE_LOW),
            Operation.CONTENT_MAX,
            this::token),
        new Operation<>(
            Method.POST,
            "/v1/deposits",
            "deposit",
            "Takes a payment on a token for deposits; the same again counts once.",
            Access.ANYBODY,
            Paying.class,
            DepositState.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.VAULT_AT_WORK,
                BankReason.TOO_OFTEN,
                BankReason.JOURNAL_FULL,
                Refusal.Explanation.of(BorderReason.NOT_A_DEPOSIT, CONFLICT)),
            2 * Words.MESSAGE_DIGITS_MAX,
            this::deposit),
        new Operation<>(
            Method.GET,
            "/v1/deposits/{key}",
            "depositState",
            "Tells how far a deposit is.",
            Access.ANYBODY,
            Nothing.class,
            DepositState.class,
            List.of(BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::look));
  }

  private Answer<DepositToken> token(Call<Depositing> call) throws IOException {
    long account = call.customer();
    if (account == Desk.NUMBER) {
      return Answer.refused(BankReason.CUSTOMERS_ONLY);
    }
    return Words.isId(call.input().id())
        ? transactions.transact(connection -> lend(connection, account, call.input().id()))
        : Answer.refused(BankReason.REQUEST_MALFORMED);
  }

  /** No vault is asked: what one that hangs has in the table is given like the rest, but last. */
  private Answer<DepositToken> lend(Connection connection, long account, String id)
      throws SQLException {
    long now = clock.epochSeconds();
    Optional<Lent> known = DepositTokenBook.find(connection, account, id);
    if (known.isPresent()) {
      return known.get().isOpen(now)
          ? given(connection, known.get())
          : Answer.refused(BankReason.DEPOSIT_OVER);
    }
    if (DepositTokenBook.open(connection, account, now) >= OPEN_MAX) {
      return Answer.refused(BankReason.DEPOSITS_OPEN);
    }
    boolean isCovered = fees.isCovered(connection, account);
    if (!isCovered && DepositTokenBook.isOwing(connection, account, now)) {
      return Answer.refused(BankReason.BALANCE_LOW);
    }
    long until = now + LENT_SECONDS;
    Optional<Lent> lent =
        free(connection, new Borrowing(account, id, Optional.empty(), until, until));
    if (lent.isEmpty()) {
      return Answer.refused(BankReason.NO_DEPOSIT_TOKEN);
    }
    // Who has less pays it out of what comes, or nobody could begin by paying in.
    if (isCovered) {
      fees.book(connection, account, lent.get().id());
    } else {
      DepositTokenBook.owe(connection, lent.get().id(), fees.fee().minor());
    }
    return given(connection, lent.get());
  }

  private Optional<Lent> free(Connection connection, Borrowing borrowing) throws SQLException {
    for (Vault each : vaults.inTurn()) {
      Optional<Lent> lent = DepositTokenBook.lend(connection, borrowing, each.name());
      if (lent.isPresent()) {
        return lent;
      }
    }
    return Optional.empty();
  }

  /**
   * What goes on in place of {@code id}, if that ends soon (4.7). It is given again until somebody
   * pays on it, because the answer with it may be lost; then that payment is what goes on. One is
   * lent only on a payment that was taken just now: whoever kept those of years gets nothing for
   * them.
   *
   * @param payment the key of the deposit that was brought
   */
  private Optional<ByteString> next(Connection connection, TokenId id, Hash32 payment)
      throws SQLException, IOException {
    long now = clock.epochSeconds();
    Optional<Known> old = DepositTokenBook.known(connection, id);
    if (old.isEmpty() || !endsSoon(old.get().configuration(), now)) {
      return Optional.empty();
    }
    Optional<Lent> before = DepositTokenBook.replacement(connection, id);
    if (before.isPresent()) {
      return before.filter(each -> !each.isPaid()).map(Lent::token);
    }
    long account = old.get().account();
    boolean isTakenNow =
        DepositBook.takenSeconds(connection, payment)
            .filter(taken -> now < taken + LENT_SECONDS)
            .isPresent();
    if (!isTakenNow || DepositTokenBook.open(connection, account, now) >= OPEN_MAX) {
      return Optional.empty();
    }
    long until = now + LENT_SECONDS;
    long later = seconds(old.get().configuration().terms().validity().until()) + LENT_SECONDS;
    return free(
            connection,
            new Borrowing(account, REPLACING + id, Optional.of(id), until, Math.max(until, later)))
        .map(Lent::token);
  }

  private static boolean endsSoon(Configuration configuration, long now) {
    Validity validity = configuration.terms().validity();
    long until = seconds(validity.until());
    long half = (until - seconds(validity.from())) / 2;
    return now >= until - Math.min(SOON_SECONDS, half);
  }

  private static long seconds(Minutes time) {
    return time.sinceEpoch() * SECONDS_PER_MINUTE;
  }

  private Answer<DepositToken> given(Connection connection, Lent lent) throws SQLException {
    return Answer.done(
        new DepositToken(
            lent.token().toHex(),
            lent.untilSeconds(),
            fees.paid(connection, lent.id()) + DepositTokenBook.owed(connection, lent.id())));
  }

  private Answer<DepositState> deposit(Call<Paying> call) throws IOException {
    Optional<Response> response = Words.message(call.input().response(), Response.class);
    if (response.isEmpty()) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    return switch (taken(response.get())) {
      case Taking.NotOurs _ ->
          Answer.refused(Refusal.Explanation.of(BorderReason.NOT_A_DEPOSIT, CONFLICT));
      case Taking.Later(BankReason reason) -> Answer.refused(reason);
      case Taking.Examined(Verdict verdict, boolean _) -> {
        if (verdict instanceof Verdict.Refused(Reason reason)) {
          yield Answer.refused(Refusal.Explanation.of(reason, CONFLICT));
        }
        TokenId id = response.get().id();
        Hash32 key = response.get().payment().previous();
        Optional<ByteString> next = transactions.transact(connection -> next(connection, id, key));
        yield state(key, next.map(ByteString::toHex));
      }
    };
  }

  /** Only the vault whose token it is has a say, so one that hangs keeps nobody else waiting. */
  private Taking taken(Response response) throws IOException {
    Optional<String> name =
        transactions.transact(connection -> DepositTokenBook.vault(connection, response.id()));
    if (name.isEmpty()) {
      return takenFromBefore(response);
    }
    return taken(vaults.named(name.get()).orElseThrow(() -> Wholesale.gone(name.get())), response);
  }

  /**
   * Vaults may have tokens from before there was a table of them. A vault that would not know this
   * one is not waited for: strangers name as many tokens as they like.
   */
  private Taking takenFromBefore(Response response) throws IOException {
    Taking said = new Taking.NotOurs();
    for (Vault each : vaults.all()) {
      if (each.mayHave(response.id())) {
        switch (taken(each, response)) {
          case Taking.NotOurs _ -> {}
          case Taking.Later later -> said = later;
          case Taking.Examined examined -> {
            return examined;
          }
        }
      }
    }
    return said;
  }

  /** Only what is new gives a vault something to do: anybody may bring anything again. */
  private Taking taken(Vault vault, Response response) throws IOException {
    Taking taking = vault.deposit(response, Days.minutes(clock));
    if (taking instanceof Taking.Examined(Verdict _, boolean isNew) && isNew) {
      nudge.accept(vault.name());
    }
    return taking;
  }

  private Answer<DepositState> look(Call<Nothing> call) throws IOException {
    return Hex.bytes(call.place("key")).filter(bytes -> bytes.size() == Hash32.SIZE).isPresent()
        ? state(Hash32.hex(call.place("key")), Optional.empty())
        : Answer.refused(BankReason.UNKNOWN);
  }

  private Answer<DepositState> state(Hash32 key, Optional<String> next) throws IOException {
    Optional<DepositBook.State> state =
        transactions.transact(connection -> DepositBook.state(connection, key));
    return state
        .map(found -> Answer.done(new DepositState(key.toHex(), found.name(), next)))
        .orElseGet(() -> Answer.refused(BankReason.UNKNOWN));
  }
}
