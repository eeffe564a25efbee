package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import org.specie.kernel.core.ByteString;
import org.specie.services.psp.keeping.Backups;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet backup}. */
@Command(
    name = "backup",
    header = {
      "Examples:",
      "  specie wallet backup --network mine --wallet ana.wallet",
      "  specie wallet backup --network mine --fetch again.wallet",
      ""
    },
    description = {
      "",
      "Leaves the wallet's file, which is sealed under its passphrase, with the provider by whom the"
          + " ledger is reached, or fetches what was left there. It saves reading the ledger again;"
          + " the words are enough without it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private WalletFile file = new WalletFile();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--fetch",
      paramLabel = "FILE",
      description = "write what was left there into a new file")
  private Optional<Path> fetch = Optional.empty();

  BackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (Membership provider = Membership.in(folder.path(surroundings), surroundings.entropy())) {
      return new Printer(surroundings, json.chosen())
          .print(fetch.isPresent() ? fetch(provider, fetch.get()) : leave(provider));
    }
  }

  private Answer<Result> leave(Membership provider) throws IOException {
    Path wallet = file.path(surroundings);
    if (Files.size(wallet) > Backups.BYTES_MAX) {
      throw new IOException(
          "%s has more than the %d bytes a provider keeps; the words restore it without a backup"
              .formatted(wallet, Backups.BYTES_MAX));
    }
    ByteString box = ByteString.copyOf(Files.readAllBytes(wallet));
    return provider
        .leave(surroundings.clock().epochSeconds(), box)
        .map(
            version ->
                new Result(
                    "left %d bytes, version %d\n".formatted(box.size(), version),
                    Result.fields("bytes", box.size(), "version", version)));
  }

  private Answer<Result> fetch(Membership provider, Path place) throws IOException {
    Path target = surroundings.resolve(place);
    if (Files.exists(target)) {
      throw new IOException(place + " is there already; name a new file");
    }
    Answer<ByteString> left = provider.left();
    if (left instanceof Answer.Done<ByteString>(var box)) {
      Files.write(target, box.toByteArray());
    }
    return left.map(
        box ->
            new Result(
                "fetched %d bytes into %s\n".formatted(box.size(), place),
                Result.fields("bytes", box.size(), "file", place.toString())));
  }
}
