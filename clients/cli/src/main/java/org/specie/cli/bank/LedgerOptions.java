package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import picocli.CommandLine.Option;

/** The options of a bank whose customers' accounts are those of a ledger. */
final class LedgerOptions {
  /** Not that of the file which stands beside the purses, nor of what the issuer calls a vault. */
  private static final String NAME = "(?!passphrase$|vault-)[a-z][a-z0-9-]{0,30}";

  /** An issuer that ends with the command prepares a card for each. */
  private static final int ACCOUNTS_MAX = 16;

  @Option(
      names = "--network",
      paramLabel = "DIR",
      description =
          "folder of the network on which its customers have their accounts; without it they are"
              + " the bank's own")
  private Optional<Path> network = Optional.empty();

  @Option(
      names = "--account",
      paramLabel = "NAME=ADDRESS",
      description =
          "with --network: a customer, who gets a purse of that name, and the account as 'specie"
              + " wallet receive' shows it; once for each")
  private List<String> accounts = new ArrayList<>();

  /** Whether the accounts are on a ledger. */
  boolean isGiven() {
    return network.isPresent();
  }

  /** Refuses what nobody can mean. */
  void check() {
    if (network.isPresent() == accounts.isEmpty()) {
      throw new UsageMistake(
          "A bank on a ledger has accounts of that ledger, and no other has.",
          "give --network and --account NAME=ADDRESS together, or neither");
    }
    Set<String> names = new HashSet<>();
    Set<Address> all = new HashSet<>();
    for (PlayBank.Customer each : customers()) {
      if (!each.name().matches(NAME)
          || !names.add(each.name())
          || !all.add(each.onLedger().orElseThrow())) {
        throw new UsageMistake(
            "'" + each.name() + "' or its account stands twice, or that is no name of a purse.",
            "use small letters, digits and '-', not 'vault-', and each name and account once");
      }
    }
    if (all.size() > ACCOUNTS_MAX) {
      throw new UsageMistake(
          all.size() + " customers are too many", "name at most " + ACCOUNTS_MAX);
    }
  }

  /** Who has an account and gets a purse. */
  List<PlayBank.Customer> customers() {
    return accounts.stream().map(LedgerOptions::customer).toList();
  }

  private static PlayBank.Customer customer(String named) {
    int end = named.indexOf('=');
    if (end < 0) {
      throw new UsageMistake("'" + named + "' is no NAME=ADDRESS", "such as ana=0x52908400098…");
    }
    return new PlayBank.Customer(named.substring(0, end), address(named.substring(end + 1)));
  }

  private static Optional<Address> address(String account) {
    try {
      return Optional.of(Address.parse(account));
    } catch (MalformedInput e) {
      throw new UsageMistake(
          "'" + account + "' is not an account: " + e.getMessage(),
          "'specie wallet receive' shows a wallet's account");
    }
  }

  /** The network, which has to be one that a process can reach. */
  OpenNetwork open(Surroundings surroundings) throws IOException {
    Path given = network.orElseThrow();
    NetworkFolder folder = NetworkFolder.at(given);
    if (folder.description(surroundings).isEmpty()) {
      throw new UsageMistake(
          "There is no network of replicas in " + given + ", and a bank asks replicas.",
          "make one with 'specie network create --replicas 4'");
    }
    return folder.open(surroundings);
  }

  /** How the float of the bank's issuer gets its name on {@code opened}. */
  FloatNaming naming(BankFolder bank, OpenNetwork opened, Path home) throws IOException {
    return new FloatNaming(bank, network.orElseThrow(), opened.policy().committee(), home);
  }

  /** Tells the bank where its ledger is, if it is on one. */
  void lead(BankFolder bank, Surroundings surroundings) throws IOException {
    if (network.isPresent()) {
      bank.lead(LedgerFiles.in(surroundings.resolve(network.get())));
    }
  }
}
