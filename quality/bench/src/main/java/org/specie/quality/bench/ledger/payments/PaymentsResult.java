package org.specie.quality.bench.ledger.payments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What private payments came to.
 *
 * @param closed one point a number of clients
 * @param half payments that come at half of the highest throughput
 */
public record PaymentsResult(List<Point> closed, Point half, Floor floor) {
  private static final int SIGNERS = (PaymentNetwork.REPLICAS - 1) / 3 + 1;
  private static final int HEADLINE_CLIENTS = 32;

  /** One point of a curve: what was offered, and what came of it. */
  public record Load(double offeredPerSecond, double perSecond, double p50Ms, double p99Ms) {}

  public PaymentsResult {
    closed = List.copyOf(closed);
  }

  private Point best() {
    return closed.stream().max(Comparator.comparingDouble(Point::perSecond)).orElseThrow();
  }

  private double floorMs() {
    return floor.millis(PaymentNetwork.REPLICAS, SIGNERS);
  }

  private double replicasFloorMs() {
    return floor.replicasMillis(PaymentNetwork.REPLICAS, SIGNERS);
  }

  private double ratio() {
    return best().perSecond() / floor.perSecond(floorMs());
  }

  private double ratioWithoutWallets() {
    return best().perSecond() / floor.perSecond(replicasFloorMs());
  }

  /**
   * Of the processor time spent at the best load, the share that cryptography cannot do without.
   */
  private double cpuRatio() {
    return floorMs() / (best().replicaCpuMs() + best().walletCpuMs());
  }

  /** The curve by number of clients. */
  public Map<Integer, Load> curve() {
    Map<Integer, Load> curve = new LinkedHashMap<>();
    closed.forEach(
        each ->
            curve.put(
                each.clients(),
                new Load(each.offeredPerSecond(), each.perSecond(), each.p50Ms(), each.p99Ms())));
    return curve;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("private payments, from the bytes handed over to the signed state in the wallet");
    lines.add(
        "  clients   payments/s    p50 ms    p99 ms    max ms   replicas' cpu ms   compilers' part"
            + "   wallet's cpu ms");
    closed.forEach(each -> lines.add(line(Integer.toString(each.clients()), each)));
    lines.add(
        line(String.format(Locale.ROOT, "%.0f/s", half.offeredPerSecond()), half)
            + "   (half of saturation, open loop)");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  baseline, processor time in batches of %d: a replica verifies %.0f us and aggregates"
                + " %.0f us, an operator signs %.0f us, a wallet verifies %.0f us",
            floor.batch(),
            floor.verifyMicros(),
            floor.aggregateMicros(),
            floor.signMicros(),
            floor.walletMicros()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  %d replicas verify and aggregate, %d sign, the wallet verifies, and all share %d"
                + " cores: %.2f ms, %.0f payments/s; reached %.0f %%",
            PaymentNetwork.REPLICAS,
            SIGNERS,
            floor.cores(),
            floorMs(),
            floor.perSecond(floorMs()),
            100 * ratio()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  if wallets had machines of their own: %.2f ms, %.0f payments/s; reached %.0f %%",
            replicasFloorMs(),
            floor.perSecond(replicasFloorMs()),
            100 * ratioWithoutWallets()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  of the processor time spent at the best load, replicas and wallets, %.0f %% is this"
                + " cryptography",
            100 * cpuRatio()));
    lines.add("");
    return lines;
  }

  private static String line(String load, Point point) {
    return String.format(
        Locale.ROOT,
        "  %7s   %10.1f   %7.1f   %7.1f   %7.1f   %16.2f   %13.0f %%   %15.2f",
        load,
        point.perSecond(),
        point.p50Ms(),
        point.p99Ms(),
        point.maxMs(),
        point.replicaCpuMs(),
        100 * point.compilerShare(),
        point.walletCpuMs());
  }

  /** A line a load, with a title. */
  public String toCsv() {
    StringBuilder out =
        new StringBuilder(
            "loop,clients,offered_per_s,payments_per_s,p50_ms,p99_ms,max_ms,replicas_cpu_ms,"
                + "compilers_cpu_ms,wallet_cpu_ms,payments\n");
    closed.forEach(each -> csv(out, "closed", each));
    csv(out, "open", half);
    return out.toString();
  }

  private static void csv(StringBuilder out, String loop, Point each) {
    out.append(
        String.format(
            Locale.ROOT,
            "%s,%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.3f,%.3f,%.3f,%d%n",
            loop,
            each.clients(),
            each.offeredPerSecond(),
            each.perSecond(),
            each.p50Ms(),
            each.p99Ms(),
            each.maxMs(),
            each.replicaCpuMs(),
            each.compilerCpuMs(),
            each.walletCpuMs(),
            each.payments()));
  }

  /** The member {@code private} of the document. */
  public Map<String, Object> toDocument() {
    Point shown =
        closed.stream()
            .filter(each -> each.clients() == HEADLINE_CLIENTS)
            .findFirst()
            .orElseGet(this::best);
    Map<String, Object> document = new LinkedHashMap<>(shown.toDocument());
    document.put("by_clients", closed.stream().map(Point::toDocument).toList());
    document.put("half_load", half.toDocument());
    Map<String, Object> baseline = new LinkedHashMap<>();
    baseline.put("batch", floor.batch());
    baseline.put("verify_us", Math.round(floor.verifyMicros()));
    baseline.put("sign_us", Math.round(floor.signMicros()));
    baseline.put("aggregate_us", Math.round(floor.aggregateMicros()));
    baseline.put("wallet_us", Math.round(floor.walletMicros()));
    baseline.put("cores", floor.cores());
    baseline.put("cpu_ms", Point.rounded(floorMs()));
    baseline.put("tps", Point.rounded(floor.perSecond(floorMs())));
    baseline.put("tps_without_wallets", Point.rounded(floor.perSecond(replicasFloorMs())));
    document.put("baseline", baseline);
    document.put("ratio", Point.rounded(ratio()));
    document.put("ratio_without_wallets", Point.rounded(ratioWithoutWallets()));
    document.put("cpu_ratio", Point.rounded(cpuRatio()));
    return document;
  }
}
