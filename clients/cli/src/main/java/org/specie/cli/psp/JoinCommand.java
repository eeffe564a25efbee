package org.specie.cli.psp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.CustomerReason;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.api.ApiClient;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie psp join}. */
@Command(
    name = "join",
    header = {
      "Examples:",
      "  specie psp join http://127.0.0.1:8080 --fingerprint 4f1c… --dir mine",
      "  specie wallet new --network mine --wallet ana.wallet",
      ""
    },
    description = {
      "",
      "Makes a folder whose ledger is reached through a provider: the only address a wallet in it"
          + " ever talks to. The fingerprint, from somebody you trust, is what keeps the provider"
          + " from showing you another ledger. Joining again, at another provider, is how a"
          + " customer moves: wallets stay what they are.",
      ""
    },
    mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "URL", description = "of the provider: http://host:port")
  private String url = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      required = true,
      description = "of the ledger's description, 64 hexadecimal digits")
  private String fingerprint = "";

  JoinCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    URI root =
        Membership.address(url)
            .orElseThrow(
                () ->
                    new UsageMistake(
                        "'" + url + "' is no address of a provider",
                        "write it as http://host:port, with nothing after it"));
    return new Printer(surroundings, json.chosen()).print(join(root));
  }

  private Answer<Result> join(URI root) throws IOException {
    String name = Greeting.of(root).name();
    Optional<LedgerFiles> files = files(root);
    Path place = folder.path(surroundings);
    boolean isAnother =
        files.filter(each -> each.fingerprint().toHex().equals(fingerprint)).isEmpty();
    if (isAnother) {
      return Answer.refused(CustomerReason.FINGERPRINT_DIFFERS);
    }
    if (!Membership.isIn(place) && Files.exists(place)) {
      throw new IOException(folder.given() + " is there already; choose another folder");
    }
    files.get().write(place);
    Membership.write(place, root, name, surroundings.entropy());
    NetworkDescription ledger = NetworkDescription.read(place);
    try (Membership member = Membership.in(place, surroundings.entropy())) {
      String key = member.key().bytes().toHex();
      return Answer.done(
          new Result(
              "provider  %s\nledger    %s\ncustomer  %s\n"
                  .formatted(name, ledger.genesis().ledgerName(), key),
              Result.fields(
                  "provider", name,
                  "ledger", ledger.genesis().ledgerName(),
                  "customer", key)));
    }
  }

  private static Optional<LedgerFiles> files(URI root) throws IOException {
    try (ApiClient api = new ApiClient(root)) {
      return LedgerFiles.of(Greeting.done(ProviderClient.ledger(api), root).files());
    }
  }
}
