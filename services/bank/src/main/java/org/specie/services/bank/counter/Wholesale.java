package org.specie.services.bank.counter;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Reference;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.Currencies;
import org.specie.services.bank.Days;
import org.specie.services.bank.book.Transactions;
import org.specie.services.bank.vault.TransferBook;
import org.specie.services.bank.vault.Vault;
import org.specie.services.bank.vault.Vaults;
import org.specie.services.bank.vault.WithdrawalBook;
import org.specie.services.bank.wholesale.BankTransfer;
import org.specie.services.bank.wholesale.TransferMessage;

/** Cash between banks, at the desk. Spec: docs/spec/59-bank-service.md section 10. */
public final class Wholesale {
  /** A vault is to ask for cash. */
  public record Wanting(
      @Described("Which vault.") String vault, @Described("In hundredths.") long amountMinor) {}

  /** What another bank is given. */
  public record Wanted(
      @Described(value = "The request, in hexadecimal.", max = Words.MESSAGE_DIGITS_MAX)
          String request) {}

  /** Another bank's vault is to be paid. */
  public record Sending(
      @Described(value = "Its name: 8 to 35 of a-z, 0-9 and '-'.", max = 35) String id,
      @Described(value = "The other bank's name.", max = 35) String payee,
      @Described(
              value = "The request of the other bank's vault, in hexadecimal.",
              max = Words.MESSAGE_DIGITS_MAX)
          String request) {}

  /** A message between banks. */
  public record BankMessage(
      @Described(value = "pacs.009.001.08.", max = TransferMessage.LENGTH_MAX) String message) {}

  /** A transfer as it stands. */
  public record TransferState(
      @Described("As in the request.") String id,
      @Described("ASKED: the vault pays when it can, also unasked. PAID: it has.") String state,
      @Described(value = "pacs.009.001.08, once it is paid.", max = TransferMessage.LENGTH_MAX)
          Optional<String> message) {}

  private static final int CONFLICT = 409;

  private final String bank;
  private final Transactions transactions;
  private final Vaults vaults;
  private final Clock clock;

  public Wholesale(String bank, Transactions transactions, Vaults vaults, Clock clock) {
    this.bank = bank;
    this.transactions = transactions;
    this.vaults = vaults;
    this.clock = clock;
  }

  /** What can be asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        post(
            "/v1/desk/requests",
            "wantCash",
            "Has a vault ask for cash, for another bank to pay.",
            Wanting.class,
            Wanted.class,
            List.of(BankReason.UNKNOWN, BankReason.REQUEST_MALFORMED, BankReason.DESK_ONLY),
            this::want),
        post(
            "/v1/desk/transfers",
            "sendCash",
            "Has a vault pay another bank's, now or when it can; the same again tells how far it is.",
            Sending.class,
            TransferState.class,
            List.of(
                BankReason.REQUEST_MALFORMED,
                BankReason.OTHER_REQUEST,
                BankReason.NO_VAULT,
                BankReason.TRANSFER_REFUSED,
                BankReason.DESK_ONLY,
                explained(BorderReason.ASKED_BEFORE)),
            this::send),
        post(
            "/v1/desk/messages",
            "takeCash",
            "Takes cash that another bank's message carries; the same again counts once.",
            BankMessage.class,
            Nothing.class,
            List.of(BankReason.MESSAGE_REFUSED, BankReason.DESK_ONLY),
            this::take));
  }

  private interface Done<I, O> {
    Answer<O> with(I input) throws IOException;
  }

  private static <I extends Record, O extends Record> Operation<I, O> post(
      String path,
      String name,
      String summary,
      Class<I> input,
      Class<O> output,
      List<Refusal> refusals,
      Done<I, O> done) {
    return new Operation<>(
        Method.POST,
        path,
        name,
        summary,
        Access.CUSTOMER,
        input,
        output,
        refusals,
        2 * Words.MESSAGE_DIGITS_MAX,
        Desk.only(call -> done.with(call.input())));
  }

  private static Refusal explained(Reason reason) {
    return reason instanceof Refusal own ? own : Refusal.Explanation.of(reason, CONFLICT);
  }

  private Answer<Wanted> want(Wanting input) throws IOException {
    Optional<Vault> vault = vaults.named(input.vault());
    if (vault.isEmpty()) {
      return Answer.refused(BankReason.UNKNOWN);
    }
    if (input.amountMinor() <= 0 || !Amount.isValid(input.amountMinor())) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    Reference reference = new Reference(ByteString.utf8("interbnk"));
    return switch (vault
        .get()
        .ask(Amount.ofMinor(input.amountMinor()), reference, Days.minutes(clock))) {
      case Asking.Handed(Request request) -> Answer.done(new Wanted(request.encode().toHex()));
      case Asking.Refused(Reason reason) -> Answer.refused(explained(reason));
    };
  }

  private Answer<TransferState> send(Sending input) throws IOException {
    Optional<Request> request = Words.message(input.request(), Request.class);
    if (request.isEmpty()
        || request.get().amount().isEmpty()
        || !Words.isId(input.id())
        || input.id().length() > BankTransfer.NAME_MAX
        || !input.payee().matches("[a-z0-9.-]{2,35}")) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    TransferBook.Row asked = row(input, request.get());
    Optional<Answer<TransferBook.Row>> known =
        transactions.transact(connection -> known(connection, asked));
    Answer<TransferBook.Row> row = known.isPresent() ? known.get() : begin(asked, request.get());
    return row.then(begun -> pay(begun, request.get()));
  }

  private TransferBook.Row row(Sending input, Request request) {
    return new TransferBook.Row(
        request.token().digest(),
        input.id(),
        input.payee(),
        request.encode(),
        request.amount().orElseThrow(),
        "",
        clock.epochSeconds(),
        Optional.empty(),
        TransferBook.State.ASKED);
  }

  /** What is said of a name or a token that was used before. */
  private static Optional<Answer<TransferBook.Row>> known(
      Connection connection, TransferBook.Row row) throws SQLException {
    Optional<TransferBook.Row> before = TransferBook.find(connection, row.id(), row.key());
    if (before.isPresent()) {
      return Optional.of(
          before.get().isAskedAs(row)
              ? Answer.done(before.get())
              : Answer.refused(BankReason.OTHER_REQUEST));
    }
    return WithdrawalBook.has(connection, row.key())
        ? Optional.of(Answer.refused(explained(BorderReason.ASKED_BEFORE)))
        : Optional.empty();
  }

  /** What the vault would refuse for good is examined before there is a row. */
  private Answer<TransferBook.Row> begin(TransferBook.Row row, Request request) throws IOException {
    Optional<Vault> vault =
        transactions.transact(connection -> vaults.choose(connection, row.amount()));
    if (vault.isEmpty()) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    Optional<Verdict> verdict = vault.get().examine(request, row.amount(), Days.minutes(clock));
    if (verdict.isEmpty()) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    if (verdict.get() instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(explained(reason));
    }
    return transactions.transact(connection -> add(connection, row, vault.get()));
  }

  private Answer<TransferBook.Row> add(Connection connection, TransferBook.Row row, Vault vault)
      throws SQLException {
    Optional<Answer<TransferBook.Row>> meanwhile = known(connection, row);
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    if (!vaults.holds(connection, vault, row.amount())) {
      return Answer.refused(BankReason.NO_VAULT);
    }
    TransferBook.Row chosen = row.at(vault.name());
    TransferBook.add(connection, chosen);
    return Answer.done(chosen);
  }

  /** Only the vault that the row names is told to pay: another one would pay a second time. */
  private Answer<TransferState> pay(TransferBook.Row row, Request request) throws IOException {
    if (row.state() == TransferBook.State.ASKED) {
      Vault vault = vaults.named(row.vault()).orElseThrow(() -> gone(row.vault()));
      vault.sell(row, Days.minutes(clock));
    }
    TransferBook.Row now =
        transactions
            .transact(connection -> TransferBook.find(connection, row.id(), row.key()))
            .orElseThrow(() -> new InvariantViolation("a transfer is never removed"));
    return switch (now.state()) {
      case ASKED -> Answer.done(new TransferState(now.id(), now.state().name(), Optional.empty()));
      case PAID ->
          Answer.done(
              new TransferState(now.id(), now.state().name(), Optional.of(message(now, request))));
      case REFUSED -> Answer.refused(BankReason.TRANSFER_REFUSED);
    };
  }

  private String message(TransferBook.Row row, Request request) {
    Response response =
        row.response()
            .flatMap(bytes -> Words.message(bytes.toHex(), Response.class))
            .orElseThrow(() -> new InvariantViolation("the bank reads what it wrote"));
    return TransferMessage.write(
        new BankTransfer(
            row.id(),
            row.askedSeconds(),
            bank,
            row.payee(),
            letters(request.token()),
            response.payment().amount(),
            response));
  }

  static IOException gone(String vault) {
    return new IOException("the vault " + vault + " is not among this bank's any more");
  }

  /** The three letters of the currency a token is in. */
  private static String letters(Token token) {
    return Currencies.letters(token.configuration().terms().currency().number());
  }

  private Answer<Nothing> take(BankMessage input) throws IOException {
    BankTransfer transfer;
    try {
      transfer = TransferMessage.read(input.message());
    } catch (MalformedInput _) {
      return Answer.refused(BankReason.MESSAGE_REFUSED);
    }
    for (Vault each : vaults.all()) {
      Optional<Token> token = each.token(transfer.response().id());
      if (token.isPresent()) {
        return isFor(transfer, token.get()) ? take(each, transfer) : refused();
      }
    }
    return refused();
  }

  private boolean isFor(BankTransfer transfer, Token token) {
    return transfer.payee().equals(bank)
        && transfer.currency().equals(letters(token))
        && transfer.amount().equals(transfer.response().payment().amount());
  }

  private static Answer<Nothing> refused() {
    return Answer.refused(BankReason.MESSAGE_REFUSED);
  }

  private Answer<Nothing> take(Vault vault, BankTransfer transfer) throws IOException {
    return vault.buy(transfer.response(), Days.minutes(clock))
            instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(explained(reason))
        : Answer.done(Nothing.NOTHING);
  }
}
