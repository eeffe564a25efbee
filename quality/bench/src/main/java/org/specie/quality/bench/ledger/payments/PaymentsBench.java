package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.specie.kernel.core.port.Entropy;
import org.specie.quality.testkit.processes.Folders;

/** Runs the loads of private payments one after the other on one set of replicas. */
public final class PaymentsBench {
  /**
   * What to run.
   *
   * @param customers wallets, each with one payment prepared a round
   * @param clients payments under way at once, a load each
   * @param rounds of each load
   * @param warmUpRoundsMax rounds before any is measured, at most; fewer when the replicas' virtual
   *     machines are done with compiling
   */
  public record Plan(int customers, List<Integer> clients, int rounds, int warmUpRoundsMax) {
    public Plan {
      clients = List.copyOf(clients);
    }
  }

  private static final int ENROLLING_AT_ONCE = 24;
  private static final int WARM_UP_CLIENTS = 16;

  /** Warm is who spends less than this share of the processor time on compiling. */
  private static final double COMPILING_MAX = 0.05;

  /** Payments a client of a closed loop makes a round, where there are wallets for them. */
  private static final int EACH_MAX = 64;

  /** Fewer payments a round than this for each client would be all beginning and end. */
  private static final int EACH_MIN = 4;

  private static final int FLOOR_BATCH_MAX = 64;

  private final Plan plan;
  private final Entropy entropy;
  private final Floor.Meter floor;
  private final Consumer<String> progress;

  public PaymentsBench(Plan plan, Entropy entropy, Floor.Meter floor, Consumer<String> progress) {
    this.plan = plan;
    this.entropy = entropy;
    this.floor = floor;
    this.progress = progress;
  }

  /** Founds a ledger, enrols wallets, lets them pay, and measures the baseline. */
  public PaymentsResult run() throws IOException {
    Path folder = Files.createTempDirectory("specie-bench-payments");
    try {
      progress.accept("private payments: founding a ledger, starting four replicas");
      try (PaymentNetwork network = PaymentNetwork.start(folder, entropy)) {
        return run(network);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private PaymentsResult run(PaymentNetwork network) throws IOException {
    int most = plan.clients().stream().mapToInt(each -> each).max().orElseThrow();
    int count = Math.max(plan.customers(), EACH_MIN * most);
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      customers.add(new Customer(i, network, entropy));
    }
    PaymentLoad load = new PaymentLoad(network, customers);
    load.open(ENROLLING_AT_ONCE, progress);
    warmUp(load, count);
    List<Point> closed = new ArrayList<>();
    for (int clients : plan.clients()) {
      int payments = Math.min(count, clients * EACH_MAX);
      closed.add(told(clients + " clients", load.closed(clients, payments, plan.rounds())));
    }
    double saturation = closed.stream().mapToDouble(Point::perSecond).max().orElseThrow();
    Point half = told("half of saturation", load.open(saturation / 2, count, plan.rounds()));
    progress.accept("private payments, baseline: the same cryptography and nothing else");
    return new PaymentsResult(closed, half, floor.measure(Math.min(FLOOR_BATCH_MAX, most)));
  }

  private void warmUp(PaymentLoad load, int count) throws IOException {
    int clients = Math.min(WARM_UP_CLIENTS, count / EACH_MIN);
    boolean isWarm = false;
    for (int round = 1; round <= plan.warmUpRoundsMax() && !isWarm; round++) {
      Point point = told("warming up, round " + round, load.closed(clients, count, 1));
      isWarm = point.compilerShare() < COMPILING_MAX;
    }
  }

  private Point told(String what, Point point) {
    progress.accept(
        "private payments, %s: %.0f/s, p50 %.0f ms, p99 %.0f ms, replicas %.1f + wallets %.1f ms of processor, %.0f %% of the replicas' compiling"
            .formatted(
                what,
                point.perSecond(),
                point.p50Ms(),
                point.p99Ms(),
                point.replicaCpuMs(),
                point.walletCpuMs(),
                100 * point.compilerShare()));
    return point;
  }
}
