package org.specie.wallet.storage;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;

/** An open wallet file: saves the holdings whole, encrypted, each time under a key of its own. */
public final class Vault implements AutoCloseable {
  /** What opening a file yields. */
  public record Opened(Vault vault, WalletKeys keys, Holdings holdings) {}

  private final WalletStore store;
  private final SealedFile envelope;
  private final Network network;
  private final WalletKeys keys;
  private final Entropy entropy;

  private Vault(
      WalletStore store, SealedFile envelope, Network network, WalletKeys keys, Entropy entropy) {
    this.store = store;
    this.envelope = envelope;
    this.network = network;
    this.keys = keys;
    this.entropy = entropy;
  }

  /** Makes a file for {@code keys}; writes nothing before the first {@link #save}. */
  public static Answer<Vault> create(
      WalletStore store,
      char[] passphrase,
      PassphraseKey.Cost cost,
      Network network,
      WalletKeys keys,
      Entropy entropy)
      throws IOException {
    if (store.read().isPresent()) {
      return Answer.refused(WalletReason.FILE_EXISTS);
    }
    SealedFile envelope = SealedFile.create(passphrase, cost, entropy);
    return Answer.done(new Vault(store, envelope, network, keys, entropy));
  }

  /** Opens what is in {@code store}. */
  public static Answer<Opened> open(
      WalletStore store, char[] passphrase, Network network, Entropy entropy) throws IOException {
    Optional<ByteString> file = store.read();
    if (file.isEmpty()) {
      return Answer.refused(WalletReason.FILE_MISSING);
    }
    return SealedFile.open(file.get(), passphrase)
        .then(
            opened ->
                Contents.decode(opened.version(), opened.plaintext(), network)
                    .then(
                        contents ->
                            Answer.done(
                                new Opened(
                                    new Vault(
                                        store,
                                        opened.envelope(),
                                        network,
                                        contents.keys(),
                                        entropy),
                                    contents.keys(),
                                    contents.holdings()))));
  }

  /** When it returns, {@code holdings} have reached the disk. */
  public void save(Holdings holdings) throws IOException {
    store.replace(envelope.seal(new Contents(keys, holdings).encode(network.id()), entropy));
  }

  @Override
  public void close() throws IOException {
    envelope.destroy();
    store.close();
  }
}
