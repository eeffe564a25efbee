package org.specie.cli.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.wallet.Answer;

/** The operators of the next epoch, made from those in force step by step. */
final class NextSet {
  private final OperatorSet now;
  private final List<Operator> operators;

  private NextSet(OperatorSet now, List<Operator> operators) {
    this.now = now;
    this.operators = List.copyOf(operators);
  }

  static NextSet after(OperatorSet now) {
    return new NextSet(now, now.operators());
  }

  private int place(String name) {
    return operators.stream().map(Operator::name).toList().indexOf(name);
  }

  /** With {@code operator} besides. */
  Answer<NextSet> with(Operator operator) {
    if (place(operator.name()) >= 0) {
      return Answer.refused(OperatorsReason.ALREADY_AN_OPERATOR, operator.name());
    }
    List<Operator> next = new ArrayList<>(operators);
    next.add(operator);
    return Answer.done(new NextSet(now, next));
  }

  /** Without the operator called {@code name}. */
  Answer<NextSet> without(String name) {
    int place = place(name);
    if (place < 0) {
      return Answer.refused(OperatorsReason.NOT_AN_OPERATOR, name);
    }
    List<Operator> next = new ArrayList<>(operators);
    next.remove(place);
    return Answer.done(new NextSet(now, next));
  }

  /** With {@code operator} in the place of the one called {@code name}; they may be the same. */
  Answer<NextSet> replacing(String name, Operator operator) {
    int place = place(name);
    if (place < 0) {
      return Answer.refused(OperatorsReason.NOT_AN_OPERATOR, name);
    }
    boolean isSomebodyElse = place(operator.name()) >= 0 && !operator.name().equals(name);
    if (isSomebodyElse) {
      return Answer.refused(OperatorsReason.ALREADY_AN_OPERATOR, operator.name());
    }
    List<Operator> next = new ArrayList<>(operators);
    next.set(place, operator);
    return Answer.done(new NextSet(now, next));
  }

  /**
   * The set, with numbers that fit: n = 3f + 2c + 1, f as large as it can be unless {@code faults}
   * says.
   */
  Answer<OperatorSet> set(Optional<Integer> faults) {
    int most = (operators.size() - 1) / 3;
    for (int f = faults.orElse(most); f >= faults.orElse(1); f--) {
      int rest = operators.size() - 1 - 3 * f;
      if (f >= 1 && rest >= 0 && rest % 2 == 0) {
        return f < now.faults() && faults.isEmpty()
            ? Answer.refused(
                OperatorsReason.FEWER_LIARS,
                "(%d operators: %d instead of %d)".formatted(operators.size(), f, now.faults()))
            : Answer.done(OperatorSet.replicated(now.epoch() + 1, operators, f, rest / 2));
      }
    }
    return Answer.refused(
        MembershipReason.NUMBERS,
        "(%d operators; 4, 6, 7, 8, 9, 10, … can be)".formatted(operators.size()));
  }
}
