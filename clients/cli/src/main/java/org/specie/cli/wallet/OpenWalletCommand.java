package org.specie.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Mixin;

/** A command that opens a wallet, reads what is new on the ledger, acts, and prints the outcome. */
abstract class OpenWalletCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  OpenWalletCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Refuses words that make no sense together, before anything is opened. */
  void check() {}

  /** Does what the command is there for; the result is printed. */
  abstract Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException;

  @Override
  public final Integer call() throws IOException {
    check();
    Printer printer = printer();
    return printer.print(options.withWallet(surroundings, printer, this::act));
  }

  /** The provider that letters go through, if there is one and letters are wanted. */
  final Optional<Membership> mail(OpenNetwork network) {
    return options.mail(network);
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  /** Seconds since 1970. */
  final long now() {
    return surroundings.clock().epochSeconds();
  }

  /** Where results and notes go. */
  final Printer printer() {
    return new Printer(surroundings, json.chosen());
  }
}
