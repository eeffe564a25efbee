package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.customer.EvidenceFile;
import org.specie.cli.customer.KeptBackup;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.Entry;
import org.specie.wallet.storage.FileStore;

/** Somebody whose device is a customer's folder with a wallet in it. */
final class Villager implements AutoCloseable {
  private static final Patience PATIENCE = Patience.defaults();
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final char[] PASSPHRASE = "village".toCharArray();
  private static final String FILE = "wallet";

  private final OpenNetwork network;
  private final Wallet wallet;
  private final List<String> words;

  private Villager(OpenNetwork network, Wallet wallet, List<String> words) {
    this.network = network;
    this.wallet = wallet;
    this.words = words;
  }

  /** What a device does when its wallet is opened, made or restored. */
  private interface Start {
    Answer<Wallet> with(Wallets wallets, FileStore store) throws IOException;
  }

  private static Villager start(Path device, List<String> words, Patience patience, Start start)
      throws IOException {
    Membership membership = Membership.in(device, Village.ENTROPY);
    OpenNetwork network =
        OpenNetwork.over(
            RemoteAccess.to(
                NetworkDescription.read(device),
                membership.route(),
                Village.CLOCK,
                Village.ENTROPY,
                patience),
            DirectoryHome.at(device),
            Optional.of(membership),
            Village.CLOCK,
            Village.ENTROPY);
    Wallets wallets = new Wallets(network.connect().orThrow(), Village.ENTROPY, CHEAP);
    FileStore store = FileStore.open(device.resolve(FILE)).orThrow();
    return new Villager(network, start.with(wallets, store).orThrow(), words);
  }

  /** A new wallet on {@code device}. */
  static Villager create(Path device) throws IOException {
    Wallets.Created[] made = new Wallets.Created[1];
    Villager villager =
        start(
            device,
            List.of(),
            PATIENCE,
            (wallets, store) ->
                wallets
                    .create(store, PASSPHRASE)
                    .map(
                        created -> {
                          made[0] = created;
                          return created.wallet();
                        }));
    return new Villager(villager.network, villager.wallet, made[0].words());
  }

  /** The wallet that is on {@code device} already. */
  static Villager open(Path device, List<String> words) throws IOException {
    return open(device, words, PATIENCE);
  }

  /** The same, in the hand of somebody who waits so long. */
  static Villager open(Path device, List<String> words, Patience patience) throws IOException {
    return start(device, words, patience, (wallets, store) -> wallets.open(store, PASSPHRASE));
  }

  /** A wallet on {@code device} of nothing but {@code words}. */
  static Villager restore(Path device, List<String> words) throws IOException {
    if (!(Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read)) {
      throw new AssertionError("words are understood");
    }
    return start(
        device,
        words,
        PATIENCE,
        (wallets, store) -> wallets.restore(store, PASSPHRASE, read.mnemonic(), Progress.none()));
  }

  List<String> words() {
    return words;
  }

  OpenNetwork network() {
    return network;
  }

  Wallet wallet() {
    return wallet;
  }

  /** What the provider keeps of the wallet. */
  KeptBackup backup() throws IOException {
    return network.provider().backup(wallet.backupKeys());
  }

  /** Enrols with the evidence in {@code file}. */
  Answer<Entry> enrol(Path file) throws IOException {
    return wallet.enrol(network.registrars(EvidenceFile.read(file)), 0);
  }

  /** What is held, after reading all there is. */
  Balance holds() throws IOException {
    wallet.sync(Progress.none()).orThrow();
    return wallet.balance();
  }

  @Override
  public void close() throws IOException {
    wallet.close();
    network.close();
  }
}
