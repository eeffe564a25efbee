package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer letter leave}. */
@Command(
    name = "leave",
    header = {
      "Examples:",
      "  specie issuer letter leave --dir mint --report 77d0… --text \"Invoices of May, please.\"",
      ""
    },
    description = {
      "",
      "Leaves a letter with the pseudonym agent for the owner whom a report of inspection is about,"
          + " and prints its number, by which 'letter state' asks what became of it. The same again"
          + " is the same letter. The key for answers is made in the folder 'compliance' the first"
          + " time: without it no answer is read.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LeaveLetterCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--report",
      paramLabel = "HEX",
      required = true,
      description = "what the letter is about, as 'specie issuer suspicions' prints it")
  private String report = "";

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      required = true,
      description = "what is asked for, 1 to 512 bytes in one line")
  private String text = "";

  LeaveLetterCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!Letter.isText(text)) {
      throw new UsageMistake(
          "No letter has this text.", "write 1 to 512 bytes in one line, and nothing invisible");
    }
    SuspicionReport about = report();
    RoleFolder compliance = dir.folder(Founding.COMPLIANCE, surroundings);
    Letter letter =
        new Letter(about, compliance.letterKey(surroundings.entropy()).publicKey(), text);
    try (Line line = compliance.lineTo(Role.PSEUDONYM.word(), surroundings.clock())) {
      return new Printer(surroundings, json.chosen())
          .print(
              switch (new PseudonymLine(line).leave(letter)) {
                case Answer.Given<Hash32>(Hash32 number) ->
                    org.specie.wallet.Answer.done(
                        new Result(
                            "letter       " + number.toHex() + "\n",
                            Result.fields("letter", number.toHex())));
                case Answer.Refused<Hash32>(var reason) ->
                    org.specie.wallet.Answer.refused(Refusal.of(reason));
              });
    }
  }

  private SuspicionReport report() {
    try {
      return SuspicionReport.decode(Digits.read(report, SuspicionReport.SIZE, "report"));
    } catch (MalformedInput _) {
      throw new UsageMistake(
          "This is no report.", "copy it whole, as 'specie issuer suspicions' prints it");
    }
  }
}
