package org.specie.cash.gateway.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.gateway.message.Reply;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/** What it takes to be content with the replies to each kind of question. */
final class Collectors {
  private Collectors() {}

  /** The first reply that proves itself. */
  static final class First<T> implements Inquiry.Collector<T> {
    private final BiFunction<Integer, Reply, Optional<T>> judge;
    private Optional<T> found = Optional.empty();

    First(BiFunction<Integer, Reply, Optional<T>> judge) {
      this.judge = judge;
    }

    @Override
    public boolean take(int replica, Reply reply) {
      Optional<T> judged = judge.apply(replica, reply);
      if (found.isEmpty()) {
        found = judged;
      }
      return judged.isPresent();
    }

    @Override
    public Optional<T> result() {
      return found;
    }

    @Override
    public int needed() {
      return 1;
    }
  }

  /**
   * A number that honest replicas name alike, or nearly, while up to {@code faults} lie: the one
   * that so many of the answers exceed or equal. Of 2f + 1 answers it is the middle one, so that
   * some honest replica says at most as much and some honest one at least as much. Of f + 1 it is
   * the smallest, which liars can lower but not raise above what an honest one says.
   */
  static final class Middle implements Inquiry.Collector<Integer> {
    private final int faults;
    private final int count;
    private final Function<Reply, Optional<Integer>> read;
    private final List<Integer> told = new ArrayList<>();

    Middle(int faults, int count, Function<Reply, Optional<Integer>> read) {
      Check.that(count > faults, "one answer is honest");
      this.faults = faults;
      this.count = count;
      this.read = read;
    }

    @Override
    public boolean take(int replica, Reply reply) {
      Optional<Integer> said = read.apply(reply);
      said.ifPresent(told::add);
      return said.isPresent();
    }

    @Override
    public Optional<Integer> result() {
      return told.size() >= count
          ? Optional.of(told.stream().sorted().toList().get(told.size() - 1 - faults))
          : Optional.empty();
    }

    @Override
    public int needed() {
      return count;
    }
  }

  /** Replies of as many replicas as have an honest one among them, folded into one. */
  static final class Many<T> implements Inquiry.Collector<T> {
    private final int count;
    private final BiFunction<Integer, Reply, Optional<T>> judge;
    private final BiFunction<T, T, T> fold;
    private Optional<T> folded = Optional.empty();
    private int taken;

    Many(int count, BiFunction<Integer, Reply, Optional<T>> judge, BiFunction<T, T, T> fold) {
      this.count = count;
      this.judge = judge;
      this.fold = fold;
    }

    @Override
    public boolean take(int replica, Reply reply) {
      Optional<T> judged = judge.apply(replica, reply);
      if (judged.isPresent()) {
        taken++;
        folded = Optional.of(folded.map(old -> fold.apply(old, judged.get())).orElse(judged.get()));
      }
      return judged.isPresent();
    }

    @Override
    public Optional<T> result() {
      return taken >= count ? folded : Optional.empty();
    }

    @Override
    public int needed() {
      return count;
    }
  }

  /**
   * A transaction by its number. One proof that it was applied is enough. That it was refused may
   * have been true once, and that there is none cannot be proven, so f + 1 replicas must agree that
   * nothing better is known.
   */
  static final class Lookup implements Inquiry.Collector<Optional<Recorded>> {
    private final Judge judge;
    private final Hash32 id;
    private final int count;
    private final long minHeight;
    private Optional<Recorded> best = Optional.empty();
    private int taken;

    Lookup(Judge judge, Hash32 id, int count, long minHeight) {
      this.judge = judge;
      this.id = id;
      this.count = count;
      this.minHeight = minHeight;
    }

    @Override
    public boolean take(int replica, Reply reply) {
      if (!(reply instanceof Reply.Found(long height, var transaction)) || height < minHeight) {
        return false;
      }
      if (transaction.isPresent()) {
        Optional<Recorded> judged = judge.transaction(id, transaction.get());
        if (judged.isEmpty()) {
          return false;
        }
        if (best.isEmpty() || best.get().code() != 0) {
          best = judged;
        }
      }
      taken++;
      return true;
    }

    @Override
    public Optional<Optional<Recorded>> result() {
      boolean isApplied = best.filter(found -> found.code() == 0).isPresent();
      return isApplied || taken >= count ? Optional.of(best) : Optional.empty();
    }

    @Override
    public int needed() {
      return count;
    }
  }

  /**
   * A submission. One receipt is enough. Before ordering it is refused only if f + 1 replicas give
   * the same reason, or all have refused for whatever reasons.
   */
  static final class Submission implements Inquiry.Collector<Outcome> {
    private final Judge judge;
    private final Hash32 id;
    private final int count;
    private final int all;
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private Optional<Outcome> found = Optional.empty();
    private int taken;

    Submission(Judge judge, Hash32 id, int count, int all) {
      this.judge = judge;
      this.id = id;
      this.count = count;
      this.all = all;
    }

    @Override
    public boolean take(int replica, Reply reply) {
      return switch (reply) {
        case Reply.Submitted(var transaction) -> {
          Optional<Recorded> judged = judge.transaction(id, transaction).filter(judge::isWhole);
          if (found.isEmpty()) {
            found = judged.map(Outcome.Final::new);
          }
          yield judged.isPresent();
        }
        case Reply.NotAdmitted(int code) -> {
          taken++;
          int same = refusals.merge(code, 1, Integer::sum);
          if (found.isEmpty() && (same >= count || taken == all)) {
            found = Optional.of(new Outcome.NotAdmitted(Reasons.of(mostGiven())));
          }
          yield true;
        }
        case Reply.Genesis _,
            Reply.Entries _,
            Reply.Found _,
            Reply.Bucket _,
            Reply.Blocks _,
            Reply.Status _,
            Reply.Operators _,
            Reply.OpeningShare _,
            Reply.Refused _ ->
            false;
      };
    }

    private int mostGiven() {
      return refusals.entrySet().stream()
          .max(
              Map.Entry.<Integer, Integer>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey()))
          .orElseThrow()
          .getKey();
    }

    @Override
    public Optional<Outcome> result() {
      return found;
    }

    @Override
    public int needed() {
      // The receipt of one is enough; each refusal asks for one more.
      return Math.min(all, 1 + taken);
    }
  }
}
