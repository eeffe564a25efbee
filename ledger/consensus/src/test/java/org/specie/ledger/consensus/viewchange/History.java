package org.specie.ledger.consensus.viewchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.viewchange.Rule.Claim;

/**
 * What happened in one slot: which honest replica accepted what in which view, and which saw it
 * prepared. Liars voted for everything. Whatever could have been committed, with liars' help, is
 * taken to have been.
 */
final class History {
  final Quorums quorums;
  final int honest;
  private final List<int[]> accepted = new ArrayList<>();
  private final List<boolean[]> prepared = new ArrayList<>();

  History(Quorums quorums) {
    this.quorums = quorums;
    this.honest = quorums.replicas() - quorums.faults();
  }

  /**
   * Adds a view.
   *
   * @param votes of each honest replica a batch, or {@link Rule#NONE}
   * @param seen whether it saw a prepared certificate, if there was one for what it accepted
   */
  void append(int[] votes, boolean[] seen) {
    int view = accepted.size();
    accepted.add(votes.clone());
    boolean[] real = seen.clone();
    for (int i = 0; i < honest; i++) {
      real[i] &= votes[i] != Rule.NONE && canBePrepared(view, votes[i]);
    }
    prepared.add(real);
  }

  void removeLast() {
    accepted.removeLast();
    prepared.removeLast();
  }

  int views() {
    return accepted.size();
  }

  private long votes(int view, int batch) {
    return Arrays.stream(accepted.get(view)).filter(each -> each == batch).count();
  }

  /** Whether the liars' votes make a prepared certificate of the honest ones. */
  boolean canBePrepared(int view, int batch) {
    return votes(view, batch) + quorums.faults() >= 2 * quorums.faults() + quorums.slow() + 1;
  }

  /**
   * Whether there may be a commit certificate, of either path, for {@code batch} in {@code view}.
   */
  private boolean canBeCommitted(int view, int batch) {
    long holders = 0;
    for (int i = 0; i < honest; i++) {
      holders += prepared.get(view)[i] && accepted.get(view)[i] == batch ? 1 : 0;
    }
    int f = quorums.faults();
    int c = quorums.slow();
    return votes(view, batch) + f >= 3 * f + c + 1 || holders + f >= 2 * f + c + 1;
  }

  /** The batches that may have been committed in views before {@code view}. */
  SortedSet<Integer> committedBefore(int view) {
    SortedSet<Integer> batches = new TreeSet<>();
    for (int v = 0; v < view; v++) {
      for (int batch = 0; batch < Rule.BATCHES.size(); batch++) {
        if (canBeCommitted(v, batch)) {
          batches.add(batch);
        }
      }
    }
    return batches;
  }

  /** What an honest replica claims when it leaves for {@code view}. */
  Claim claim(int replica, int view, boolean isFirstInsteadOfLast) {
    int acceptedView = Rule.NONE;
    int preparedView = Rule.NONE;
    for (int v = 0; v < view; v++) {
      boolean isNew = acceptedView == Rule.NONE || !isFirstInsteadOfLast;
      acceptedView = accepted.get(v)[replica] != Rule.NONE && isNew ? v : acceptedView;
      preparedView = prepared.get(v)[replica] ? v : preparedView;
    }
    return new Claim(
        acceptedView,
        acceptedView == Rule.NONE ? Rule.NONE : accepted.get(acceptedView)[replica],
        preparedView,
        preparedView == Rule.NONE ? Rule.NONE : accepted.get(preparedView)[replica]);
  }

  /** The view of the latest prepared certificate a liar can show for {@code batch}. */
  int bestPrepared(int view, int batch) {
    int best = Rule.NONE;
    for (int v = 0; v < view; v++) {
      best = canBePrepared(v, batch) ? v : best;
    }
    return best;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(quorums.toString());
    for (int v = 0; v < views(); v++) {
      text.append(" | view ").append(v).append(' ').append(Arrays.toString(accepted.get(v)));
      text.append(' ').append(Arrays.toString(prepared.get(v)));
    }
    return text.toString();
  }
}
