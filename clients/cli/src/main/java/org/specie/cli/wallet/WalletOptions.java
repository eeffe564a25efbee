package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which wallet, on which network, opened with which passphrase. A passphrase comes from a file, the
 * environment or the keyboard; never from the command line, which other users of a machine can
 * read.
 */
final class WalletOptions {
  private static final String VARIABLE = "SPECIE_PASSPHRASE";
  private static final int PASSPHRASE_BYTES_MAX = 4096;

  @Mixin private NetworkFolder folder = new NetworkFolder();

  @Mixin private WalletFile file = new WalletFile();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "first line is the passphrase; else $SPECIE_PASSPHRASE, else it is asked for")
  private Optional<Path> passphraseFile = Optional.empty();

  /** What to do once everything is open. */
  @FunctionalInterface
  interface WithWallet<T> {
    Answer<T> use(Wallet wallet, OpenNetwork network) throws IOException;
  }

  /** What to do where a wallet is to be. */
  @FunctionalInterface
  interface WithPlace<T> {
    Answer<T> use(Wallets wallets, FileStore store, char[] passphrase) throws IOException;
  }

  /** Opens the wallet, reads what is new on the ledger, and hands it to {@code then}. */
  <T> Answer<T> withWallet(Surroundings surroundings, Printer printer, WithWallet<T> then)
      throws IOException {
    return atPlace(
        surroundings,
        false,
        (network, wallets, store, passphrase) ->
            wallets
                .open(store, passphrase)
                .then(
                    wallet ->
                        wallet.sync(printer.progress()).then(_ -> then.use(wallet, network))));
  }

  /** Takes the place where a wallet is to be made. */
  <T> Answer<T> withPlace(Surroundings surroundings, WithPlace<T> then) throws IOException {
    return atPlace(
        surroundings,
        true,
        (_, wallets, store, passphrase) -> then.use(wallets, store, passphrase));
  }

  private interface AtPlace<T> {
    Answer<T> use(OpenNetwork network, Wallets wallets, FileStore store, char[] passphrase)
        throws IOException;
  }

  private <T> Answer<T> atPlace(Surroundings surroundings, boolean isNew, AtPlace<T> then)
      throws IOException {
    char[] passphrase = passphrase(surroundings, isNew);
    try (OpenNetwork network = folder.open(surroundings)) {
      return Network.connect(network.gateway())
          .then(
              connected ->
                  FileStore.open(file.path(surroundings))
                      .then(
                          store -> {
                            try (store) {
                              Wallets wallets = new Wallets(connected, surroundings.entropy());
                              return then.use(network, wallets, store, passphrase);
                            }
                          }));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private char[] passphrase(Surroundings surroundings, boolean isNew) throws IOException {
    if (passphraseFile.isPresent()) {
      return firstLine(surroundings.resolve(passphraseFile.get()));
    }
    Optional<String> variable = Optional.ofNullable(surroundings.environment().get(VARIABLE));
    if (variable.isPresent()) {
      return variable.get().toCharArray();
    }
    char[] typed = ask(surroundings, "Passphrase: ");
    if (isNew && !Arrays.equals(typed, ask(surroundings, "The same again: "))) {
      throw new UsageMistake("The two passphrases differ.", "type the same one twice");
    }
    return typed;
  }

  private static char[] ask(Surroundings surroundings, String prompt) {
    return surroundings
        .input()
        .passphrase(prompt)
        .orElseThrow(
            () ->
                new UsageMistake(
                    "A passphrase is needed and nobody can be asked.",
                    "name a file with --passphrase-file, or set SPECIE_PASSPHRASE"));
  }

  private static char[] firstLine(Path path) throws IOException {
    if (Files.size(path) > PASSPHRASE_BYTES_MAX) {
      throw new IOException(path + " is too long for a passphrase");
    }
    byte[] bytes = Files.readAllBytes(path);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    text.get(line);
    return line;
  }
}
