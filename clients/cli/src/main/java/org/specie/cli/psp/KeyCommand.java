package org.specie.cli.psp;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie psp key}. */
@Command(
    name = "key",
    header = {
      "Examples:",
      "  specie psp key --home north",
      "  specie registrar providers --admit north.example=9f2c… --home bank/registrar-1",
      "  specie psp key --next --home north",
      "  specie psp key --only --home north     once every registrar has the new one",
      ""
    },
    description = {
      "",
      "Shows the key by which registrars know the provider, where they answer those of a list only,"
          + " and under which the ledger's register lists it; makes one if there is none. With --next"
          + " it makes another, and signs with both until --only: so registrars and register change"
          + " over one after the other while people come in. The provider need not be started again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--next", description = "make another, beside the one there is")
  private boolean isNext;

  @Option(names = "--only", description = "sign with the one before no more")
  private boolean isOnly;

  KeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (isNext && isOnly) {
      throw new UsageMistake("--next and --only exclude each other", "admit the new key between");
    }
    ProviderFolder folder = home.folder(surroundings);
    ProviderKeys keys = folder.keys();
    if (isOnly) {
      keys.forgetTheOneBefore();
    }
    Ed25519PublicKey key =
        isNext
            ? keys.next(surroundings.entropy())
                .orElseThrow(
                    () ->
                        new UsageMistake(
                            "two keys are in use already",
                            "end that change with --only before the next"))
            : keys.key(surroundings.entropy());
    String text = key.bytes().toHex();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "%s=%s\n".formatted(folder.name(), text),
                    Result.fields("name", folder.name(), "key", text))));
  }
}
