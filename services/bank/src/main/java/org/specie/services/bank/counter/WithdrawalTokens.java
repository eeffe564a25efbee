package org.specie.services.bank.counter;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.TokenId;
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
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.Fees;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.counter.Withdrawals.Asking;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;
import org.specie.services.bank.vault.WithdrawalBook;
import org.specie.services.bank.vault.WithdrawalTokenBook;

/**
 * Tokens for withdrawals: a factory's signature on purse, account and key is the certificate of
 * that key, which then fills this purse and no other. Spec: docs/spec/59-bank-service.md section
 * 13.
 */
public final class WithdrawalTokens {
  /** A token that is to count. */
  public record Presenting(
      @Described(
              value = "The token as the factory made it, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String token,
      @Described(
              value =
                  "Names the token that counts until then, in hexadecimal; left out if there is"
                      + " none.",
              max = 2 * ArtLayout.ID_SIZE)
          Optional<String> replaces,
      @Described(
              value =
                  "By the account's key, or by that of the token that is replaced, on bank, account,"
                      + " that token and the new one; hexadecimal.",
              max = 128)
          String signature) {}

  /** A withdrawal as whoever has a key asks for it. */
  public record Signed(
      @Described("The account that is withdrawn from.") long account,
      @Described(value = "The asker's name for it: 8 to 64 of a-z, 0-9 and '-'.", max = 64)
          String id,
      @Described(
              value = "The request of an amount, as the purse made it, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String request,
      @Described(
              value =
                  "By the account's key, or by that of the token the request is on, on bank, account,"
                      + " name and request; hexadecimal.",
              max = 128)
          String signature) {}

  /** The token that counts. */
  public record Certified(
      @Described("The account that is withdrawn from.") long account,
      @Described("Names the token, in hexadecimal.") String token,
      @Described("How long its key is good, in seconds since 1970.") long untilSeconds,
      @Described("What it cost, in hundredths, however often it is presented again.")
          long feeMinor) {}

  /** Whoever presents it, and in whose place. */
  private record Presented(
      long account, Configuration token, Optional<TokenId> replaces, ByteString signature) {}

  private static final int CONFLICT = 409;
  private static final long SECONDS_PER_MINUTE = 60;

  private final String bank;
  private final Transactions transactions;
  private final Vaults vaults;
  private final Withdrawals withdrawals;
  private final Fees fees;
  private final Clock clock;

  /**
   * @param withdrawals takes what such a token authorises
   */
  public WithdrawalTokens(
      String bank,
      Transactions transactions,
      Book book,
      Vaults vaults,
      Tariff tariff,
      Withdrawals withdrawals,
      Clock clock) {
    this.fees = new Fees(book, tariff.withdrawalToken());
    this.bank = bank;
    this.transactions = transactions;
    this.vaults = vaults;
    this.withdrawals = withdrawals;
    this.clock = clock;
  }

  /** What is done with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/withdrawal-tokens",
            "withdrawalToken",
            "Takes a token of a purse for withdrawals from the account it names, in place of the one"
                + " before; the same again does nothing else.",
            Access.ANYBODY,
            Presenting.class,
            Certified.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.NOT_SIGNED,
                BankReason.NO_VAULT,
                BankReason.BALANCE_LOW,
                BankReason.WITHDRAWAL_TOKEN_REFUSED,
                BankReason.WITHDRAWAL_TOKEN_OUTRUN),
            2 * Words.MESSAGE_DIGITS_MAX,
            this::present),
        new Operation<>(
            Method.GET,
            "/v1/withdrawal-token",
            "countingToken",
            "Tells which token for withdrawals from the customer's account counts.",
            Access.CUSTOMER,
            Nothing.class,
            Certified.class,
            List.of(BankReason.CUSTOMERS_ONLY, BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            this::counting),
        new Operation<>(
            Method.POST,
            "/v1/signed-withdrawals",
            "withdrawSigned",
            "Asks for cash as POST /v1/withdrawals does, by the signature alone: of the account's key,"
                + " or of that of its token for withdrawals. The same again tells how far it is, and"
                + " gives the payment.",
            Access.ANYBODY,
            Signed.class,
            WithdrawalState.class,
            withdrawals.refusals(),
            2 * Words.MESSAGE_DIGITS_MAX,
            this::withdraw));
  }

  private Answer<Certified> present(Call<Presenting> call) throws IOException {
    Optional<Configuration> token = fresh(call.input().token());
    Optional<ByteString> signature = Hex.bytes(call.input().signature());
    Optional<TokenId> replaces = call.input().replaces().flatMap(WithdrawalTokens::id);
    if (token.isEmpty()
        || signature.isEmpty()
        || replaces.isPresent() != call.input().replaces().isPresent()) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    Optional<Long> account = account(token.get());
    return account.isEmpty()
        ? Answer.refused(BankReason.WITHDRAWAL_TOKEN_REFUSED)
        : present(new Presented(account.get(), token.get(), replaces, signature.get()));
  }

  private Answer<Certified> present(Presented presented) throws IOException {
    Optional<Answer<Certified>> known =
        transactions.transact(connection -> known(connection, presented));
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Verdict> genuine = examined(presented.token());
    if (genuine.isEmpty()) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    if (genuine.get() instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(Refusal.Explanation.of(reason, CONFLICT));
    }
    return transactions.transact(
        connection -> {
          Optional<Answer<Certified>> meanwhile = known(connection, presented);
          return meanwhile.isPresent() ? meanwhile.get() : take(connection, presented);
        });
  }

  private Answer<Certified> take(Connection connection, Presented presented) throws SQLException {
    long account = presented.account();
    Configuration token = presented.token();
    if (!fees.isCovered(connection, account)) {
      return Answer.refused(BankReason.BALANCE_LOW);
    }
    if (!WithdrawalTokenBook.add(connection, account, token, presented.replaces())) {
      return Answer.refused(BankReason.WITHDRAWAL_TOKEN_REFUSED);
    }
    fees.book(connection, account, token.id());
    return certified(connection, account, token);
  }

  private Answer<Certified> counting(Call<Nothing> call) throws IOException {
    long account = call.customer();
    if (account == Desk.NUMBER) {
      return Answer.refused(BankReason.CUSTOMERS_ONLY);
    }
    return transactions.transact(
        connection -> {
          Optional<Configuration> newest = WithdrawalTokenBook.newest(connection, account);
          return newest.isPresent()
              ? certified(connection, account, newest.get())
              : Answer.refused(BankReason.UNKNOWN);
        });
  }

  /** Any vault knows the factories; one that hangs is asked last. */
  private Optional<Verdict> examined(Configuration token) throws IOException {
    for (Vault each : vaults.inTurn()) {
      Optional<Verdict> verdict = each.examine(token, Days.minutes(clock));
      if (verdict.isPresent()) {
        return verdict;
      }
    }
    return Optional.empty();
  }

  /**
   * What is said without a look at the factory's signature: to a stranger, to the same again, or to
   * what was signed before another was taken. That would take the place of a newer one otherwise,
   * whoever brings it, and whenever.
   */
  private Optional<Answer<Certified>> known(Connection connection, Presented presented)
      throws SQLException, IOException {
    boolean isTaken = WithdrawalTokenBook.has(connection, presented.token());
    if (!isSigned(connection, presented, isTaken)) {
      return Optional.of(Answer.refused(BankReason.NOT_SIGNED));
    }
    Optional<Configuration> newest = WithdrawalTokenBook.newest(connection, presented.account());
    if (isTaken) {
      return Optional.of(certified(connection, presented.account(), newest.orElseThrow()));
    }
    return presented.replaces().equals(newest.map(Configuration::id))
        ? Optional.empty()
        : Optional.of(Answer.refused(BankReason.WITHDRAWAL_TOKEN_OUTRUN));
  }

  /**
   * The account's key says which purse is filled. The key of the token that is replaced may renew
   * itself, for the same purse alone: whoever has got hold of it sends no money elsewhere.
   *
   * @param isTaken whether the token was taken before; then the one before it may be over by now
   */
  private boolean isSigned(Connection connection, Presented presented, boolean isTaken)
      throws SQLException, IOException {
    Configuration token = presented.token();
    ByteString words =
        Words.toSign(bank, presented.account(), presented.replaces(), Token.fresh(token).encode());
    if (Customers.isSigned(connection, presented.account(), words, presented.signature())) {
      return true;
    }
    if (presented.replaces().isEmpty()) {
      return false;
    }
    return WithdrawalTokenBook.find(connection, presented.account(), presented.replaces().get())
        .filter(each -> (isTaken || isValid(each)) && each.owner().equals(token.owner()))
        .flatMap(each -> each.extensions().withdrawalKey())
        .filter(key -> isBy(key, words, presented.signature()))
        .isPresent();
  }

  private boolean isValid(Configuration token) {
    return token.terms().validity().contains(Days.minutes(clock));
  }

  private static boolean isBy(P256Key key, ByteString words, ByteString signature) {
    return signature.size() == ArtLayout.SIGNATURE_SIZE
        && key.verify(
            Domain.WITHDRAWAL, new P256Signature(signature), Hash32.sha256(words).bytes());
  }

  private Answer<WithdrawalState> withdraw(Call<Signed> call) throws IOException {
    Signed input = call.input();
    Optional<Request> request = Words.message(input.request(), Request.class);
    Optional<ByteString> signature = Hex.bytes(input.signature());
    if (request.isEmpty() || signature.isEmpty() || input.account() < 0) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    Configuration token = request.get().token().configuration();
    return withdrawals.ask(
        input.account(),
        new Asking(input.id(), input.request(), input.signature()),
        (connection, row) -> against(connection, row, token, signature.get()));
  }

  private Optional<BankReason> against(
      Connection connection, WithdrawalBook.Row row, Configuration token, ByteString signature)
      throws SQLException, IOException {
    ByteString words = Words.toSign(bank, row.account(), row.id(), row.request());
    boolean isByToken =
        account(token).filter(named -> named == row.account()).isPresent()
            && isBy(token.extensions().withdrawalKey().orElseThrow(), words, signature);
    boolean isByAccount = Customers.isSigned(connection, row.account(), words, signature);
    if (isByToken && WithdrawalTokenBook.has(connection, token)) {
      return counts(connection, row, token)
          ? Optional.empty()
          : Optional.of(BankReason.WITHDRAWAL_TOKEN_REFUSED);
    }
    // A factory makes a token of every account's number for whoever asks: what the bank never took
    // is a stranger's signature.
    return isByAccount ? Optional.empty() : Optional.of(BankReason.NOT_SIGNED);
  }

  /**
   * What was booked while a token counted is told and ended also after another replaced it, to
   * whatever was asked on it as it stands: the account is debited, and one purse takes it.
   */
  private static boolean counts(Connection connection, WithdrawalBook.Row row, Configuration token)
      throws SQLException, IOException {
    boolean isNewest =
        WithdrawalTokenBook.newest(connection, row.account()).filter(token::equals).isPresent();
    return isNewest
        || WithdrawalBook.of(connection, row.key())
            .filter(before -> before.account() == row.account())
            .isPresent();
  }

  /** The account that a token names, whether there is such a one or not. */
  static Optional<Long> account(Configuration token) {
    return token.purpose() == Purpose.WITHDRAWAL
        ? token.extensions().account().flatMap(Customers::number)
        : Optional.empty();
  }

  private static Optional<TokenId> id(String digits) {
    return Hex.bytes(digits).filter(bytes -> bytes.size() == ArtLayout.ID_SIZE).map(TokenId::new);
  }

  private static Optional<Configuration> fresh(String digits) {
    try {
      return Optional.of(Token.decode(Hex.bytes(digits).orElse(ByteString.EMPTY)))
          .filter(token -> token.last().isEmpty())
          .map(Token::configuration);
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private Answer<Certified> certified(Connection connection, long account, Configuration token)
      throws SQLException {
    return Answer.done(
        new Certified(
            account,
            token.id().toString(),
            token.terms().validity().until().sinceEpoch() * SECONDS_PER_MINUTE,
            fees.paid(connection, token.id())));
  }
}
