package org.specie.quality.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Wallet;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;

/**
 * Makes the past of a wallet, loses the wallet, and measures how long its words take to bring it
 * back, at half the payments and at all of them: if time a payment stays the same, restoring is
 * linear.
 */
final class RestoreBench {
  private static final int FLOOR_PAYMENTS = 100;
  private static final int TELL_EVERY = 1000;
  private static final char[] PASSPHRASE = "restored".toCharArray();

  private final Entropy entropy;
  private final Consumer<String> progress;

  RestoreBench(Entropy entropy, Consumer<String> progress) {
    this.entropy = entropy;
    this.progress = progress;
  }

  /**
   * @param folder an empty one, for wallet files
   */
  RestoreResult run(int payments, Path folder) throws IOException {
    progress.accept("founding a network and enrolling two wallets");
    try (RestoreHistory history =
        new RestoreHistory(Files.createDirectories(folder.resolve("before")), entropy, progress)) {
      List<RestoreResult.Point> points = new ArrayList<>();
      if (payments > 1) {
        history.growTo(payments / 2);
        points.add(measure(history, folder.resolve("half")));
      }
      history.growTo(payments);
      points.add(measure(history, folder.resolve("all")));
      progress.accept("timing the bare operations");
      Network way = Network.connect(history.gateway()).orThrow();
      RestoreFloor floor =
          new RestoreFloor(
              way.suite(), history.wallet().keys().holder(), history.lastPayments(FLOOR_PAYMENTS));
      return new RestoreResult(
          points,
          floor.micros(),
          history.millisPerPayment(),
          Runtime.getRuntime().availableProcessors(),
          Machine.describe());
    }
  }

  /** Restores onto an empty machine, standard costs of the passphrase included. */
  private RestoreResult.Point measure(RestoreHistory history, Path folder) throws IOException {
    progress.accept("restoring a wallet with %,d payments".formatted(history.payments()));
    CountingGateway gateway = new CountingGateway(history.gateway());
    Phases phases = new Phases();
    long start = System.nanoTime();
    Network way = Network.connect(gateway).orThrow();
    FileStore file = FileStore.open(folder.resolve("wallet")).orThrow();
    try (Wallet restored =
        new Wallets(way, entropy)
            .restore(file, PASSPHRASE, history.wallet().words(), phases::at)
            .orThrow()) {
      long end = System.nanoTime();
      requireSame(history, restored);
      return new RestoreResult.Point(
          history.payments(),
          (end - start) / 1e9,
          phases.walkSeconds(),
          phases.fileSeconds(),
          (end - phases.readingSince) / 1e9,
          gateway.answeringSeconds(),
          gateway.bytes(),
          gateway.bucketRequests(),
          gateway.blockRequests(),
          restored.holdings().coins().size());
    }
  }

  /** Tells a person, and notes when the walk ends and when the reading of blocks begins. */
  private final class Phases {
    private long walkingSince;
    private long walkingUntil;
    private long readingSince;

    void at(String what, long done, long total) {
      if (what.startsWith("looking")) {
        walkingSince = System.nanoTime();
      } else if (what.startsWith("walking")) {
        walkingUntil = System.nanoTime();
      } else if (what.startsWith("reading") && readingSince == 0) {
        readingSince = System.nanoTime();
      }
      if (done % TELL_EVERY == 0) {
        progress.accept("  " + what + " " + done + (total == 0 ? "" : " of " + total));
      }
    }

    double walkSeconds() {
      return (walkingUntil - walkingSince) / 1e9;
    }

    double fileSeconds() {
      return (readingSince - walkingUntil) / 1e9;
    }
  }

  private static void requireSame(RestoreHistory history, Wallet restored) {
    var state = restored.holdings().state().orElseThrow();
    long paid =
        restored.history().stream().filter(e -> e.kind() == EntryKind.PAID_PRIVATELY).count();
    Amount coins = Amount.ofMinor(RestoreHistory.COINS * RestoreHistory.COIN.minor());
    boolean same =
        state.serial().equals(history.wallet().state().serial())
            && state.balance().equals(history.wallet().state().balance())
            && state.budget().equals(history.wallet().state().budget())
            && restored.holdings().unclaimed().equals(coins)
            && paid == history.payments();
    if (!same) {
      throw new InvariantViolation("the restored wallet is not the one that was lost");
    }
  }
}
