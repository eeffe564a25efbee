package org.specie.services.bank;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Committee;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.WalletStore;

/** A whole ledger in memory with its committee, an issuer of offline cash, and wallets. */
final class Town implements AutoCloseable {
  static final Amount LIMIT = Amount.parse("5000.00");
  private static final long START = 1_000_000;
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);

  final Entropy entropy;
  final LocalNetwork network;
  final RootAndAgents issuer = new RootAndAgents();
  final Ed25519SecretKey redeemer;
  private final Committee committee;
  private final Network connected;

  Town(long seed) throws IOException {
    Random random = new Random(seed);
    entropy = random::nextBytes;
    MemoryHome home = new MemoryHome();
    NetworkPlan plan = NetworkPlan.standard(START).withOperators(1);
    network = LocalNetwork.create(home, plan, () -> START, entropy);
    committee =
        Committee.open(
            home, network.ledger().ledgerId(), network.ledger().firstPolicy().committee(), entropy);
    connected = Network.connect(network.gateway()).orThrow();
    redeemer = Ed25519SecretKey.generate(entropy);
  }

  LedgerGateway gateway() {
    return network.gateway();
  }

  /** The committee decides {@code act}, and the ledger applies it. */
  void decide(Act act) throws IOException {
    long validUntil = Header.validUntilFrom(gateway().tip().height());
    Outcome outcome =
        gateway().submit(CashTransaction.of(committee.decide(act, validUntil)).encode());
    if (!(outcome instanceof Outcome.Final(var recorded)) || recorded.code() != 0) {
      throw new AssertionError("applied, and not " + outcome);
    }
  }

  /** The committee names the float of {@code name}. */
  void nameFloat(Hash32 name, int required, Ed25519SecretKey... redeemers) throws IOException {
    List<Ed25519SecretKey> keys = List.of(redeemers);
    decide(
        new Act.NameFloat(
            name,
            new KeyQuorum(keys.stream().map(Ed25519SecretKey::publicKey).toList(), required),
            LIMIT));
  }

  FloatAccount floatOf(Hash32 name) throws IOException {
    return gateway().offlineFloat(name).orElseThrow();
  }

  /** What is in the float of this town's issuer. */
  long insideMinor() throws IOException {
    return floatOf(issuer.name()).inside().minor();
  }

  Supply supply() throws IOException {
    return network.reader().supply();
  }

  /** The law above all others, as a replica checks it after each block. */
  boolean isConserved() throws IOException {
    return supply().isConserved(network.reader().pool());
  }

  /** Somebody with so much in the account. */
  Wallet customer(Amount amount) throws IOException {
    Wallet wallet =
        new Wallets(connected, entropy, CHEAP)
            .create(new Nowhere(), "open sesame".toCharArray())
            .orThrow()
            .wallet();
    decide(new Act.IssueOrdinary(wallet.account(), amount));
    wallet.sync(Progress.none()).orThrow();
    return wallet;
  }

  long balanceMinor(Wallet customer) throws IOException {
    return gateway().account(customer.account()).balance().minor();
  }

  /** A file that is never read again. */
  private static final class Nowhere implements WalletStore {
    private Optional<ByteString> content = Optional.empty();

    @Override
    public Optional<ByteString> read() {
      return content;
    }

    @Override
    public void replace(ByteString next) {
      content = Optional.of(next);
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
