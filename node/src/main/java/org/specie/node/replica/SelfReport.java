package org.specie.node.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.query.LedgerReader;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftStatus;
import org.specie.node.governance.Revocations;
import org.specie.node.signing.PeerSigning;
import org.specie.node.watch.HealthReport;

/** What a replica says of itself: to wallets, to its operator, to monitoring. */
final class SelfReport {
  private static final int BUCKET_BITS_MAX = 16;

  private final String name;
  private final CashApplication application;
  private final SbftEngine engine;
  private final LedgerReader reader;
  private final PeerSigning signing;
  private final Office office;
  private final EvidenceFolder evidence;
  private final Revocations revocations;
  private final DecisionPath path;
  private final long startedNanos = System.nanoTime();

  SelfReport(
      String name,
      CashApplication application,
      SbftEngine engine,
      LedgerReader reader,
      PeerSigning signing,
      Office office,
      EvidenceFolder evidence,
      Revocations revocations) {
    this.name = name;
    this.application = application;
    this.engine = engine;
    this.reader = reader;
    this.signing = signing;
    this.office = office;
    this.evidence = evidence;
    this.revocations = revocations;
    this.path = new DecisionPath(engine.metrics());
  }

  ReplicaStatus status() {
    SbftStatus status = engine.replicaStatus();
    return new ReplicaStatus(
        name,
        Software.version(),
        (System.nanoTime() - startedNanos) / 1_000_000_000L,
        status.engine().height(),
        status.certifiedHeight(),
        signing.height(),
        status.epoch(),
        status.replica().map(each -> each.view().number()).orElse(0L),
        role(status),
        path.last(),
        status.connected().size(),
        office.operators(),
        Math.max(-1, margin(status)),
        bucketBits());
  }

  private String role(SbftStatus status) {
    if (status.engine().phase() != Phase.RUNNING) {
      return "stopped";
    }
    if (status.replica().isEmpty()) {
      return "reader";
    }
    if (!status.replica().get().isVoting()) {
      return "rejoining";
    }
    if (!status.replica().get().isActive()) {
      return "changing view";
    }
    return status.primary().filter(name::equals).isPresent() ? "primary" : "backup";
  }

  private static int margin(SbftStatus status) {
    return status.engine().phase() == Phase.RUNNING ? status.health().margin() : -1;
  }

  private int bucketBits() {
    if (application.position().isEmpty()) {
      // An emptied disk has no state before the others' has come.
      return 0;
    }
    try {
      return Math.clamp(reader.bucketBits(), 0, BUCKET_BITS_MAX);
    } catch (IOException e) {
      // Whoever asks by no bits at all gets everything, which betrays nothing.
      return 0;
    }
  }

  /** How this replica and, as far as it sees, the ledger are. */
  HealthReport health() {
    SbftStatus status = engine.replicaStatus();
    List<String> concerns = new ArrayList<>(status.health().failing());
    status.engine().failure().ifPresent(concerns::add);
    signing.failure().ifPresent(failure -> concerns.add("signing stopped: " + failure));
    office.failure().ifPresent(failure -> concerns.add("no key is handed on: " + failure));
    revocations.problem().ifPresent(concerns::add);
    concerns.addAll(evidence.concerns());
    boolean isDown = status.engine().phase() != Phase.RUNNING || signing.failure().isPresent();
    HealthReport.Level level =
        isDown || margin(status) < 0
            ? HealthReport.Level.DOWN
            : switch (status.health().level()) {
              case HEALTHY -> HealthReport.Level.HEALTHY;
              case DEGRADED -> HealthReport.Level.DEGRADED;
              case AT_RISK -> HealthReport.Level.AT_RISK;
            };
    return new HealthReport(level, Math.max(-1, margin(status)), concerns, status());
  }
}
