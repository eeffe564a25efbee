package org.specie.ledger.sbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.sbft.link.PeerLinks;

/**
 * Whom this replica is linked with and fetches from: the operators in force, those who were until
 * just now or are about to be, and guests. Safe for all threads. Source:
 * docs/spec/25-sbft-engine.md, clauses 6.1 and 6.2.
 */
final class Neighbours implements AutoCloseable {
  private final Directory directory;
  private OperatorSet operators;
  private boolean isOperator;
  private Optional<OperatorSet> comingOrGone = Optional.empty();
  private List<OperatorSet.Operator> guests;
  private volatile Optional<PeerLinks> links = Optional.empty();

  Neighbours(String self, OperatorSet founders, List<OperatorSet.Operator> guests) {
    this.directory = new Directory(self);
    this.operators = founders;
    this.guests = guests;
  }

  /** Who of them is asked for what this replica lacks. */
  Directory directory() {
    return directory;
  }

  /** From now on links are made. */
  synchronized void linked(PeerLinks opened) {
    links = Optional.of(opened);
    link();
  }

  /** These operate the ledger, this replica perhaps among them, and others did before. */
  synchronized void inForce(OperatorSet now, boolean isAmongThem, Optional<OperatorSet> before) {
    operators = now;
    isOperator = isAmongThem;
    comingOrGone = before;
    link();
  }

  /** These are about to operate the ledger. */
  synchronized void coming(Optional<OperatorSet> next) {
    comingOrGone = next;
    link();
  }

  /** Links to {@code expected} besides, until others are named. */
  synchronized void alsoLink(List<OperatorSet.Operator> expected) {
    guests = List.copyOf(expected);
    link();
  }

  /** The operators in force come last: theirs are the addresses that count. */
  private void link() {
    List<OperatorSet.Operator> all = new ArrayList<>(guests);
    comingOrGone.ifPresent(set -> all.addAll(set.operators()));
    all.addAll(operators.operators());
    // Who takes part fetches from who decides; who follows, from whoever may know more.
    directory.show(isOperator ? operators.operators() : all, operators.faults());
    links.ifPresent(each -> each.replace(all));
  }

  /** Hands {@code frame} to the link; false if there is none or it has no room. */
  boolean offer(String to, ByteString frame) {
    return links.isPresent() && links.get().offer(to, frame);
  }

  @Override
  public void close() {
    links.ifPresent(PeerLinks::close);
  }
}
