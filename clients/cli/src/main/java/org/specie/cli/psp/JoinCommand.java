package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.Joining;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
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
      "  specie psp join https://east.example:443 --fingerprint 4f1c… --trust authority.crt --dir"
          + " mine",
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

  @Parameters(
      paramLabel = "URL",
      description = "of the provider: https://host:port, or http://host:port without TLS")
  private String url = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      required = true,
      description = "of the ledger's description, 64 hexadecimal digits")
  private String fingerprint = "";

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "trust the certificates in it (PEM) and no others: the provider's authority, or its own"
              + " certificate; without it, the authorities that come with the JDK")
  private Optional<Path> trust = Optional.empty();

  JoinCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ServerTrust trusted =
        trust.isPresent()
            ? ServerTrust.read(surroundings.resolve(trust.get()))
            : ServerTrust.system();
    ServiceAddress address =
        ServiceAddress.parse(url, trusted)
            .orElseThrow(
                () ->
                    new UsageMistake(
                        "'" + url + "' is no address of a provider",
                        "write it as https://host:port or http://host:port, with nothing after"
                            + " it"));
    return new Printer(surroundings, json.chosen()).print(join(address));
  }

  private Answer<Result> join(ServiceAddress address) throws IOException {
    return Joining.at(address, fingerprint, folder.path(surroundings), surroundings.entropy())
        .then(this::describe);
  }

  private Answer<Result> describe(Joining joined) throws IOException {
    String ledger = NetworkDescription.read(joined.folder()).genesis().ledgerName();
    try (Membership member = Membership.in(joined.folder(), surroundings.entropy())) {
      String key = member.key().bytes().toHex();
      return Answer.done(
          new Result(
              "provider  %s\nledger    %s\ncustomer  %s\n"
                  .formatted(joined.provider(), ledger, key),
              Result.fields("provider", joined.provider(), "ledger", ledger, "customer", key)));
    }
  }
}
