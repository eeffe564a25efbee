package org.specie.cli.issuer;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.factory.PolicyBook.Kind;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer policy}. */
@Command(
    name = "policy",
    header = {
      "Examples:",
      "  specie issuer policy --dir mint",
      "  specie issuer policy --dir mint --owners anonymous --days 14 --aggregate 500",
      ""
    },
    description = {
      "",
      "Shows the most that the factory puts into a token, as an operator of policy; or sets it, from"
          + " the next token on. What is not named stays as it is. Tokens that were made before keep"
          + " what they say.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PolicyCommand implements Callable<Integer> {
  private static final int PAYMENTS_MAX = 0xffff;
  private static final int DAYS_MAX = 366;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--owners",
      paramLabel = "KIND",
      defaultValue = "identified",
      description = "of whose tokens: identified or anonymous (default: ${DEFAULT-VALUE})")
  private String owners = "identified";

  @Option(names = "--payments", paramLabel = "N", description = "payments on a token, at most")
  private Optional<Integer> payments = Optional.empty();

  @Option(names = "--days", paramLabel = "N", description = "how long a token lives, at most")
  private Optional<Integer> days = Optional.empty();

  @Option(names = "--payment", paramLabel = "AMOUNT", description = "largest single payment")
  private Optional<Amount> payment = Optional.empty();

  @Option(names = "--aggregate", paramLabel = "AMOUNT", description = "largest sum on a token")
  private Optional<Amount> aggregate = Optional.empty();

  PolicyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Kind kind = kind();
    RoleFolder policy = dir.folder(OperatorsFounding.POLICY, surroundings);
    try (Line line = policy.lineTo(Role.FACTORY.word(), surroundings.clock())) {
      FactoryLine factory = new FactoryLine(line);
      TokenPolicy before = factory.policy(kind);
      if (payments.isEmpty() && days.isEmpty() && payment.isEmpty() && aggregate.isEmpty()) {
        return new Printer(surroundings, json.chosen()).print(Answer.done(shown(before)));
      }
      TokenPolicy next = next(before);
      Verdict verdict = factory.set(kind, next);
      return Told.print(verdict, shown(next), surroundings, json.chosen());
    }
  }

  private Kind kind() {
    for (Kind each : Kind.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(owners)) {
        return each;
      }
    }
    throw new UsageMistake(
        "'" + owners + "' is no kind of owners.", "name identified or anonymous");
  }

  private TokenPolicy next(TokenPolicy before) {
    Amount single = payment.orElse(before.limits().payment());
    Amount sum = aggregate.orElse(before.limits().aggregate());
    if (single.equals(Amount.ZERO) || !sum.covers(single) || !OfflineAmount.fits(sum)) {
      throw new UsageMistake(
          "No token has such limits.", "let --aggregate cover --payment, and neither be nothing");
    }
    int count = payments.orElse(before.paymentsMax());
    int lived = days.orElse(before.days());
    if (count < 1 || count > PAYMENTS_MAX || lived < 1 || lived > DAYS_MAX) {
      throw new UsageMistake(
          "No token is like that.", "name 1 to 65535 payments and 1 to 366 days");
    }
    return new TokenPolicy(
        before.number() + 1, before.payers(), count, lived, new Limits(single, sum));
  }

  private static Result shown(TokenPolicy policy) {
    String single = policy.limits().payment().toDecimal();
    String sum = policy.limits().aggregate().toDecimal();
    return new Result(
        "policy       %d\npayments     %d\ndays         %d\npayment      %s\naggregate    %s\n"
            .formatted(policy.number(), policy.paymentsMax(), policy.days(), single, sum),
        Result.fields(
            "policy",
            policy.number(),
            "payments",
            policy.paymentsMax(),
            "days",
            policy.days(),
            "payment",
            single,
            "aggregate",
            sum));
  }
}
