package org.specie.cli.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.network.ReplicaFleet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.wallet.Answer;

/**
 * Action 4: the replica that leads is killed while customers pay, and comes back complete. No
 * payment fails.
 */
final class Failures {
  private static final Amount PAID = Amount.parse("0.10");
  private static final int PAYERS = 3;
  private static final int PAYMENTS_EACH = 5;
  private static final long FIRST_PAYMENTS_SECONDS = 60;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Stage stage;
  private final ReplicaFleet fleet;
  private final Story story;

  Failures(Stage stage, ReplicaFleet fleet, Story story) {
    this.stage = stage;
    this.fleet = fleet;
    this.story = story;
  }

  void play() throws IOException {
    ReplicaFolder victim = killThePrimary();
    comeBack(victim);
  }

  /** What paying came to. */
  private record Paid(int payments, int failed, long slowestMs) {}

  private ReplicaFolder killThePrimary() throws IOException {
    Map<String, Optional<ReplicaStatus>> before = fleet.awaitPrimary();
    long view = view(before);
    ReplicaFolder victim =
        fleet.folders().stream()
            .filter(folder -> isPrimary(before.getOrDefault(folder.name(), Optional.empty())))
            .findFirst()
            .orElseThrow(() -> new IOException("no replica says that it is the primary"));
    Paid paid = payWhile(() -> ReplicaProcess.of(victim).kill());
    Map<String, Optional<ReplicaStatus>> after = fleet.awaitPrimary();
    story.step(
        "The leading replica is killed while customers pay",
        paid.failed() == 0
            && view(after) > view
            && after.getOrDefault(victim.name(), Optional.empty()).isEmpty(),
        paid.payments() + " payments, " + paid.failed() + " failed",
        victim.name() + " led view " + view + "; " + primary(after) + " leads view " + view(after),
        "the slowest payment took " + paid.slowestMs() + " ms with the change of leaders in it");
    return victim;
  }

  private static boolean isPrimary(Optional<ReplicaStatus> status) {
    return status.filter(each -> each.role().equals("primary")).isPresent();
  }

  private static String primary(Map<String, Optional<ReplicaStatus>> statuses) {
    return statuses.values().stream()
        .flatMap(Optional::stream)
        .filter(each -> each.role().equals("primary"))
        .map(ReplicaStatus::name)
        .findFirst()
        .orElse("nobody");
  }

  private static long view(Map<String, Optional<ReplicaStatus>> statuses) {
    return statuses.values().stream()
        .flatMap(Optional::stream)
        .mapToLong(ReplicaStatus::view)
        .max()
        .orElse(0);
  }

  /** Something bad that happens. */
  @FunctionalInterface
  private interface Mishap {
    boolean happen() throws IOException;
  }

  /** Customers pay each other openly, several at a time, and in the midst of it {@code mishap}. */
  private Paid payWhile(Mishap mishap) throws IOException {
    List<Customer> people = stage.customers();
    CountDownLatch begun = new CountDownLatch(PAYERS);
    List<Future<List<Long>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PAYERS; i++) {
        Customer from = people.get(2 + i);
        Customer to = people.get(2 + PAYERS + i);
        Callable<List<Long>> paying = () -> pay(from, to, begun);
        running.add(threads.submit(paying));
      }
      boolean _ = begun.await(FIRST_PAYMENTS_SECONDS, TimeUnit.SECONDS);
      boolean _ = mishap.happen();
      int payments = 0;
      long slowest = 0;
      for (Future<List<Long>> each : running) {
        List<Long> took = each.get();
        payments += took.size();
        slowest = Math.max(slowest, took.stream().mapToLong(Long::longValue).max().orElse(0));
      }
      return new Paid(payments, PAYERS * PAYMENTS_EACH - payments, slowest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while customers paid");
    } catch (ExecutionException e) {
      throw new IOException("a payment failed: " + e.getCause(), e);
    }
  }

  /** How long each payment that was made took, in milliseconds. */
  private static List<Long> pay(Customer from, Customer to, CountDownLatch begun)
      throws IOException {
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < PAYMENTS_EACH; i++) {
      long before = System.nanoTime();
      Answer<?> answer = from.wallet().payOrdinary(to.wallet().account(), PAID);
      if (Told.reason(answer).isEmpty()) {
        took.add((System.nanoTime() - before) / NANOS_PER_MS);
      }
      begun.countDown();
    }
    return took;
  }

  /** The replica loses its disk, is started again and catches up while customers go on paying. */
  private void comeBack(ReplicaFolder victim) throws IOException {
    victim.wipe();
    boolean isGone = !Files.exists(victim.data());
    long started = System.nanoTime();
    Paid paid = payWhile(() -> fleet.start(victim).isAlive());
    long height = stage.gateway().tip().height();
    fleet.awaitHeight(
        victim.name(),
        height,
        (at, of) -> story.printer().progress().at("coming back: block", Math.min(at, of), of));
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    Map<String, Optional<Hash32>> roots = fleet.stateRoots(height);
    boolean isSame =
        roots.values().stream().allMatch(Optional::isPresent)
            && roots.values().stream().distinct().count() == 1;
    story.step(
        victim.name() + " has lost its whole disk, and comes back complete",
        isGone && isSame && paid.failed() == 0,
        paid.payments() + " payments meanwhile, " + paid.failed() + " failed",
        "complete to block " + height + " after " + seconds + " s, from its keys alone",
        "state root there  "
            + roots
                .getOrDefault(victim.name(), Optional.empty())
                .map(Hash32::toShortHex)
                .orElse("none")
            + (isSame ? ", the same at all " + roots.size() : ", NOT THE SAME EVERYWHERE"));
  }
}
