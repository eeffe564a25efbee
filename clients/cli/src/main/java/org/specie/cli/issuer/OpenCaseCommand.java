package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.Unsealing;
import org.specie.services.issuer.authority.AuthorityLine;
import org.specie.services.issuer.line.Line;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie issuer case open}. */
@Command(
    name = "open",
    header = {
      "Examples:",
      "  specie issuer case open ana.case --home mint/authority-1",
      "  specie issuer case open from-1.case from-3.case --home mint/authority-1",
      ""
    },
    description = {
      "",
      "Asks the authorities' processes for their shares of an approved case, as the authority whose"
          + " folder it is, opens the entry and prints whom it names. Each that gives a share has"
          + " the case in its public log for ever. Who is silent, who refuses and who signed a wrong"
          + " share is named; enough right ones open it all the same.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpenCaseCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuthorityHome home = new AuthorityHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "copies of one case")
  private List<Path> files = List.of();

  OpenCaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuthorityFolder authority = home.folder(surroundings);
    CaseFile asked =
        CaseFiles.read(files.stream().map(surroundings::resolve).toList(), authority.authorities());
    Printer printer = new Printer(surroundings, json.chosen());
    if (!asked.warrant().isOrdered(authority.authorities())) {
      // Nobody is asked for what nobody would give.
      return printer.print(Answer.refused(RegisterReason.NOT_ORDERED));
    }
    List<GivenShare> answers = shares(asked, authority, printer);
    Unsealing unsealing =
        Unsealing.of(authority.authorities(), asked.about(), asked.entry(), answers);
    for (int liar : unsealing.liars()) {
      printer.note("authority " + liar + " signed a wrong share");
    }
    return printer.print(
        switch (unsealing) {
          case Unsealing.Opened opened -> Answer.done(shown(opened, answers));
          case Unsealing.Refused refused -> Answer.refused(refused.reason());
        });
  }

  private List<GivenShare> shares(CaseFile asked, AuthorityFolder authority, Printer printer)
      throws IOException {
    List<GivenShare> answers = new ArrayList<>();
    for (int i = 1; i <= authority.count(); i++) {
      try (Line line = authority.lineTo(i, surroundings.clock())) {
        switch (new AuthorityLine(line).share(asked)) {
          case org.specie.offline.agents.Answer.Given<GivenShare>(GivenShare given) -> {
            if (given.isAnswerOf(i, asked.about(), authority.authorities())) {
              answers.add(given);
            } else {
              printer.note("authority " + i + " answers with what it did not sign for this case");
            }
          }
          case org.specie.offline.agents.Answer.Refused<GivenShare>(var reason) ->
              printer.note(
                  "authority %d refuses: %d %s".formatted(i, reason.code(), reason.sentence()));
        }
      } catch (IOException e) {
        // Another's share opens it as well.
        printer.note("authority %d does not answer: %s".formatted(i, e.getMessage()));
      }
    }
    return answers;
  }

  private static Result shown(Unsealing.Opened opened, List<GivenShare> answers) {
    Identity identity = opened.identity();
    String kind = identity.kind().name().toLowerCase(Locale.ROOT);
    List<Integer> gave =
        answers.stream()
            .map(GivenShare::index)
            .filter(each -> !opened.liars().contains(each))
            .distinct()
            .toList();
    return new Result(
        """
        source       %s
        %-12s %s
        shares of    %s
        """
            .formatted(
                identity.source(),
                kind,
                identity.value(),
                String.join(", ", gave.stream().map(String::valueOf).toList())),
        Result.fields(
            "source",
            identity.source(),
            "kind",
            kind,
            "value",
            identity.value(),
            "shares",
            gave,
            "wrong",
            List.copyOf(opened.liars())));
  }
}
