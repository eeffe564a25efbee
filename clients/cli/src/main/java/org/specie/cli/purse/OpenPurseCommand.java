package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Reason;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;

/** A command that opens a purse, acts, and prints the outcome. */
abstract class OpenPurseCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  OpenPurseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does what the command is there for; the result is printed. */
  abstract Answer<Result> act(KeptPurse purse) throws IOException;

  /** What the owner of the card knows; who is at the terminal is asked. */
  OwnerSecrets.Telling telling() {
    return OwnerSecrets.typed(surroundings);
  }

  @Override
  public final Integer call() throws IOException {
    return printer().print(options.withPurse(surroundings, passphrase, telling(), this::act));
  }

  /** The purse's folder. */
  final Path folder() {
    return options.path(surroundings);
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  /** Whether one JSON document is asked for. */
  final boolean isJson() {
    return json.chosen();
  }

  final Minutes now() {
    return Messages.now(surroundings);
  }

  /** Says what the card did not take. */
  final void tellLeft(Map<TokenId, Reason> left) {
    for (Reason each : left.values()) {
      printer()
          .note("The card leaves a payment aside: %d %s".formatted(each.code(), each.sentence()));
    }
  }

  /** Where results and notes go. */
  final Printer printer() {
    return new Printer(surroundings, json.chosen());
  }
}
