package org.specie.cash.protocol.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Fixed;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * What a transaction proves that consumes a state and creates its successor. The names are those of
 * docs/spec/10-private-cash.md, clause 10.5; parts that a shape lacks are empty.
 */
public final class StateRelation {
  /** Everything that exists only if a coin is created. */
  public record Payment(
      Point base,
      Point cPid,
      Point cVal,
      Point pV,
      Point pBud,
      Expression v,
      Expression payeePid,
      Expression d6,
      Expression d7,
      Expression rho1,
      Expression rho3) {}

  /** Everything that exists only in a renewal. */
  public record Renewal(Point pEp, Expression rhoEp, Expression budgetOfClass) {}

  /** Everything that exists only if a public amount moves. */
  public record AccountMove(Point link, Expression rhoLink, Expression amount) {}

  public final Shape shape;
  public final Relation relation;
  public final ShowTerms state;
  public final Point nullifier;
  public final List<SlotTerms> slots;
  public final Point base;
  public final Point cPid;
  public final Point cK;
  public final Point cBal;
  public final Point cBud;
  public final Point cInc;
  public final Point pBal;
  public final List<Expression> d;
  public final Expression rho2;
  public final Optional<Payment> payment;
  public final Optional<Renewal> renewal;
  public final Optional<AccountMove> move;

  StateRelation(Suite suite, Shape shape) {
    this.shape = shape;
    Relation.Builder in = new Relation.Builder(shape.relationName());
    Fixed g = Relations.fixed(suite.g());
    Fixed value = Relations.fixed(suite.value());
    state = new ShowTerms(suite, in, shape.hiddenAttributes());
    nullifier = in.point("N_0");
    Expression pid = state.attribute(ShowTerms.PID);
    Expression k = state.attribute(ShowTerms.K);
    in.equation(
        "st.N",
        Relations.fixed(suite.eta()),
        k.plus(state.attribute(ShowTerms.SN)).times(nullifier));
    List<SlotTerms> shownSlots = new ArrayList<>();
    for (int i = 1; i <= shape.slots(); i++) {
      shownSlots.add(new SlotTerms(suite, in, i, pid, k));
    }
    slots = List.copyOf(shownSlots);
    base = in.point("h_S");
    cPid = in.point("C_pid");
    cK = in.point("C_k");
    cBal = in.point("C_bal");
    cBud = in.point("C_bud");
    cInc = in.point("C_inc");
    pBal = in.point("P_bal");
    List<Expression> blindings = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      blindings.add(in.secret("d" + i));
    }
    d = List.copyOf(blindings);
    rho2 = in.secret("rho2");
    renewal = shape.renewal() ? Optional.of(declareRenewal(in)) : Optional.empty();
    move = shape.move() == Shape.Move.NONE ? Optional.empty() : Optional.of(declareMove(in));
    payment = shape.pays() ? Optional.of(declarePayment(in)) : Optional.empty();

    Expression received = slots.getFirst().val;
    for (SlotTerms slot : slots.subList(1, slots.size())) {
      received = received.plus(slot.val);
    }
    Expression newBalance = state.attribute(ShowTerms.BALANCE).plus(received);
    Expression newBudget =
        renewal.map(Renewal::budgetOfClass).orElse(state.attribute(ShowTerms.BUDGET));
    if (payment.isPresent()) {
      newBalance = newBalance.minus(payment.get().v());
      newBudget = newBudget.minus(payment.get().v());
    }
    if (move.isPresent()) {
      Expression amount = move.get().amount();
      newBalance =
          switch (shape.move()) {
            case NONE -> newBalance;
            case LOAD -> newBalance.plus(amount);
            case UNLOAD -> newBalance.minus(amount);
          };
    }
    in.equation("out1", cPid, pid.times(base), d.get(0).times(g))
        .equation("out2", cK, k.times(base), d.get(1).times(g))
        .equation("out3", cBal, newBalance.times(base), d.get(2).times(g))
        .equation("out4", cBud, newBudget.times(base), d.get(3).times(g))
        .equation(
            "out5",
            cInc,
            state.attribute(ShowTerms.INCOME).plus(received).times(base),
            d.get(4).times(g))
        .equation("lnk2", pBal, newBalance.times(value), rho2.times(g));
    if (payment.isPresent()) {
      Payment p = payment.get();
      in.equation("out6", p.cPid(), p.payeePid().times(p.base()), p.d6().times(g))
          .equation("out7", p.cVal(), p.v().times(p.base()), p.d7().times(g))
          .equation("lnk1", p.pV(), p.v().times(value), p.rho1().times(g))
          .equation("lnk3", p.pBud(), newBudget.times(value), p.rho3().times(g));
    }
    renewal.ifPresent(
        r ->
            in.equation(
                "lnk4",
                r.pEp(),
                state.attribute(ShowTerms.EPOCH).times(value),
                r.rhoEp().times(g)));
    move.ifPresent(m -> in.equation("own", m.link(), pid.times(value), m.rhoLink().times(g)));
    relation = in.build();
  }

  private static Renewal declareRenewal(Relation.Builder in) {
    return new Renewal(in.point("P_ep"), in.secret("rho4"), in.number("B"));
  }

  private static AccountMove declareMove(Relation.Builder in) {
    return new AccountMove(in.point("R_a"), in.secret("rho_a"), in.number("a"));
  }

  private static Payment declarePayment(Relation.Builder in) {
    return new Payment(
        in.point("h_C"),
        in.point("C'_pid"),
        in.point("C'_val"),
        in.point("P_v"),
        in.point("P_bud"),
        in.secret("v"),
        in.secret("pidB"),
        in.secret("d6"),
        in.secret("d7"),
        in.secret("rho1"),
        in.secret("rho3"));
  }
}
