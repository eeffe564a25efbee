package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.viewchange.Rule.Claim;
import org.specie.ledger.consensus.viewchange.Rule.Mistake;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * S2: the rule against everything that can have been committed. A history says who accepted what in
 * which view; every value that a commit certificate can exist for must be the only one that the
 * rule gives any later view, whichever n - f view changes are collected and whatever f liars
 * report. What the rule gives is what the next view of the history votes on. The same property must
 * fail for every mistake in the rule, or it would prove nothing.
 */
@Requirement({"D1", "D4", "D39"})
class SafeValueOracleTest {
  private static final int VIEWS = 3;
  private static final int HISTORIES_EACH = 500;
  private static final long SEED = 20_260;

  /** The seed of one random history, printed with what it found. */
  private static long seed(Quorums quorums, int number) {
    return SEED + 1_000_000L * quorums.faults() + 100_000L * quorums.slow() + number;
  }

  private static List<Quorums> small() {
    List<Quorums> all = new ArrayList<>();
    for (int f = 0; f <= 2; f++) {
      for (int c = 0; c <= 2; c++) {
        all.add(new Quorums(f, c));
      }
    }
    return all;
  }

  @Test
  @Property("P20")
  void givenAnyRandomHistoryWhatWasCommittedIsChosen() {
    for (Quorums quorums : small()) {
      for (int i = 0; i < HISTORIES_EACH; i++) {
        long seed = seed(quorums, i);
        assertThat(new Run(quorums, Mistake.NO_MISTAKE, seed).violation())
            .as("seed %s", seed)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_MISTAKE")
  void everyMistakeLosesADecision(Mistake mistake) {
    List<String> found = new ArrayList<>();
    for (Quorums quorums : small()) {
      for (int i = 0; i < HISTORIES_EACH && found.isEmpty(); i++) {
        long seed = seed(quorums, i);
        new Run(quorums, mistake, seed)
            .violation()
            .ifPresent(what -> found.add("seed " + seed + ": " + what));
      }
    }
    assertThat(found).as("%s must be seen to be wrong", mistake).isNotEmpty();
  }

  @Test
  @Property("P20")
  void givenEveryHistoryOfTwoViewsOfFourReplicasWhatWasCommittedIsChosen() {
    assertThat(new Exhaustive(new Quorums(1, 0)).check()).isGreaterThan(1_000);
  }

  @Test
  void givenEveryHistoryOfTwoViewsOfThreeReplicasWhatWasCommittedIsChosen() {
    assertThat(new Exhaustive(new Quorums(0, 1)).check()).isGreaterThan(1_000);
  }

  /** The answer, after both rules, if both are to be right, gave the same. */
  private static int choose(Mistake mistake, Quorums quorums, List<Claim> claims) {
    int second = Rule.with(mistake).choose(quorums, claims);
    boolean isRuleItself =
        switch (mistake) {
          case NO_MISTAKE, ONE_REPLICA_TWICE, OLD_VIEW_CHANGES, FIRST_INSTEAD_OF_LAST -> true;
          default -> false;
        };
    if (isRuleItself) {
      assertThat(Rule.product(quorums, claims)).as("%s", claims).isEqualTo(second);
    }
    return second;
  }

  private static Optional<String> judge(History history, int view, SortedSet<Integer> outcomes) {
    SortedSet<Integer> committed = history.committedBefore(view);
    if (committed.size() > 1) {
      return Optional.of(history + ": committed " + committed);
    }
    boolean isSafe = committed.isEmpty() || outcomes.equals(committed);
    return isSafe
        ? Optional.empty()
        : Optional.of(history + ": committed " + committed + ", view " + view + " " + outcomes);
  }

  /** One random history that looks for trouble: exact quorums, split votes, liars for the rest. */
  private static final class Run {
    private final Mistake mistake;
    private final Random random;
    private final History history;

    Run(Quorums quorums, Mistake mistake, long seed) {
      this.mistake = mistake;
      this.random = new Random(seed);
      this.history = new History(quorums);
    }

    Optional<String> violation() {
      SortedSet<Integer> outcomes = new TreeSet<>(List.of(0, 1, 2, 3));
      for (int view = 0; view < VIEWS; view++) {
        append(new ArrayList<>(outcomes));
        try {
          outcomes = outcomes(view + 1);
        } catch (InvariantViolation stopped) {
          return Optional.of(history + ": " + stopped.getMessage());
        }
        Optional<String> violation = judge(history, view + 1, outcomes);
        if (violation.isPresent()) {
          return violation;
        }
      }
      return Optional.empty();
    }

    private void append(List<Integer> possible) {
      int main = possible.get(random.nextInt(possible.size()));
      int other = possible.get(random.nextInt(possible.size()));
      int f = history.quorums.faults();
      int c = history.quorums.slow();
      int votes =
          switch (random.nextInt(5)) {
            case 0 -> 2 * f + c + 1;
            case 1 -> 2 * f + c;
            case 2, 3 -> f + c + 1;
            default -> random.nextInt(history.honest + 1);
          };
      int holders = random.nextBoolean() ? f + c + 1 : random.nextInt(history.honest + 1);
      List<Integer> order = honestInAnyOrder();
      int[] accepted = new int[history.honest];
      boolean[] prepared = new boolean[history.honest];
      boolean isSplit = random.nextBoolean();
      for (int i = 0; i < history.honest; i++) {
        boolean isOther = isSplit || random.nextBoolean();
        accepted[order.get(i)] = i < votes ? main : isOther ? other : Rule.NONE;
        prepared[order.get(i)] = i < holders;
      }
      history.append(accepted, prepared);
    }

    private List<Integer> honestInAnyOrder() {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < history.honest; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      return order;
    }

    /** Batches that liars can have chosen for {@code view}; all, if they may leave it free. */
    private SortedSet<Integer> outcomes(int view) {
      SortedSet<Integer> outcomes = new TreeSet<>();
      for (int target = 0; target < Rule.BATCHES.size(); target++) {
        for (int attempt = 0; attempt < 8; attempt++) {
          int outcome = choose(mistake, history.quorums, collect(view, target, attempt));
          outcomes.addAll(outcome == Rule.FREE ? List.of(0, 1, 2, 3) : List.of(outcome));
        }
      }
      return outcomes;
    }

    /** View changes that a primary who wants {@code target} would like to have collected. */
    private List<Claim> collect(int view, int target, int attempt) {
      List<Claim> claims = new ArrayList<>();
      boolean isOneTwice = mistake == Mistake.ONE_REPLICA_TWICE && history.quorums.faults() > 0;
      for (int i = 0; i < history.quorums.faults() + (isOneTwice ? 1 : 0); i++) {
        claims.add(liar(view, target, attempt));
      }
      List<Claim> honest = new ArrayList<>();
      for (int each : honestInAnyOrder()) {
        boolean isOld = mistake == Mistake.OLD_VIEW_CHANGES && random.nextInt(3) == 0;
        int of = isOld ? random.nextInt(view) + 1 : view;
        honest.add(history.claim(each, of, mistake == Mistake.FIRST_INSTEAD_OF_LAST));
      }
      if (attempt % 4 < 2) {
        honest.sort(Comparator.comparingInt(each -> each.accepted() == target ? 0 : 1));
      } else if (attempt % 4 == 2) {
        honest.sort(Comparator.comparingInt(each -> each.prepared() == Rule.NONE ? 0 : 1));
      }
      claims.addAll(honest.subList(0, history.quorums.viewChange() - claims.size()));
      Collections.shuffle(claims, random);
      return claims;
    }

    private Claim liar(int view, int target, int attempt) {
      if (attempt == 7) {
        return Claim.NOTHING;
      }
      int acceptedView = attempt < 4 ? view - 1 : random.nextInt(view);
      int preparedView = attempt % 2 == 0 ? Rule.NONE : history.bestPrepared(view, target);
      return new Claim(
          acceptedView, target, preparedView, preparedView == Rule.NONE ? Rule.NONE : target);
    }
  }

  /** All histories of two views with batches 1 and 2, and all that can be collected after each. */
  private static final class Exhaustive {
    private final History history;
    private int histories;

    Exhaustive(Quorums quorums) {
      this.history = new History(quorums);
    }

    int check() {
      extend(new TreeSet<>(List.of(1, 2)), 0, new int[history.honest]);
      return histories;
    }

    private void extend(SortedSet<Integer> possible, int replica, int[] votes) {
      if (replica < history.honest) {
        votes[replica] = Rule.NONE;
        extend(possible, replica + 1, votes);
        for (int each : possible) {
          votes[replica] = each;
          extend(possible, replica + 1, votes);
        }
        return;
      }
      boolean[] none = new boolean[history.honest];
      history.append(votes, none);
      int holders = 0;
      for (int i = 0; i < history.honest; i++) {
        boolean isHolder =
            votes[i] != Rule.NONE && history.canBePrepared(history.views() - 1, votes[i]);
        holders |= isHolder ? 1 << i : 0;
      }
      history.removeLast();
      // Every subset of those who can have seen a prepared certificate.
      int subset = holders;
      while (true) {
        prepared(votes.clone(), subset);
        if (subset == 0) {
          return;
        }
        subset = (subset - 1) & holders;
      }
    }

    private void prepared(int[] votes, int holders) {
      boolean[] seen = new boolean[history.honest];
      for (int i = 0; i < history.honest; i++) {
        seen[i] = (holders >> i & 1) == 1;
      }
      history.append(votes, seen);
      histories++;
      int view = history.views();
      SortedSet<Integer> outcomes = outcomes(view);
      assertThat(judge(history, view, outcomes)).isEmpty();
      if (view < 2) {
        extend(outcomes, 0, new int[history.honest]);
      }
      history.removeLast();
    }

    private SortedSet<Integer> outcomes(int view) {
      SortedSet<Integer> outcomes = new TreeSet<>();
      int f = history.quorums.faults();
      for (int left = 0; left < 1 << history.honest; left++) {
        int liars = history.quorums.viewChange() - history.honest + Integer.bitCount(left);
        if (liars < 0 || liars > f) {
          continue;
        }
        List<Claim> honest = new ArrayList<>();
        for (int i = 0; i < history.honest; i++) {
          if ((left >> i & 1) == 0) {
            honest.add(history.claim(i, view, false));
          }
        }
        for (List<Claim> lies : liars == 0 ? List.of(List.<Claim>of()) : lies(view)) {
          List<Claim> claims = new ArrayList<>(lies);
          claims.addAll(honest);
          int outcome = choose(Mistake.NO_MISTAKE, history.quorums, claims);
          outcomes.addAll(outcome == Rule.FREE ? List.of(0, 1, 2) : List.of(outcome));
        }
      }
      return outcomes;
    }

    /** All that one liar can say. */
    private List<List<Claim>> lies(int view) {
      assertThat(history.quorums.faults()).isEqualTo(1);
      List<List<Claim>> lies = new ArrayList<>();
      for (int accepted = Rule.NONE; accepted < 3 * view; accepted++) {
        for (int prepared = Rule.NONE; prepared < 3 * view; prepared++) {
          if (prepared == Rule.NONE || history.canBePrepared(prepared / 3, prepared % 3)) {
            lies.add(List.of(claim(accepted, prepared)));
          }
        }
      }
      return lies;
    }

    private static Claim claim(int accepted, int prepared) {
      return new Claim(
          accepted == Rule.NONE ? Rule.NONE : accepted / 3,
          accepted == Rule.NONE ? Rule.NONE : accepted % 3,
          prepared == Rule.NONE ? Rule.NONE : prepared / 3,
          prepared == Rule.NONE ? Rule.NONE : prepared % 3);
    }
  }
}
