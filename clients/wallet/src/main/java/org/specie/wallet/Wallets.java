package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.Recovery;
import org.specie.wallet.storage.Backup;
import org.specie.wallet.storage.BackupKeys;
import org.specie.wallet.storage.Vault;
import org.specie.wallet.storage.WalletStore;

/** Makes wallets, opens them, and restores them from words. */
public final class Wallets {
  /** Words of a new wallet: 256 bits. */
  public static final int WORDS = 24;

  private static final String NO_EXTENSION = "";

  private final Network network;
  private final Entropy entropy;
  private final PassphraseKey.Cost cost;

  public Wallets(Network network, Entropy entropy) {
    this(network, entropy, PassphraseKey.Cost.STANDARD);
  }

  /**
   * @param cost of guessing the passphrase of a file made here
   */
  public Wallets(Network network, Entropy entropy, PassphraseKey.Cost cost) {
    this.network = network;
    this.entropy = entropy;
    this.cost = cost;
  }

  /**
   * A new wallet and its words, which nobody shows again. Not a record: the words are the money.
   */
  public static final class Created {
    private final Wallet wallet;
    private final List<String> words;

    private Created(Wallet wallet, List<String> words) {
      this.wallet = wallet;
      this.words = words;
    }

    public Wallet wallet() {
      return wallet;
    }

    /** To be written on paper; the wallet does not keep them. */
    public List<String> words() {
      return words;
    }

    @Override
    public String toString() {
      return "Created[redacted]";
    }
  }

  /** Makes a wallet in {@code store}, which is empty. */
  public Answer<Created> create(WalletStore store, char[] passphrase) throws IOException {
    Mnemonic mnemonic = Mnemonic.generate(WORDS, entropy);
    long height = network.gateway().tip().height();
    return keep(store, passphrase, keys(mnemonic), Holdings.none(height))
        .map(wallet -> new Created(wallet, mnemonic.words()));
  }

  /** Opens the wallet in {@code store}. What was on its way is settled by the first operation. */
  public Answer<Wallet> open(WalletStore store, char[] passphrase) throws IOException {
    return Vault.open(store, passphrase, network, entropy)
        .map(
            opened ->
                new Wallet(network, opened.keys(), opened.vault(), opened.holdings(), entropy));
  }

  /**
   * Makes a wallet in {@code store} of nothing but words: walks its own nullifiers to the live
   * state, then reads the blocks since the enrolment for coins nobody claimed.
   */
  public Answer<Wallet> restore(
      WalletStore store, char[] passphrase, Mnemonic words, Progress progress) throws IOException {
    WalletKeys keys = keys(words);
    return new Recovery(network, keys, progress)
        .run()
        .then(
            found ->
                isKnown(found, keys)
                    ? keep(store, passphrase, keys, found)
                    : Answer.refused(WalletReason.WORDS_UNKNOWN))
        .then(wallet -> wallet.sync(progress).map(_ -> wallet));
  }

  /** What finds the backup of a wallet of {@code words}. */
  public BackupKeys backupKeys(Mnemonic words) {
    return keys(words).backup();
  }

  /** What a wallet of {@code words} knew when {@code backup} was made. */
  public Answer<Holdings> read(Mnemonic words, ByteString backup) {
    return Backup.open(network, keys(words), backup);
  }

  /**
   * Makes a wallet in {@code store} of words and of what its backup {@code found}, and reads on
   * from there: an old backup costs time and no money.
   */
  public Answer<Wallet> restore(
      WalletStore store, char[] passphrase, Mnemonic words, Holdings found, Progress progress)
      throws IOException {
    return keep(store, passphrase, keys(words), found)
        .then(wallet -> wallet.sync(progress).map(_ -> wallet));
  }

  private boolean isKnown(Holdings found, WalletKeys keys) throws IOException {
    var account = network.gateway().account(keys.address());
    return found.live().isPresent()
        || account.nonce() > 0
        || !account.balance().equals(Amount.ZERO);
  }

  private WalletKeys keys(Mnemonic mnemonic) {
    Seed seed = mnemonic.seed(NO_EXTENSION);
    return WalletKeys.derive(network, seed);
  }

  private Answer<Wallet> keep(
      WalletStore store, char[] passphrase, WalletKeys keys, Holdings holdings) throws IOException {
    return Vault.create(store, passphrase, cost, network, keys, entropy)
        .then(
            vault -> {
              vault.save(holdings);
              return Answer.done(new Wallet(network, keys, vault, holdings, entropy));
            });
  }
}
