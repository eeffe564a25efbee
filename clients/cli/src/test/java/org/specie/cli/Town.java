package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.network.Network;
import org.specie.wallet.receipt.PaymentReceipt;
import org.specie.wallet.receipt.ReceiptMaker;
import org.specie.wallet.storage.FileStore;

/** Four people of a network of replicas, of whom two pay two others all the time. */
final class Town implements AutoCloseable {
  private static final Amount OPENLY = Amount.parse("0.01");
  private static final Amount PRIVATELY = Amount.parse("0.01");
  private static final Amount ISSUED = Amount.parse("500.00");
  private static final int FIRST_SECONDS = 120;
  private static final int LAST_SECONDS = 120;

  private final Path folder;
  private final Entropy entropy = new SecureRandom()::nextBytes;
  private final OpenNetwork network;
  private final List<Wallet> people = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Integer>> paying = new ArrayList<>();
  private final AtomicInteger paid = new AtomicInteger();
  private volatile boolean isOver;

  Town(Path folder, Path bank) throws IOException {
    this.folder = folder;
    this.network =
        OpenNetwork.over(
            RemoteAccess.to(
                NetworkDescription.read(bank),
                () -> Instant.now().getEpochSecond(),
                entropy,
                Patience.defaults()),
            DirectoryHome.at(bank),
            entropy);
    Network connection = Network.connect(network.gateway()).orThrow();
    Wallets wallets = new Wallets(connection, entropy, new PassphraseKey.Cost(1024, 1, 1));
    for (String name : List.of("ana", "ben", "cleo", "dan")) {
      FileStore store = FileStore.open(folder.resolve(name + ".wallet")).orThrow();
      Wallet wallet = wallets.create(store, "town".toCharArray()).orThrow().wallet();
      wallet.enrol(network.registrars("passport of " + name), 0).orThrow();
      people.add(wallet);
    }
    network.decide(new Act.IssueOrdinary(ana().account(), ISSUED)).orThrow();
    network
        .decide(new Act.IssuePrivate(cleo().paymentAddress().publicSpendKey(), ISSUED))
        .orThrow();
    cleo().sync(Progress.none()).orThrow();
  }

  private Wallet ana() {
    return people.get(0);
  }

  private Wallet ben() {
    return people.get(1);
  }

  private Wallet cleo() {
    return people.get(2);
  }

  private Wallet dan() {
    return people.get(3);
  }

  /** One payment. */
  private interface Payment {
    Answer<?> pay() throws IOException;
  }

  /** Ana pays Ben openly and Cleo pays Dan privately, one payment after another, until the end. */
  void begin() {
    paying.add(threads.submit(() -> pay(() -> ana().payOrdinary(ben().account(), OPENLY))));
    paying.add(
        threads.submit(
            () -> pay(() -> cleo().payPrivately(dan().paymentAddress(), PRIVATELY, ""))));
  }

  private int pay(Payment payment) throws IOException {
    int done = 0;
    while (!isOver) {
      payment.pay().orThrow();
      done++;
      paid.incrementAndGet();
    }
    return done;
  }

  /** How many payments there have been. */
  int paid() {
    return paid.get();
  }

  /** Waits for {@code more} payments from now on. */
  void awaitPayments(int more) throws Exception {
    int until = paid() + more;
    Eventually.holds(
        FIRST_SECONDS, () -> paid() >= until || paying.stream().anyMatch(Future::isDone));
    for (Future<Integer> each : paying) {
      if (each.isDone() && !isOver) {
        each.get();
        throw new AssertionError("a payer gave up");
      }
    }
  }

  /** Ends the payments; how many were made openly and privately. */
  private List<Integer> end() throws InterruptedException, ExecutionException, TimeoutException {
    isOver = true;
    List<Integer> made = new ArrayList<>();
    for (Future<Integer> each : paying) {
      made.add(each.get(LAST_SECONDS, TimeUnit.SECONDS));
    }
    return made;
  }

  /** Ends the payments: each arrived, once, and no money came or went. */
  void requireThatAllWasPaid() throws Exception {
    List<Integer> made = end();
    assertThat(receivedOpenly()).isEqualTo(times(OPENLY, made.get(0)));
    assertThat(receivedPrivately()).isEqualTo(times(PRIVATELY, made.get(1)));
    assertThat(network.supply().isConserved(network.pool())).isTrue();
  }

  private static Amount times(Amount amount, int count) {
    return Amount.ofMinor(Math.multiplyExact(amount.minor(), count));
  }

  /** What Ben got openly. */
  private Amount receivedOpenly() throws IOException {
    ben().sync(Progress.none()).orThrow();
    return ben().balance().ordinary();
  }

  /** What Dan got privately. */
  private Amount receivedPrivately() throws IOException {
    dan().sync(Progress.none()).orThrow();
    while (dan().claim().orThrow().isPresent()) {
      dan().sync(Progress.none()).orThrow();
    }
    return dan().balance().privately();
  }

  /** Dan's receipt of the last private payment, or of the first. */
  PaymentReceipt receipt(boolean ofTheLast) throws IOException {
    List<Hash32> received =
        dan().history().stream()
            .filter(entry -> entry.kind() == EntryKind.RECEIVED_PRIVATELY)
            .map(Entry::transactionId)
            .toList();
    Hash32 wanted = ofTheLast ? received.getLast() : received.getFirst();
    return dan().receipt(wanted, new ReceiptMaker.Words("", "the bookkeeper")).orThrow();
  }

  @Override
  public void close() throws IOException {
    isOver = true;
    threads.shutdownNow();
    for (Wallet wallet : people) {
      wallet.close();
    }
    network.close();
  }

  @Override
  public String toString() {
    return "the town in " + folder;
  }
}
