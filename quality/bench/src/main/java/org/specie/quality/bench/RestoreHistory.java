package org.specie.quality.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Registrars;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;

/**
 * A ledger with the past of one wallet on it: a real network in memory, on which the wallet has
 * paid a shop one payment after the other, each in a block of its own, and the shop has paid some
 * coins back that the wallet has not claimed. One operator, because restoring does not depend on
 * how many sign.
 */
final class RestoreHistory implements AutoCloseable {
  /** Coins that wait for the wallet. */
  static final int COINS = 16;

  /** What each of them is worth. */
  static final Amount COIN = Amount.parse("0.05");

  /** What one payment carries: so little that a budget lasts for {@link #PAYMENTS_MAX}. */
  static final Amount PAYMENT = Amount.parse("0.01");

  static final int PAYMENTS_MAX = 40_000;

  private static final Amount LOADED = Amount.parse("450.00");
  private static final long START_SECONDS = 1_000_000;
  private static final int TELL_EVERY = 250;
  private static final char[] PASSPHRASE = "bench".toCharArray();

  private final Entropy entropy;
  private final Consumer<String> progress;
  private final LocalNetwork network;
  private final Committee committee;
  private final org.specie.node.role.Registrars registrars;
  private final Payer wallet;
  private final Payer shop;
  private int payments;
  private double seconds;

  /**
   * @param folder for the files of the two wallets
   */
  RestoreHistory(Path folder, Entropy entropy, Consumer<String> progress) throws IOException {
    this.entropy = entropy;
    this.progress = progress;
    MemoryHome home = new MemoryHome();
    this.network =
        LocalNetwork.create(
            home,
            NetworkPlan.standard(START_SECONDS).withOperators(1),
            () -> START_SECONDS,
            entropy);
    var policy = network.ledger().firstPolicy();
    this.committee = Committee.open(home, network.ledger().ledgerId(), policy.committee(), entropy);
    this.registrars =
        org.specie.node.role.Registrars.open(
            home, network.ledger().suite().domain(), policy.registrars());
    this.wallet = payer(folder, "wallet");
    this.shop = payer(folder, "shop");
    for (int i = 0; i < COINS; i++) {
      shop.pay(wallet.address(), COIN);
    }
  }

  private Payer payer(Path folder, String name) throws IOException {
    Network way = Network.connect(gateway()).orThrow();
    FileStore file = FileStore.open(folder.resolve(name)).orThrow();
    Wallets.Created created = new Wallets(way, entropy).create(file, PASSPHRASE).orThrow();
    try (Wallet one = created.wallet()) {
      var _ = one.enrol(registrars(name), 0).orThrow();
      Act issue = new Act.IssueOrdinary(one.account(), LOADED);
      long validUntil = Header.validUntilFrom(gateway().tip().height());
      CashTransaction decided = CashTransaction.of(committee.decide(issue, validUntil));
      var _ = Payer.applied(gateway().submit(decided.encode()), "issue");
      var _ = one.load(LOADED).orThrow();
      return new Payer(way, entropy, one, created.words());
    }
  }

  private Registrars registrars(String name) {
    ByteString evidence = ByteString.utf8("id of " + name);
    return (key, classId, validUntil) ->
        switch (registrars.register(evidence, key, classId, validUntil)) {
          case Registration.Approved(var statement, var approvals) ->
              Answer.done(new Registrars.Approved(statement, approvals));
          case Registration.Refused(var reason) -> Answer.refused(reason);
        };
  }

  /** Pays until the wallet has made {@code count} payments in all. */
  void growTo(int count) throws IOException {
    while (payments < count) {
      long start = System.nanoTime();
      wallet.pay(shop.address(), PAYMENT);
      seconds += (System.nanoTime() - start) / 1e9;
      payments++;
      if (payments % TELL_EVERY == 0 || payments == count) {
        progress.accept(
            "made %,d of %,d payments, %.0f ms each"
                .formatted(payments, count, millisPerPayment()));
      }
    }
  }

  /** What making one took: proving, ordering, executing, signing. */
  double millisPerPayment() {
    return payments == 0 ? 0 : seconds * 1000 / payments;
  }

  int payments() {
    return payments;
  }

  /** The wallet to restore. */
  Payer wallet() {
    return wallet;
  }

  LedgerGateway gateway() {
    return network.gateway();
  }

  /** The last {@code count} payments on the ledger, or all if there are fewer. */
  List<LedgerGateway.Recorded> lastPayments(int count) throws IOException {
    long tip = gateway().tip().height();
    return gateway().blocks(tip - Math.min(count, payments) + 1, tip);
  }

  @Override
  public void close() throws IOException {
    registrars.close();
    network.close();
  }
}
