package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cli.town.Seat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.storage.FileStore;

/** Somebody with a wallet in a file. Not a record: the words are the money. */
final class Payer implements AutoCloseable {
  private static final Amount PAYMENT = Amount.parse("0.01");
  private static final String PASSPHRASE = "bench";

  private final Wallet wallet;
  private final List<String> words;

  private Payer(Wallet wallet, List<String> words) {
    this.wallet = wallet;
    this.words = List.copyOf(words);
  }

  /** A new wallet in {@code file}, enrolled as {@code person} over {@code seat}. */
  static Payer enrolled(String person, Seat seat, Path file) throws IOException {
    return enrolled(person, seat, seat.line().wallets(), file);
  }

  /** The same, of {@code wallets}, which need not take the seat's own way to everybody. */
  static Payer enrolled(String person, Seat seat, Wallets wallets, Path file) throws IOException {
    Wallets.Created created =
        wallets.create(FileStore.open(file).orThrow(), PASSPHRASE.toCharArray()).orThrow();
    var _ = created.wallet().enrol(seat.registrars(person, 0), 0).orThrow();
    return new Payer(created.wallet(), created.words());
  }

  Wallet wallet() {
    return wallet;
  }

  PaymentAddress address() {
    return wallet.paymentAddress();
  }

  /** Finds what was given to it. */
  void read() throws IOException {
    var _ = wallet.sync(Progress.none()).orThrow();
  }

  /** Pays one cent, from proof to signed state. */
  void pay(PaymentAddress payee) throws IOException {
    var _ = wallet.payPrivately(payee, PAYMENT, "").orThrow();
  }

  /** Whether a wallet made in {@code file} of the words alone holds the same. */
  boolean comesBack(Seat seat, Path file) throws IOException {
    if (!(Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read)) {
      throw new IOException("words of a wallet are not understood");
    }
    try (Wallet restored =
        seat.line()
            .wallets()
            .restore(
                FileStore.open(file).orThrow(),
                PASSPHRASE.toCharArray(),
                read.mnemonic(),
                Progress.none())
            .orThrow()) {
      return restored.holdings().privately().equals(wallet.holdings().privately());
    }
  }

  @Override
  public void close() throws IOException {
    wallet.close();
  }

  @Override
  public String toString() {
    return "Payer[redacted]";
  }
}
