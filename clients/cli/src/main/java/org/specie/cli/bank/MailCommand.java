package org.specie.cli.bank;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.LinkOptions;
import org.specie.cli.LinkSource;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.Messages;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.mail.MailReason;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.qr.QrReason;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Deposits.DepositState;
import org.specie.services.bank.counter.SignedWithdrawal;
import org.specie.services.bank.counter.WithdrawalTokens;
import org.specie.services.bank.counter.Withdrawals.WithdrawalState;
import org.specie.services.psp.Hex;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie bank mail}. Spec: docs/spec/59-bank-service.md section 15. */
@Command(
    name = "mail",
    header = {
      "Examples:",
      "  specie bank mail ask.eml --home north --out answer.eml",
      "  specie bank mail answer.eml --home north      a payment into an account",
      ""
    },
    description = {
      "",
      "Does at the bank what a message asks for that came by another way than its port, a mail with a"
          + " code for instance: a withdrawal that 'specie bank ask' made, or the answer of whoever"
          + " pays into an account. Who sent it is not looked at: a withdrawal goes into the purse that"
          + " asks, and a deposit into the account that the token names. Sent again, it is done once and"
          + " answered again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class MailCommand implements Callable<Integer> {
  private static final LinkSource WITHDRAWAL =
      new LinkSource(
          SignedWithdrawal.SCHEME, SignedWithdrawal.LENGTH_MAX, BankReason.REQUEST_MALFORMED);

  /** How often a withdrawal is looked at that the vault has not paid yet, in a minute. */
  private static final int LOOKS_MAX = 120;

  private static final long LOOK_MS = 500;

  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      paramLabel = "MESSAGE",
      description = "a link, or a file with one: text, PNG, GIF or a mail (.eml)")
  private String where = "";

  @Mixin private BankHome home = new BankHome();
  @Mixin private LinkOptions out = new LinkOptions("Answer of the bank");
  @Mixin private JsonFlag json = new JsonFlag();

  MailCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    out.refusePage();
    BankFolder folder = home.folder(surroundings);
    Answer<String> withdrawal = withdrawal();
    try (ApiClient bank = new ApiClient(folder.address())) {
      Answer<Result> done =
          withdrawal instanceof Answer.Refused<String> refused
                  && isOfOtherKind(refused.refusal().reason().code())
              ? Messages.response(surroundings, where).then(paid -> deposit(bank, paid))
              : withdrawal.then(link -> withdraw(bank, link));
      return new Printer(surroundings, json.chosen()).print(done);
    }
  }

  private Answer<String> withdrawal() throws IOException {
    if (where.startsWith(TokenText.SCHEME)) {
      return Answer.refused(MailReason.NO_LINK_IN_MAIL);
    }
    UsageMistake mistake =
        new UsageMistake(
            "'" + where + "' is neither a message to a bank nor a file.",
            "give specie-withdrawal:… or specie-token:…, or the name of a file");
    return WITHDRAWAL
        .read(surroundings, where, mistake)
        .then(
            text ->
                text.strip().startsWith(SignedWithdrawal.SCHEME)
                    ? Answer.done(text)
                    : Answer.refused(MailReason.NO_LINK_IN_MAIL));
  }

  /**
   * There is no withdrawal in it, nor is it a picture with one; there may be a payment, which is
   * read as everywhere.
   */
  private static boolean isOfOtherKind(int code) {
    return code == MailReason.NO_LINK_IN_MAIL.code() || code == QrReason.NOT_A_PICTURE.code();
  }

  private Answer<Result> withdraw(ApiClient bank, String link) throws IOException {
    SignedWithdrawal asked;
    try {
      asked = SignedWithdrawal.read(link);
    } catch (MalformedInput _) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    WithdrawalTokens.Signed input =
        new WithdrawalTokens.Signed(
            asked.account(),
            asked.id(),
            asked.request().encode().toHex(),
            asked.signature().toHex());
    Answer<WithdrawalState> last =
        ask(bank, "/v1/signed-withdrawals", input, WithdrawalState.class);
    for (int i = 0; i < LOOKS_MAX && isOpen(last); i++) {
      Counter.pause(LOOK_MS);
      last = ask(bank, "/v1/signed-withdrawals", input, WithdrawalState.class);
    }
    return last.then(this::withdrawn);
  }

  private static boolean isOpen(Answer<WithdrawalState> last) {
    return last instanceof Answer.Done<WithdrawalState>(var state) && Counter.isOpen(state);
  }

  private Answer<Result> withdrawn(WithdrawalState state) throws IOException {
    if (state.reason() != 0) {
      return Answer.refused(BankReason.VAULT_REFUSED, "(" + state.reason() + ")");
    }
    if (state.response().isEmpty()) {
      return Answer.refused(CounterReason.NOT_PAID);
    }
    try {
      if (Message.decode(bytes(state.response().get())) instanceof Response response) {
        String link = TokenText.write(response);
        return Answer.done(
            new Result(
                out.handOut(surroundings, link),
                Result.fields(
                    "link",
                    link,
                    "withdrawn",
                    response.payment().amount().toDecimal(),
                    "id",
                    state.id())));
      }
    } catch (MalformedInput _) {
      return Answer.refused(CounterReason.NOT_GIVEN);
    }
    return Answer.refused(CounterReason.NOT_GIVEN);
  }

  private Answer<Result> deposit(ApiClient bank, Response paid) throws IOException {
    return ask(bank, "/v1/deposits", new Deposits.Paying(paid.encode().toHex()), DepositState.class)
        .then(taken -> deposited(paid, taken));
  }

  /** Where the token ends soon, the answer to the payer is a request on the one to go on with. */
  private Answer<Result> deposited(Response paid, DepositState taken) throws IOException {
    String amount = paid.payment().amount().toDecimal();
    String text =
        "%s  %s  %s%n".formatted(taken.state().toLowerCase(Locale.ROOT), amount, taken.key());
    Map<String, Object> fields =
        Result.fields("deposited", amount, "key", taken.key(), "state", taken.state());
    if (taken.next().isEmpty()) {
      return Answer.done(new Result(text, fields));
    }
    try {
      Token next = Token.decode(bytes(taken.next().get()));
      Request request = new Request(Optional.empty(), paid.payment().reference(), next, Chain.NONE);
      String link = TokenText.write(request);
      fields.put("next", link);
      return Answer.done(new Result(text + out.handOut(surroundings, link), fields));
    } catch (MalformedInput _) {
      return Answer.refused(CounterReason.NOT_GIVEN);
    }
  }

  private static ByteString bytes(String digits) throws MalformedInput {
    return Hex.bytes(digits).orElseThrow(() -> new MalformedInput("not hexadecimal"));
  }

  private static <O extends Record> Answer<O> ask(
      ApiClient bank, String path, Record input, Class<O> output) throws IOException {
    return switch (bank.ask(Method.POST, path, Optional.empty(), input, output)) {
      case org.specie.services.api.Answer.Done<O>(var done) -> Answer.done(done);
      case org.specie.services.api.Answer.Refused<O>(var refusal) -> Answer.refused(refusal);
    };
  }
}
