package org.specie.cash.protocol.relation;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * What an income statement proves of the states that lived at the two ends of its period. Source:
 * docs/spec/34-income-and-disclosure.md, clause 34.4.
 */
public final class IncomeRelation {
  /**
   * What made the two states: a step, or the enrolment.
   *
   * @param firstIsConsumed whether a step is shown that consumes the first
   */
  public record Ends(boolean firstIsStep, boolean firstIsConsumed, boolean lastIsStep) {}

  /** A step that made a state, and that state's income. */
  public record Maker(StepTerms step, StepTerms.Opened income) {}

  /** A step that consumed a state. */
  public record Consumer(StepTerms step, StepTerms.Next next) {}

  public final Relation relation;
  public final Point publicKey;
  public final Expression k;
  public final Expression income;
  public final Optional<Expression> before;
  public final Optional<Maker> first;
  public final Optional<Consumer> firstConsumer;
  public final Optional<Maker> last;
  public final Consumer lastConsumer;

  public IncomeRelation(Suite suite, Ends ends) {
    Relation.Builder in = new Relation.Builder("SPECIE/income/v1");
    publicKey = in.point("K");
    k = in.secret("k");
    income = in.number("X");
    StepTerms.key(suite, in, publicKey, k);
    before = ends.firstIsStep() ? Optional.of(in.secret("i")) : Optional.empty();
    first = before.map(i -> maker(suite, in, "first", i));
    firstConsumer =
        ends.firstIsConsumed() ? Optional.of(consumer(suite, in, "from")) : Optional.empty();
    last =
        ends.lastIsStep()
            ? Optional.of(maker(suite, in, "last", before.map(i -> i.plus(income)).orElse(income)))
            : Optional.empty();
    lastConsumer = consumer(suite, in, "until");
    relation = in.build();
  }

  private Maker maker(Suite suite, Relation.Builder in, String name, Expression value) {
    StepTerms step = new StepTerms(suite, in, name, k);
    return new Maker(step, step.opens("inc", value));
  }

  private Consumer consumer(Suite suite, Relation.Builder in, String name) {
    StepTerms step = new StepTerms(suite, in, name, k);
    return new Consumer(step, step.next());
  }
}
