package org.specie.node.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.ledger.sbft.metrics.Meter;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportReason;
import org.specie.node.governance.Revocations;
import org.specie.node.signing.PeerSigning;

/** Everything a replica counts, under the names of docs/guides/operating-a-replica.md. */
public final class ReplicaMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** The registry remembers what it counts only weakly; it is here that it stays. */
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();

  public ReplicaMetrics(String replica, String version) {
    registry.config().commonTags("replica", replica);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("specie.build", () -> 1)
        .tags("version", version, "java", Runtime.version().toString())
        .description("the software this replica runs")
        .strongReference(true)
        .register(registry);
  }

  /** What the replica says of itself. */
  public void status(Supplier<ReplicaStatus> status, Supplier<HealthReport> health) {
    gauge("height", "the last executed block", () -> status.get().height());
    gauge("height.certified", "the last certified block", () -> status.get().certifiedHeight());
    gauge("height.signed", "outputs are signed up to here", () -> status.get().signedHeight());
    gauge("epoch", "the operator set in force", () -> status.get().epoch());
    gauge("view", "the view of consensus", () -> status.get().view());
    gauge("peers", "operators whose link stands", () -> status.get().peers());
    gauge("margin", "failures survived from now on", () -> health.get().margin());
    gauge(
        "health", "0 healthy, 1 degraded, 2 at risk, 3 down", () -> health.get().level().number());
  }

  private void gauge(String name, String help, LongSupplier value) {
    Gauge.builder("specie." + name, value, LongSupplier::getAsLong)
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  /** A meter of the engine. */
  public void engine(Meter meter) {
    Tags tags = Tags.empty();
    for (var label : meter.labels().entrySet()) {
      tags = tags.and(label.getKey(), label.getValue());
    }
    switch (meter.kind()) {
      case COUNTER -> counter("specie." + meter.name(), meter.help(), tags, meter.value());
      case GAUGE ->
          Gauge.builder("specie." + meter.name(), meter.value(), LongSupplier::getAsLong)
              .description(meter.help())
              .strongReference(true)
              .tags(tags)
              .register(registry);
    }
  }

  private void counter(String name, String help, Tags tags, LongSupplier value) {
    counted.add(value);
    FunctionCounter.builder(name, value, LongSupplier::getAsLong)
        .description(help)
        .tags(tags)
        .register(registry);
  }

  /** What one transport has counted: connections and why they ended. */
  public void transport(String port, Supplier<TransportCounters> counters) {
    Tags tags = Tags.of("port", port);
    Gauge.builder("specie.connections", () -> counters.get().live())
        .description("open connections")
        .strongReference(true)
        .tags(tags)
        .register(registry);
    counter(
        "specie.connections.accepted", "connections let in", tags, () -> counters.get().accepted());
    counter("specie.bytes.in", "bytes received", tags, () -> counters.get().bytesIn());
    counter("specie.bytes.out", "bytes sent", tags, () -> counters.get().bytesOut());
    counter(
        "specie.frames.unsent",
        "frames no queue had room for",
        tags,
        () -> counters.get().framesDropped());
    for (TransportReason reason : TransportReason.values()) {
      counter(
          "specie.connections.ended",
          "connections refused or ended, by reason",
          tags.and("code", String.valueOf(reason.code())),
          () -> counters.get().ended(reason));
    }
  }

  /** How many readers have a link. */
  public void readers(LongSupplier links) {
    gauge("readers", "links with readers", links);
  }

  /** The revocation list that is in force. */
  public void revocations(Revocations revocations) {
    gauge("revocations.list", "number of the revocation list in force", revocations::number);
    gauge("revocations.certificates", "certificates it revokes", revocations::revoked);
    gauge(
        "revocations.problem",
        "1 while its file is missing, damaged or older",
        () -> revocations.problem().isPresent() ? 1 : 0);
  }

  /** What wallets asked and what was refused. */
  public void gateway(GatewayService service) {
    MeterRegistry into = registry;
    Gauge.builder("specie.gateway.open", service, GatewayService::open)
        .description("requests under way")
        .strongReference(true)
        .register(into);
    for (String kind : GatewayService.KINDS) {
      counter(
          "specie.gateway.requests",
          "requests of wallets",
          Tags.of("kind", kind),
          () -> service.counters().requests().getOrDefault(kind, 0L));
    }
    for (var reason : GatewayReason.values()) {
      counter(
          "specie.gateway.refused",
          "requests that were not answered",
          Tags.of("code", String.valueOf(reason.code())),
          () -> service.counters().refusals().getOrDefault(reason.code(), 0L));
    }
  }

  /** What operators' signers say to each other. */
  public void signing(PeerSigning signing) {
    counter("specie.signing.dropped", "messages nobody looked at", Tags.empty(), signing::dropped);
    counter(
        "specie.signing.malformed", "frames that are no message", Tags.empty(), signing::malformed);
  }

  /** All of it in the text format of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
