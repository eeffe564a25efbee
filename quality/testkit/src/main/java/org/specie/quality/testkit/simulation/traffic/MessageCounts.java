package org.specie.quality.testkit.simulation.traffic;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.testkit.simulation.Outcome;
import org.specie.quality.testkit.simulation.Simulation;
import org.specie.quality.testkit.simulation.network.Traffic;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.signing.Keyring;

/**
 * What a decision costs when nothing goes wrong: messages and bytes between replicas, from the
 * proposal to the execution certificate. Periodic status is left out, because it is paid by time.
 * Certificates are of constant size, as with threshold signatures.
 *
 * @param decisions how many were counted
 */
public record MessageCounts(
    int replicas,
    Dissemination dissemination,
    long decisions,
    double messagesPerDecision,
    double bytesPerDecision) {
  private static final long ACTIVE_US = 2_000_000;
  private static final long STATUS_MS = 60_000;

  /** Runs a quiet ledger of this size for two virtual seconds. Cost: seconds from n = 64 on. */
  public static MessageCounts measure(Quorums quorums, Dissemination dissemination, long seed)
      throws IOException {
    Tuning it = Plan.near();
    Tuning tuning =
        new Tuning(
            dissemination,
            it.inFlightMax(),
            it.batchTransactionsMax(),
            it.batchBytesMax(),
            it.fastPathTimeoutMs(),
            it.collectorStaggerMs(),
            it.requestTimeoutMs(),
            it.viewChangeTimeoutMaxMs(),
            it.retransmissionMs(),
            STATUS_MS,
            it.clockToleranceSeconds(),
            it.openWorkMs(),
            it.heartbeatMs());
    Plan plan =
        Plan.calm(quorums, ACTIVE_US).with(tuning).with(Keyring.Scheme.THRESHOLD).withClients(1);
    Outcome outcome = new Simulation(seed, plan, Optional.empty()).run();
    Check.that(outcome.violation().isEmpty(), "a quiet ledger breaks nothing");
    Check.that(outcome.view() == 0, "a quiet ledger stays in its first view");
    Traffic traffic = outcome.traffic();
    double decisions = outcome.height();
    return new MessageCounts(
        quorums.replicas(),
        dissemination,
        outcome.height(),
        (traffic.count() - traffic.of(Message.Status.class)) / decisions,
        traffic.bytes() / decisions);
  }
}
