package org.specie.cli.operators;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.act.Proposal;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;

/**
 * A change of operators from the committee's table until it is in force: decided, then watched
 * round by round, and last of all written into the public description.
 */
final class Change {
  private static final long LOOK_MS = 400;

  /** So many blocks a newcomer may be behind when its change is decided. */
  private static final long BEHIND_MAX = 64;

  /** The act, once it is known who operates. */
  @FunctionalInterface
  interface Making {
    Answer<Act> act(OpenNetwork opened, OperatorSet now, Candidates candidates) throws IOException;
  }

  private final Surroundings surroundings;
  private final NetworkFolder folder;
  private final ChangeOptions options;
  private final Printer printer;

  Change(Surroundings surroundings, NetworkFolder folder, ChangeOptions options, Printer printer) {
    this.surroundings = surroundings;
    this.folder = folder;
    this.options = options;
    this.printer = printer;
  }

  int run(Making making) throws IOException {
    return printer.print(decided(making));
  }

  private Answer<Result> decided(Making making) throws IOException {
    Optional<NetworkDescription> description = folder.description(surroundings);
    if (description.isEmpty()) {
      return Answer.refused(OperatorsReason.ONE_PROCESS);
    }
    Path path = folder.path(surroundings);
    Candidates candidates = new Candidates(surroundings, path, description.get());
    try (OpenNetwork opened = folder.open(surroundings)) {
      OperatorSet now = opened.gateway().operators().operators();
      return making
          .act(opened, now, candidates)
          .then(act -> isFollowed(opened, now, candidates).map(_ -> act))
          .then(
              act ->
                  options.out().isPresent()
                      ? new Proposal(surroundings, options.out().get(), Proposal.VALID_BLOCKS)
                          .write(opened, act)
                      : opened
                          .decide(act)
                          .then(
                              recorded ->
                                  follow(opened, act, recorded)
                                      .map(
                                          result -> {
                                            publish(opened, description.get(), path, candidates);
                                            return result;
                                          })));
    }
  }

  /**
   * Rounds last 128 blocks at most; who has to fetch the ledger first may come too late for its
   * share, and takes a seat that it cannot fill.
   */
  private Answer<Boolean> isFollowed(OpenNetwork opened, OperatorSet now, Candidates candidates)
      throws IOException {
    if (options.unseen()) {
      return Answer.done(true);
    }
    long height = opened.gateway().tip().height();
    for (NetworkDescription.Member each : candidates.members()) {
      if (now.indexOf(each.name()).isPresent()) {
        continue;
      }
      long at = candidates.height(each);
      if (at < 0 || at < height - BEHIND_MAX) {
        return Answer.refused(
            OperatorsReason.NOT_FOLLOWING, "(" + each.name() + " at " + each.wallets() + ")");
      }
    }
    return Answer.done(true);
  }

  private Answer<Result> follow(OpenNetwork opened, Act act, Recorded recorded) throws IOException {
    Optional<Long> epoch = epoch(act);
    if (epoch.isEmpty() || !options.waits()) {
      return Answer.done(
          new Result(
              "Decided in block " + recorded.height(),
              Result.fields("height", recorded.height(), "inForce", false)));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.timeoutSeconds());
    while (end - System.nanoTime() > 0) {
      LedgerGateway.Directory directory = opened.gateway().operators();
      if (directory.operators().epoch() >= epoch.get()) {
        return Answer.done(inForce(recorded, directory));
      }
      Optional<ResharingPlan> plan =
          opened.plan().filter(each -> each.operators().epoch() == epoch.get());
      Optional<Answer<Result>> failed = plan.flatMap(Change::failure);
      if (failed.isPresent()) {
        return failed.get();
      }
      show(directory, plan);
      pause();
    }
    throw new IOException(
        "the change is decided and not in force after "
            + options.timeoutSeconds()
            + " s; 'specie network operators' shows how far it is");
  }

  private static Optional<Long> epoch(Act act) {
    return switch (act) {
      case Act.ChangeOperators(var operators, var _) -> Optional.of(operators.epoch());
      case Act.ExpelOperator(var _, var operators) -> Optional.of(operators.epoch());
      case Act.IssueOrdinary _,
          Act.IssuePrivate _,
          Act.DestroyOrdinary _,
          Act.SetPolicy _,
          Act.CancelChange _,
          Act.VetoEntry _,
          Act.ClearEntry _,
          Act.OrderOpening _,
          Act.NameFloat _,
          Act.IssueOffline _,
          Act.DestroyOffline _,
          Act.ListProvider _,
          Act.StrikeOffProvider _ ->
          Optional.empty();
    };
  }

  private static Optional<Answer<Result>> failure(ResharingPlan plan) {
    Optional<Reason> reason =
        switch (plan.stage()) {
          case FAILED -> Optional.of(OperatorsReason.PLAN_FAILED);
          case CANCELLED -> Optional.of(OperatorsReason.PLAN_CANCELLED);
          case KEYS, DEALINGS, EXAMINATION, COMPLETE -> Optional.empty();
        };
    return reason.map(each -> Answer.refused(each, Stages.faults(plan)));
  }

  private void show(LedgerGateway.Directory directory, Optional<ResharingPlan> plan) {
    if (directory.pending().isPresent()) {
      long last = directory.pending().get().lastHeight();
      printer
          .progress()
          .at(
              "the key is handed on; in force after block " + last + ", now",
              directory.height(),
              0);
    } else if (plan.isPresent() && plan.get().stage().isOpen()) {
      printer.progress().at(Stages.words(plan.get()), plan.get().posted(), plan.get().due());
    }
  }

  private static Result inForce(Recorded recorded, LedgerGateway.Directory directory) {
    OperatorSet now = directory.operators();
    List<String> names = new ArrayList<>();
    now.operators().forEach(each -> names.add(each.name()));
    return new Result(
        "In force: epoch %d, %d operators (%s), decided in block %d"
            .formatted(now.epoch(), now.size(), String.join(", ", names), recorded.height()),
        Result.fields(
            "height", recorded.height(),
            "inForce", true,
            "epoch", now.epoch(),
            "faults", now.faults(),
            "slow", now.slow(),
            "operators", names));
  }

  private void publish(
      OpenNetwork opened, NetworkDescription before, Path path, Candidates candidates) {
    try {
      OperatorSet now = opened.gateway().operators().operators();
      Optional<NetworkDescription> after = before.after(now, candidates.members());
      if (after.isPresent()) {
        after.get().write(path);
      } else {
        printer.note(
            "network.properties stays as it was: it is not known here where all operators serve"
                + " wallets");
      }
    } catch (IOException e) {
      printer.note("network.properties could not be written: " + e.getMessage());
    }
  }

  private static void pause() throws IOException {
    try {
      boolean _ = new CountDownLatch(1).await(LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the change was under way");
    }
  }
}
