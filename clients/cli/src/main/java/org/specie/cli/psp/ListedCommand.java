package org.specie.cli.psp;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway.Listing;
import org.specie.cash.application.state.ProviderRecord;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.Membership;
import org.specie.cli.customer.ProviderStanding;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie psp listed}. */
@Command(
    name = "listed",
    header = {
      "Examples:",
      "  specie psp listed --dir mine",
      "  specie psp listed north.example --dir bank",
      ""
    },
    description = {
      "",
      "Shows what the ledger's register of providers says of a provider, proven by the operators:"
          + " of the one that leads to this ledger if none is named. Wallets look themselves each"
          + " time they are opened.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ListedCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "of the provider")
  private Optional<String> named = Optional.empty();

  ListedCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      String name =
          named
              .or(() -> opened.membership().map(Membership::name))
              .orElseThrow(
                  () -> new UsageMistake("no provider leads to this ledger", "name a provider"));
      return new Printer(surroundings, json.chosen())
          .print(
              ProviderStanding.of(name, opened.gateway(), surroundings.clock().epochSeconds())
                  .map(listing -> describe(name, listing)));
    }
  }

  private static Result describe(String name, Listing listing) {
    Optional<ProviderRecord> record = listing.provider();
    String standing =
        listing.isMarketOpen()
            ? "open market: no provider was ever listed"
            : record
                .map(
                    found ->
                        found
                            .struckOff()
                            .map(height -> "struck off in block " + height)
                            .orElse("listed"))
                .orElse("not listed");
    String key = record.map(found -> found.key().bytes().toHex()).orElse("");
    return new Result(
        "provider  %s\nstanding  %s\n%sseen in   block %d\n"
            .formatted(
                name,
                standing,
                record
                    .map(found -> "key       %s since block %d\n".formatted(key, found.since()))
                    .orElse(""),
                listing.height()),
        Result.fields(
            "provider", name,
            "openMarket", listing.isMarketOpen(),
            "listed", record.map(ProviderRecord::isListed).orElse(false),
            "struckOff", record.map(found -> !found.isListed()).orElse(false),
            "key", key,
            "height", listing.height()));
  }
}
