package org.specie.quality.bench.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.specie.quality.testkit.processes.Cost;

/**
 * What one request cost on the average, which a busy machine changes far less than how long it
 * took.
 *
 * @param replicaCpuMicros processor time of each replica
 * @param compilerCpuMicros of that of all replicas, what their virtual machines spent on compiling,
 *     where the system tells
 * @param clientCpuMicros processor time of the process with all clients
 * @param requestsPerBlock how many requests shared a block
 * @param logSyncs flushes of all consensus logs
 * @param storageSyncs flushes of all block logs and states
 * @param frames sent between replicas
 * @param allocatedKib on the heaps of all replicas
 * @param handOffs times a thread of a replica waited for another, for a disk or for the network
 */
record Use(
    List<Double> replicaCpuMicros,
    double compilerCpuMicros,
    double clientCpuMicros,
    double requestsPerBlock,
    double logSyncs,
    double storageSyncs,
    double frames,
    double allocatedKib,
    double handOffs) {
  Use {
    replicaCpuMicros = List.copyOf(replicaCpuMicros);
  }

  /** What {@code replicas}, each a difference of two costs, and {@code client} used together. */
  static Use of(List<Cost> replicas, Duration compilers, Cost client, long requests) {
    double each = Math.max(1, requests);
    Cost busiest = Cost.NONE;
    List<Double> cpu = new ArrayList<>();
    for (Cost replica : replicas) {
      busiest = replica.transactions() > busiest.transactions() ? replica : busiest;
      cpu.add(replica.cpuNanos() / 1e3 / each);
    }
    return new Use(
        cpu,
        compilers.toNanos() / 1e3 / each,
        client.cpuNanos() / 1e3 / each,
        busiest.transactions() / (double) Math.max(1, busiest.blocks()),
        replicas.stream().mapToLong(Cost::logSyncs).sum() / each,
        replicas.stream().mapToLong(Cost::storageSyncs).sum() / each,
        replicas.stream().mapToLong(Cost::framesSent).sum() / each,
        replicas.stream().mapToLong(Cost::allocatedBytes).sum() / 1024.0 / each,
        replicas.stream().mapToLong(Cost::handOffs).sum() / each);
  }

  /** Processor time of all replicas together. */
  double replicasCpuMicros() {
    return replicaCpuMicros.stream().mapToDouble(Double::doubleValue).sum();
  }

  static String heading() {
    return "  clients   cpu µs: replicas   compiling   client     all   requests/block   log syncs"
        + "   db syncs   frames   KiB alloc   waits";
  }

  String line(int clients) {
    return String.format(
        Locale.ROOT,
        "  %7d   %16.0f   %9.0f   %6.0f   %5.0f   %14.1f   %9.3f   %8.3f   %6.2f   %9.1f   %5.1f",
        clients,
        replicasCpuMicros(),
        compilerCpuMicros,
        clientCpuMicros,
        replicasCpuMicros() + clientCpuMicros,
        requestsPerBlock,
        logSyncs,
        storageSyncs,
        frames,
        allocatedKib,
        handOffs);
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "replica_cpu_us", replicaCpuMicros.stream().map(micros -> Math.round(micros)).toList());
    document.put("compilers_cpu_us", Math.round(compilerCpuMicros));
    document.put("client_cpu_us", Math.round(clientCpuMicros));
    document.put("requests_per_block", rounded(requestsPerBlock));
    document.put("log_syncs", rounded(logSyncs));
    document.put("storage_syncs", rounded(storageSyncs));
    document.put("frames", rounded(frames));
    document.put("allocated_kib", rounded(allocatedKib));
    document.put("waits", rounded(handOffs));
    return document;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
