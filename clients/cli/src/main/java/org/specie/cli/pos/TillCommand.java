package org.specie.cli.pos;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Mixin;

/** A command that opens a till, acts, and prints the outcome. */
abstract class TillCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private TillOptions options = new TillOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  TillCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does what the command is there for; the result is printed. */
  abstract Answer<Result> act(KeptTill till) throws IOException;

  @Override
  public final Integer call() throws IOException {
    return printer().print(options.withTill(surroundings, passphrase, this::act));
  }

  /** Where results and notes go. */
  final Printer printer() {
    return new Printer(surroundings, json.chosen());
  }

  final Surroundings surroundings() {
    return surroundings;
  }
}
