package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.specie.cli.town.Seat;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.Entry;
import org.specie.wallet.storage.FileStore;

/**
 * A customer: a name, a seat at the table, a wallet, and the words on paper. Not a record: the
 * words are the money.
 */
final class Customer implements AutoCloseable {
  private final String name;
  private final Seat seat;
  private final Path file;
  private final Wallet wallet;
  private final List<String> words;

  private Customer(String name, Seat seat, Path file, Wallet wallet, List<String> words) {
    this.name = name;
    this.seat = seat;
    this.file = file;
    this.wallet = wallet;
    this.words = List.copyOf(words);
  }

  /** Somebody with a new wallet in {@code file}. */
  static Customer create(String name, Seat seat, Path file) throws IOException {
    Wallets.Created created =
        seat.line()
            .wallets()
            .create(FileStore.open(file).orThrow(), Stage.PASSPHRASE.toCharArray())
            .orThrow();
    return new Customer(name, seat, file, created.wallet(), created.words());
  }

  /** The same person in {@code newSeat}, after seat, device and wallet were lost. */
  Customer restoredAt(Seat newSeat, Progress progress) throws IOException {
    Files.deleteIfExists(file);
    Wallet restored = restored(newSeat.line().wallets(), file, progress);
    return new Customer(name, newSeat, file, restored, words);
  }

  /** A wallet in {@code elsewhere} of nothing but this customer's words. */
  Wallet restored(Wallets wallets, Path elsewhere, Progress progress) throws IOException {
    return wallets
        .restore(
            FileStore.open(elsewhere).orThrow(),
            Stage.PASSPHRASE.toCharArray(),
            mnemonic(),
            progress)
        .orThrow();
  }

  String name() {
    return name;
  }

  Seat seat() {
    return seat;
  }

  Wallet wallet() {
    return wallet;
  }

  /** Enrols as the person who has this name, or as {@code person}. */
  Answer<Entry> enrol(String person, int classId) throws IOException {
    return wallet.enrol(seat.registrars("identity card of " + person, classId), classId);
  }

  /** The words, read back from the paper. */
  Mnemonic mnemonic() {
    if (Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read) {
      return read.mnemonic();
    }
    throw new IllegalStateException("a wallet shows words that can be read");
  }

  /** The three numbers after reading what is new. */
  Balance upToDate() throws IOException {
    wallet.sync(Progress.none()).orThrow();
    return wallet.balance();
  }

  @Override
  public void close() throws IOException {
    try {
      wallet.close();
    } finally {
      seat.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
