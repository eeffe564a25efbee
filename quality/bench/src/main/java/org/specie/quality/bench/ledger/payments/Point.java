package org.specie.quality.bench.ledger.payments;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one load came to.
 *
 * @param clients payments under way at once; 0 where payments come at a rate whatever is under way
 * @param offeredPerSecond that rate, or what the clients offered, which is what was done
 * @param perSecond payments whose signed state was in the wallet's hand, a second
 * @param replicaCpuMs processor time of all four replicas together, a payment
 * @param compilerCpuMs of it, what their virtual machines spent on compiling
 * @param walletCpuMs processor time of this process, which is all wallets, a payment
 * @param payments measured
 */
record Point(
    int clients,
    double offeredPerSecond,
    double perSecond,
    double p50Ms,
    double p99Ms,
    double maxMs,
    double replicaCpuMs,
    double compilerCpuMs,
    double walletCpuMs,
    int payments) {
  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    if (clients > 0) {
      document.put("clients", clients);
    } else {
      document.put("offered_tps", rounded(offeredPerSecond));
    }
    document.put("tps", rounded(perSecond));
    document.put("p50_ms", rounded(p50Ms));
    document.put("p99_ms", rounded(p99Ms));
    document.put("max_ms", rounded(maxMs));
    document.put("replicas_cpu_ms", rounded(replicaCpuMs));
    document.put("compilers_cpu_ms", rounded(compilerCpuMs));
    document.put("wallet_cpu_ms", rounded(walletCpuMs));
    document.put("payments", payments);
    return document;
  }

  /** The share of the replicas' processor time that went into compiling. */
  double compilerShare() {
    return compilerCpuMs / replicaCpuMs;
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
