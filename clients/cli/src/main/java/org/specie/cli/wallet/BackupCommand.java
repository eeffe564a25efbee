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
import org.specie.cli.customer.KeptBackup;
import org.specie.cli.customer.Membership;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet backup}. */
@Command(
    name = "backup",
    header = {
      "Examples:",
      "  specie wallet backup --network mine --wallet ana.wallet",
      "  specie wallet restore --network mine --words-file words.txt   finds it again",
      "  specie wallet backup --network mine --wallet ana.wallet --remove",
      ""
    },
    description = {
      "",
      "Leaves what the wallet knows with the provider by whom the ledger is reached, sealed under"
          + " the wallet's words: they alone find and open it again, with 'specie wallet restore'"
          + " at the same provider. It brings back the notes of payments made and saves reading the"
          + " ledger; the money comes back without it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  /** What else than leaving it may be wanted. */
  private static final class Instead {
    @Option(names = "--remove", description = "have the provider forget it")
    private boolean isRemoval;

    @Option(
        names = "--fetch",
        paramLabel = "FILE",
        description =
            "write a backup that an earlier version left, a wallet's file under its passphrase,"
                + " into a new file")
    private Optional<Path> fetch = Optional.empty();
  }

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Instead instead = new Instead();

  BackupCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    if (instead.fetch.isPresent()) {
      try (Membership provider = options.provider(surroundings)) {
        return printer.print(fetch(provider, instead.fetch.get()));
      }
    }
    return printer.print(
        options.withWallet(
            surroundings,
            printer,
            (wallet, network) -> {
              try (KeptBackup kept = network.provider().backup(wallet.backupKeys())) {
                return instead.isRemoval ? remove(kept) : leave(wallet, kept);
              }
            }));
  }

  private Answer<Result> leave(Wallet wallet, KeptBackup kept) throws IOException {
    return wallet
        .backup()
        .then(
            box ->
                kept.leave(surroundings.clock().epochSeconds(), box)
                    .map(
                        version ->
                            new Result(
                                "left %d bytes, version %d\n".formatted(box.size(), version),
                                Result.fields("bytes", box.size(), "version", version))));
  }

  private static Answer<Result> remove(KeptBackup kept) throws IOException {
    return kept.remove()
        .map(
            provider ->
                new Result(
                    "forgotten at %s\n".formatted(provider), Result.fields("forgotten", provider)));
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
