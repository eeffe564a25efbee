package org.specie.cli.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.specie.cash.application.LedgerConstants;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.NetworkFolder;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The file that a command checks, and against what. */
final class ShownFile {
  private static final int WIDTH = 14;

  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "FILE", description = "the file you were given")
  private Path file = Path.of("");

  /**
   * How files of one kind are read and judged.
   *
   * @param bytesMax no file of this kind is longer
   * @param unreadable refuses what is no such file
   * @param fields what it says, in order
   * @param caution what it does not say
   */
  record Kind<T>(
      long bytesMax,
      Reason unreadable,
      Function<ByteString, Answer<T>> read,
      Function<T, Verdict> verify,
      Function<T, Map<String, String>> fields,
      Function<T, String> caution) {}

  /** What the public knows of the ledger. */
  LedgerConstants ledger(Surroundings surroundings) throws IOException {
    try {
      return LedgerConstants.of(folder.genesis(surroundings));
    } catch (MalformedInput e) {
      throw new IOException("the genesis is not one of money; copy it from another holder", e);
    }
  }

  /**
   * Checks the file and prints what it says; the exit code.
   *
   * @param headline from what it says, if it holds
   */
  <T> int check(
      Surroundings surroundings, Kind<T> kind, Function<Map<String, String>, String> headline)
      throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        read(surroundings, kind)
            .then(
                shown ->
                    switch (kind.verify().apply(shown)) {
                      case Verdict.Accepted _ ->
                          Answer.done(
                              describe(
                                  kind.fields().apply(shown),
                                  headline,
                                  kind.caution().apply(shown)));
                      case Verdict.Refused(var reason) -> Answer.refused(reason);
                    }));
  }

  private <T> Answer<T> read(Surroundings surroundings, Kind<T> kind) throws IOException {
    Path path = surroundings.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new UsageMistake("'" + file + "' is no file.", "name the file that you were given");
    }
    return Files.size(path) > kind.bytesMax()
        ? Answer.refused(kind.unreadable(), "(longer than any)")
        : kind.read().apply(ByteString.copyOf(Files.readAllBytes(path)));
  }

  private static Result describe(
      Map<String, String> said, Function<Map<String, String>, String> headline, String caution) {
    StringBuilder text = new StringBuilder("Genuine: " + headline.apply(said) + "\n");
    said.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            text.append("  ")
                .append(name)
                .repeat(" ", Math.max(1, WIDTH - name.length()))
                .append(value)
                .append('\n');
          }
        });
    text.append(caution).append('\n');
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("genuine", true);
    fields.putAll(said);
    return new Result(text.toString(), fields);
  }
}
