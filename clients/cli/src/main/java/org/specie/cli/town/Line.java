package org.specie.cli.town;

import java.io.IOException;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;

/** One way to the ledger, straight or through a provider, and the wallets opened over it. */
public final class Line implements AutoCloseable {
  /** Guessing the demo's passphrase is no feat anyway, so opening its wallets is quick. */
  private static final PassphraseKey.Cost QUICK = new PassphraseKey.Cost(1024, 1, 1);

  private final OpenNetwork network;
  private final LedgerGateway gateway;
  private final Network connection;
  private final Wallets wallets;

  public Line(OpenNetwork network, Stopwatch stopwatch, Entropy entropy) throws IOException {
    this.network = network;
    this.gateway = new TimedGateway(network.gateway(), stopwatch);
    this.connection = network.connect(gateway).orThrow();
    this.wallets = new Wallets(connection, entropy, QUICK);
  }

  public OpenNetwork network() {
    return network;
  }

  public LedgerGateway gateway() {
    return gateway;
  }

  public Network connection() {
    return connection;
  }

  public Wallets wallets() {
    return wallets;
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
