package org.specie.quality.bench.ledger.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.testkit.timing.Places;
import org.specie.quality.testkit.timing.Prices;
import org.specie.quality.testkit.timing.TimedLedger;
import org.specie.quality.testkit.timing.TimedPlan;
import org.specie.quality.testkit.timing.Timing;

/** Runs ledgers in virtual time; the same version gives the same figures on any machine. */
public final class ModelBench {
  /** A private payment's bytes on the wire, and its share of a batch on two cores. */
  static final int PAYMENT_BYTES = 7_285;

  static final long PAYMENT_PROOF_US = 500;

  /** An opaque request with an Ed25519 signature, which two cores verify. */
  static final int REQUEST_BYTES = 200;

  static final long REQUEST_PROOF_US = 12;

  /** Of three organisations. */
  static final int FAR_REPLICAS = 7;

  private static final int FAR_FAULTS = 2;
  private static final int FAR_CLIENTS = 2_000;
  private static final int NEAR_CLIENTS = 2_000;
  private static final int BLOCKS = 64;
  private static final int BLOCKS_QUICK = 24;
  private static final long SEED = 1;
  private static final long END_US = 600_000_000;
  private static final long SECOND_US = 1_000_000;

  private final boolean isQuick;
  private final Consumer<String> progress;

  public ModelBench(boolean isQuick, Consumer<String> progress) {
    this.isQuick = isQuick;
    this.progress = progress;
  }

  /** Seven replicas of three organisations, 50 to 150 ms apart, under private payments. */
  public FarResult far() throws IOException {
    progress.accept("seven replicas far apart, in virtual time");
    Timing full = TimedLedger.run(far(FAR_CLIENTS, 0), SEED);
    return new FarResult(
        full,
        TimedLedger.run(far(0, full.perSecond() * 0.5), SEED),
        TimedLedger.run(far(0, full.perSecond() * 0.9), SEED));
  }

  private TimedPlan far(int clients, double perSecond) {
    long blocks = isQuick ? 192 : 448;
    return new TimedPlan(
        new Quorums(FAR_FAULTS, 0),
        Dissemination.COLLECTORS,
        Places.THREE_ORGANISATIONS,
        Prices.measured(FAR_REPLICAS, PAYMENT_PROOF_US),
        clients,
        perSecond,
        PAYMENT_BYTES,
        64,
        blocks,
        (isQuick ? 15 : 40) * SECOND_US);
  }

  /** More and more replicas in one room, idle and under full load, in both ways. */
  public List<SizeRow> sizes(List<Integer> faults) throws IOException {
    List<SizeRow> rows = new ArrayList<>();
    for (int each : faults) {
      Quorums quorums = new Quorums(each, 0);
      for (Dissemination way : Dissemination.values()) {
        progress.accept(
            "%d replicas in virtual time, %s"
                .formatted(
                    quorums.replicas(),
                    way == Dissemination.COLLECTORS ? "by collectors" : "everybody to everybody"));
        int blocks = blocks(quorums);
        rows.add(
            new SizeRow(
                quorums.replicas(),
                way,
                TimedLedger.run(near(quorums, way, 1, blocks), SEED),
                TimedLedger.run(near(quorums, way, NEAR_CLIENTS, blocks), SEED)));
      }
    }
    return rows;
  }

  /** Fewer where a decision takes tens of thousands of messages. */
  private int blocks(Quorums quorums) {
    return isQuick && quorums.replicas() > Prices.MULTI_SIGNATURE_REPLICAS_MAX
        ? BLOCKS_QUICK
        : BLOCKS;
  }

  private static TimedPlan near(Quorums quorums, Dissemination way, int clients, int blocks) {
    return new TimedPlan(
        quorums,
        way,
        Places.ONE_ROOM,
        Prices.measured(quorums.replicas(), REQUEST_PROOF_US),
        clients,
        0,
        REQUEST_BYTES,
        blocks / 2,
        blocks,
        END_US);
  }
}
