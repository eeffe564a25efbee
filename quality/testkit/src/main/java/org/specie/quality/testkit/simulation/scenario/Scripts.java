package org.specie.quality.testkit.simulation.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.Stage;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.liar.Intruders;
import org.specie.quality.testkit.simulation.liar.Liar;
import org.specie.quality.testkit.simulation.liar.Liars;
import org.specie.quality.testkit.simulation.network.Conditions;
import org.specie.quality.testkit.simulation.network.Rule.Fate;
import org.specie.quality.testkit.simulation.time.MachineClock;

/** Scenarios in which something happens at a chosen moment, or must not. */
final class Scripts {
  private static final long SECOND_US = 1_000_000;

  /** Longer than catching up and a few view changes take. */
  private static final long STAND_IN_US = 15 * SECOND_US;

  private Scripts() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "fast-commit-unseen",
            "S1: slots are committed on the fast path, one replica alone learns it, and then the"
                + " primary is gone",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs).with(Scripts::hideFastCommits)),
        new Scenario(
            "prepared-at-one",
            "L6: a prepared certificate reaches one replica in each view, and then the primary is"
                + " gone",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs).with(Scripts::hidePrepared)),
        new Scenario(
            "lost-view-changes",
            "L1: half of all complaints, view changes and new views are lost",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withFaults(3 * SECOND_US, Fault.CRASH)
                    .with(Scripts::loseViewChanges)),
        new Scenario(
            "mute-collectors",
            "L8: f replicas but no primary are mute, and the first view lasts",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(last(quorums, Liars.Silent::new))
                    .with(Scripts::firstViewLasts)),
        new Scenario(
            "single-complainers",
            "L10: f replicas complain all the time, and the first view lasts",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(last(quorums, Intruders.Complainer::new))
                    .with(Scripts::firstViewLasts)),
        new Scenario(
            "relieved-primary",
            "a backup comes back from far behind, and a moment later the primary is gone for long",
            (quorums, activeUs, chance) -> Plan.calm(quorums, activeUs).with(Scripts::relieve)),
        new Scenario(
            "usurpers",
            "f replicas propose in the views of others, and the first view lasts",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(last(quorums, Intruders.Usurper::new))
                    .with(Scripts::firstViewLasts)),
        new Scenario(
            "impersonators",
            "f replicas send view changes in the name of all, and the first view lasts",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(last(quorums, Intruders.Impersonator::new))
                    .with(Scripts::firstViewLasts)),
        new Scenario(
            "dictator",
            "S6: fast commits nobody saw, and the second primary builds the new view alone",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(Map.of(1, Intruders.Dictator::new))
                    .with(Scripts::hideFastCommits)),
        new Scenario(
            "backdater",
            "the first primary proposes no time, and time goes on",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withLiars(Map.of(0, Intruders.Backdater::new))
                    .with(stage -> timeGoesOn(stage, activeUs / SECOND_US))),
        new Scenario(
            "distant",
            "L5: links are slower than the first timer hopes",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs).with(impatient()).with(Conditions.wan())),
        new Scenario(
            "open-work",
            "nobody submits anything, work waits for a height, and the first primary is mute",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withClients(0)
                    .withLiars(Map.of(0, Liars.Silent::new))
                    .with(Scripts::waitForHeight)));
  }

  /** Whoever asked last was served at the time of honest clocks, give or take half of the run. */
  private static void timeGoesOn(Stage stage, long activeSeconds) {
    stage.expect(
        "the last block is of the time of honest clocks",
        () -> stage.epochSeconds() > MachineClock.EPOCH_SECONDS + activeSeconds / 2);
  }

  /** The height comes, and no other after it. */
  private static void waitForHeight(Stage stage) {
    long awaited = 12;
    stage.timeline().after(SECOND_US, () -> stage.await(awaited));
    stage.expect(
        "the ledger is as high as the work needs it and not higher",
        () -> stage.height() == awaited);
  }

  private static Map<Integer, Supplier<Liar>> last(Quorums quorums, Supplier<Liar> liar) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    for (int i = 0; i < quorums.faults(); i++) {
      liars.put(quorums.replicas() - 1 - i, liar);
    }
    return liars;
  }

  private static Tuning impatient() {
    Tuning it = Plan.near();
    return new Tuning(
        it.dissemination(),
        it.inFlightMax(),
        it.batchTransactionsMax(),
        it.batchBytesMax(),
        it.fastPathTimeoutMs(),
        it.collectorStaggerMs(),
        20,
        it.viewChangeTimeoutMaxMs(),
        it.retransmissionMs(),
        it.statusMs(),
        it.clockToleranceSeconds(),
        20,
        it.heartbeatMs());
  }

  private static void firstViewLasts(Stage stage) {
    stage.expect(
        "no honest replica leaves the view of an honest primary",
        () -> {
          boolean isFirst = true;
          for (int i = 0; i < stage.replicas(); i++) {
            isFirst &=
                !stage.machine(i).isHonest()
                    || stage
                        .machine(i)
                        .status()
                        .map(status -> status.view().number() == 0)
                        .orElse(true);
          }
          return isFirst;
        });
  }

  private static void hideFastCommits(Stage stage) {
    stage
        .network()
        .rule(
            packet ->
                packet.message().filter(Scripts::isDecision).isPresent()
                        && packet.to() != stage.replicas() - 1
                    ? Fate.LOST
                    : Fate.PASSES);
    killPrimaries(stage);
  }

  private static void hidePrepared(Stage stage) {
    stage
        .network()
        .rule(
            packet -> {
              boolean isHidden =
                  packet
                      .message()
                      .filter(
                          message ->
                              isDecision(message)
                                  || (message instanceof Message.Prepare it
                                      && packet.to()
                                          != (it.proposal().view().number() + 1)
                                              % stage.replicas()))
                      .isPresent();
              return isHidden ? Fate.LOST : Fate.PASSES;
            });
    stage
        .network()
        .rule(
            packet ->
                packet.from() == stage.replicas() - 1
                        && packet.message().filter(Message.SignShare.class::isInstance).isPresent()
                    ? Fate.LOST
                    : Fate.PASSES);
    killPrimaries(stage);
  }

  private static boolean isDecision(Message message) {
    return message instanceof Message.FullCommitProof
        || message instanceof Message.FullExecuteProof;
  }

  /** Every two seconds the next primary in turn loses power for a second and a half. */
  static void killPrimaries(Stage stage) {
    for (int turn = 0; turn < 8; turn++) {
      int victim = turn % stage.replicas();
      stage
          .timeline()
          .after(
              (1 + 2 * turn) * SECOND_US,
              () -> {
                stage.machine(victim).crash();
                stage.restart(victim, 3 * SECOND_US / 2);
              });
    }
  }

  /** One that comes back has to stand in for one that leaves: n − f are up all the time after. */
  private static void relieve(Stage stage) {
    var chance = stage.chance().named("relief");
    int victim = 1 + chance.below(stage.replicas() - 1);
    long backUs = SECOND_US + chance.between(SECOND_US, 8 * SECOND_US);
    long reliefUs = backUs + chance.between(0, 3 * SECOND_US);
    stage
        .timeline()
        .after(
            SECOND_US,
            () -> {
              stage.machine(victim).crash();
              stage.restart(victim, backUs - SECOND_US);
            });
    stage
        .timeline()
        .after(
            reliefUs,
            () -> {
              stage.machine(0).crash();
              stage.restart(0, STAND_IN_US + SECOND_US);
              long height = stage.height();
              stage
                  .timeline()
                  .after(
                      STAND_IN_US,
                      () -> {
                        if (stage.height() <= height) {
                          throw new InvariantBroken(
                              "liveness",
                              "nothing was decided for %d s after replica %d had come back for the primary"
                                  .formatted(STAND_IN_US / SECOND_US, victim));
                        }
                      });
            });
  }

  private static void loseViewChanges(Stage stage) {
    var chance = stage.chance().named("lost view changes");
    stage
        .network()
        .rule(
            packet ->
                packet.message().filter(Scripts::isOfViewChange).isPresent() && chance.percent(50)
                    ? Fate.LOST
                    : Fate.PASSES);
  }

  private static boolean isOfViewChange(Message message) {
    return message instanceof Message.Complaint
        || message instanceof Message.ViewChange
        || message instanceof Message.NewView;
  }
}
