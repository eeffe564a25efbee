package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.pseudonym.SealedDocument;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.services.issuer.pseudonym.PseudonymLine.LetterFate;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer letter state}. */
@Command(
    name = "state",
    header = {
      "Examples:",
      "  specie issuer letter state --dir mint --letter 5e1f…",
      "  specie issuer letter state --dir mint --letter 5e1f… --out invoices.pdf",
      ""
    },
    description = {
      "",
      "Asks what became of a letter: lying, fetched or answered. The document of the answer is written"
          + " to --out. Whoever answered is not named.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LetterStateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--letter",
      paramLabel = "NUMBER",
      required = true,
      description = "as 'letter leave' printed it")
  private String letter = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the document is written; what is there is replaced")
  private Optional<Path> out = Optional.empty();

  LetterStateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Hash32 number = new Hash32(Digits.read(letter, Hash32.SIZE, "number of a letter"));
    RoleFolder compliance = dir.folder(Founding.COMPLIANCE, surroundings);
    try (Line line = compliance.lineTo(Role.PSEUDONYM.word(), surroundings.clock())) {
      return new Printer(surroundings, json.chosen())
          .print(
              switch (new PseudonymLine(line).fate(number)) {
                case Answer.Given<LetterFate>(LetterFate fate) ->
                    org.specie.wallet.Answer.done(shown(compliance, number, fate));
                case Answer.Refused<LetterFate>(var reason) ->
                    org.specie.wallet.Answer.refused(Refusal.of(reason));
              });
    }
  }

  private Result shown(RoleFolder compliance, Hash32 number, LetterFate fate) throws IOException {
    String state = fate.state().name().toLowerCase(Locale.ROOT);
    if (fate.document().isEmpty()) {
      return new Result("state        " + state + "\n", Result.fields("state", state));
    }
    Optional<ByteString> document =
        SealedDocument.open(
            compliance.letterKey(surroundings.entropy()), number, fate.document().get());
    if (document.isPresent() && out.isPresent()) {
      Files.write(surroundings.resolve(out.get()), document.get().toByteArray());
    }
    // Whoever answers may seal anything at all, and for any key.
    String what = document.map(each -> each.size() + " bytes").orElse("not for the key here");
    return new Result(
        "state        %s\ndocument     %s\n".formatted(state, what),
        Result.fields("state", state, "document", what));
  }
}
