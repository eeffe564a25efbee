package org.specie.cash.protocol.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * What a disclosure proves of the steps of its period, of the step that made the state they begin
 * with, and of the one that consumed the state they end with. Source:
 * docs/spec/34-income-and-disclosure.md, clause 34.8.
 */
public final class DisclosureRelation {
  /** The step that made the state that lived at the beginning, with what is kept secret of it. */
  public record First(
      StepTerms step,
      StepTerms.Opened income,
      StepTerms.Opened balance,
      Expression incomeBefore,
      Expression balanceBefore) {}

  /**
   * A step of the period.
   *
   * @param received since the beginning
   * @param change of the balance since the beginning
   */
  public record Shown(
      StepTerms step,
      StepTerms.Next next,
      StepTerms.Opened income,
      StepTerms.Opened balance,
      Expression received,
      Expression change,
      Optional<StepTerms.Paid> paid) {}

  public final Relation relation;
  public final Point publicKey;
  public final Expression k;
  public final Optional<First> first;
  public final List<Shown> shown;
  public final IncomeRelation.Consumer last;

  /**
   * @param firstIsStep whether a step made the first state, not the enrolment
   * @param pays of each step of the period, whether it pays
   */
  public DisclosureRelation(Suite suite, boolean firstIsStep, List<Boolean> pays) {
    Relation.Builder in = new Relation.Builder("SPECIE/disclosure/v1");
    publicKey = in.point("K");
    k = in.secret("k");
    StepTerms.key(suite, in, publicKey, k);
    first = firstIsStep ? Optional.of(first(suite, in)) : Optional.empty();
    List<Shown> steps = new ArrayList<>();
    for (int i = 0; i < pays.size(); i++) {
      steps.add(shown(suite, in, "step" + (i + 1), pays.get(i)));
    }
    shown = List.copyOf(steps);
    StepTerms end = new StepTerms(suite, in, "last", k);
    last = new IncomeRelation.Consumer(end, end.next());
    relation = in.build();
  }

  private First first(Suite suite, Relation.Builder in) {
    StepTerms step = new StepTerms(suite, in, "first", k);
    Expression income = in.secret("i_0");
    Expression balance = in.secret("s");
    return new First(step, step.opens("inc", income), step.opens("bal", balance), income, balance);
  }

  private Shown shown(Suite suite, Relation.Builder in, String name, boolean pays) {
    StepTerms step = new StepTerms(suite, in, name, k);
    StepTerms.Next next = step.next();
    Expression received = in.number(name + ".r");
    Expression change = in.number(name + ".b");
    return new Shown(
        step,
        next,
        step.opens("inc", since(first.map(First::incomeBefore), received)),
        step.opens("bal", since(first.map(First::balanceBefore), change)),
        received,
        change,
        pays ? Optional.of(step.pays()) : Optional.empty());
  }

  private static Expression since(Optional<Expression> before, Expression sum) {
    return before.map(value -> value.plus(sum)).orElse(sum);
  }
}
