package org.specie.cli.auditor;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.services.auditor.message.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie auditor approve} and {@code refuse}: what a person decides. */
final class DecideCommands {
  private DecideCommands() {}

  /** What both commands are told. */
  static final class Deciding {
    private static final String CORE = "[0-9a-f]{64}";

    @Mixin private AuditorHome home = new AuditorHome();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(
        paramLabel = "PAYMENT",
        description = "as 'specie auditor queue' shows it, 64 hexadecimal digits")
    private String payment = "";

    @Option(
        names = "--by",
        paramLabel = "NAME",
        required = true,
        description = "who decides; stands in the record")
    private String by = "";

    @Option(
        names = "--grounds",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "for the record alone; the payer is not told")
    private String grounds = "";

    int decide(Surroundings surroundings, boolean approved) throws IOException {
      if (!payment.matches(CORE)) {
        throw new UsageMistake(
            "'" + payment + "' names no payment", "copy it from 'specie auditor queue'");
      }
      require(!by.isBlank(), "The name of who decides is empty.", "name yourself with --by");
      require(
          ByteString.utf8(by).size() <= Question.NAME_BYTES_MAX
              && ByteString.utf8(grounds).size() <= Question.WORDS_BYTES_MAX,
          "The name or the grounds are too long.",
          "a name has up to 64 bytes, grounds up to 512");
      AuditorFolder folder = home.folder(surroundings);
      try (Desk desk = Desk.of(folder, surroundings.clock(), surroundings.entropy())) {
        return new Printer(surroundings, json.chosen())
            .print(
                desk.decide(Hash32.hex(payment), approved, by, grounds)
                    .map(
                        is ->
                            new Result(
                                (is ? "approved " : "refused ") + payment + "\n",
                                Result.fields("payment", payment, "approved", is))));
      }
    }

    private static void require(boolean holds, String what, String remedy) {
      if (!holds) {
        throw new UsageMistake(what, remedy);
      }
    }
  }

  @Command(
      name = "approve",
      header = {
        "Examples:",
        "  specie auditor approve 4f1c… --by Noa --grounds 'contract seen' --home bank/auditor-1",
        ""
      },
      description = {"", "Approves a payment that waits. A decision never changes.", ""},
      mixinStandardHelpOptions = true)
  static final class Approve implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private Deciding deciding = new Deciding();

    Approve(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return deciding.decide(surroundings, true);
    }
  }

  @Command(
      name = "refuse",
      header = {"Examples:", "  specie auditor refuse 4f1c… --by Noa --home bank/auditor-1", ""},
      description = {"", "Refuses a payment that waits. A decision never changes.", ""},
      mixinStandardHelpOptions = true)
  static final class Refuse implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private Deciding deciding = new Deciding();

    Refuse(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      return deciding.decide(surroundings, false);
    }
  }
}
