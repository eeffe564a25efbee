package org.specie.cash.protocol.relation;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * Points, secrets and equations about one step of somebody's line of states, as the ledger has it.
 * Source: docs/spec/34-income-and-disclosure.md, clauses 34.2, 34.4 and 34.8.
 */
public final class StepTerms {
  /** What the step consumed: its N_0, and the serial number of the state before it. */
  public record Next(Point nullifier, Expression serial) {}

  /** A commitment of the state that the step made, and what blinds it. */
  public record Opened(Point commitment, Expression blinding) {}

  /** The amount that the step paid. */
  public record Paid(Point pV, Expression amount, Expression rho1) {}

  public final Point base;
  public final Point cK;
  public final Expression d2;
  private final Suite suite;
  private final Relation.Builder in;
  private final String name;
  private final Expression k;

  /** Declares the step {@code name} and states that the holder of {@code k} made it. */
  StepTerms(Suite suite, Relation.Builder in, String name, Expression k) {
    this.suite = suite;
    this.in = in;
    this.name = name;
    this.k = k;
    base = in.point(name + ".h");
    cK = in.point(name + ".C_k");
    d2 = in.secret(name + ".d2");
    in.equation(name + ".own", cK, k.times(base), d2.times(Relations.fixed(suite.g())));
  }

  /** K = k·g_K, which begins every relation about steps. */
  static void key(Suite suite, Relation.Builder in, Point publicKey, Expression k) {
    in.equation("key", publicKey, k.times(Relations.fixed(suite.prfKey())));
  }

  /** States that the step consumed the state of a serial number. */
  Next next() {
    Next next = new Next(in.point(name + ".N_0"), in.number(name + ".sn"));
    in.equation(
        name + ".next",
        Relations.fixed(suite.eta()),
        k.plus(next.serial()).times(next.nullifier()));
    return next;
  }

  /** States that the step's commitment {@code attribute} holds {@code value}. */
  Opened opens(String attribute, Expression value) {
    Opened opened =
        new Opened(in.point(name + ".C_" + attribute), in.secret(name + ".blinding_" + attribute));
    in.equation(
        name + "." + attribute,
        opened.commitment(),
        value.times(base),
        opened.blinding().times(Relations.fixed(suite.g())));
    return opened;
  }

  /** States what the step paid. */
  Paid pays() {
    Paid paid =
        new Paid(in.point(name + ".P_v"), in.number(name + ".v"), in.secret(name + ".rho1"));
    in.equation(
        name + ".pay",
        paid.pV(),
        paid.amount().times(Relations.fixed(suite.value())),
        paid.rho1().times(Relations.fixed(suite.g())));
    return paid;
  }
}
