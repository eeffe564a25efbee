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
  /** Everything that exists only in a renewal. */
  public record Renewal(Point pEp, Expression rhoEp, Expression budgetOfClass) {}

  /** Everything that exists only if a public amount moves. */
  public record AccountMove(Point link, Expression rhoLink, Expression amount) {}

  /** Everything that exists only if the value of an entry moves into the state, or back. */
  public record EntryClaim(
      Point value, Point owner, Expression amount, Expression rhoValue, Expression rhoOwner) {}

  /** Everything that exists only if an entry is refunded. */
  public record Refund(Point value, Expression amount, Expression rho7) {}

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
  public final Optional<PaymentTerms> payment;
  public final Optional<Renewal> renewal;
  public final Optional<AccountMove> move;
  public final Optional<EntryClaim> claim;
  public final Optional<Refund> refund;

  /** K, whose k is that of the state: where the step says whose it is. */
  public final Optional<Point> publicKey;

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
    move = shape.move().isPublic() ? Optional.of(declareMove(in)) : Optional.empty();
    claim = shape.move().namesEntry() ? Optional.of(declareClaim(in)) : Optional.empty();
    refund = shape.move() == Shape.Move.REFUND ? Optional.of(declareRefund(in)) : Optional.empty();
    publicKey =
        shape.move() == Shape.Move.CLASS_CHANGE ? Optional.of(in.point("K")) : Optional.empty();
    payment = shape.pays() ? Optional.of(new PaymentTerms(in, shape.payout())) : Optional.empty();

    Expression received = slots.getFirst().val;
    for (SlotTerms slot : slots.subList(1, slots.size())) {
      received = received.plus(slot.val);
    }
    Expression newBalance = newBalance(received);
    Expression newBudget = newBudget();
    Expression newIncome = state.attribute(ShowTerms.INCOME).plus(received);
    if (shape.move() == Shape.Move.ACCEPT) {
      newIncome = newIncome.plus(claim.orElseThrow().amount());
    }
    in.equation("out1", cPid, pid.times(base), d.get(0).times(g))
        .equation("out2", cK, k.times(base), d.get(1).times(g))
        .equation("out3", cBal, newBalance.times(base), d.get(2).times(g))
        .equation("out4", cBud, newBudget.times(base), d.get(3).times(g))
        .equation("out5", cInc, newIncome.times(base), d.get(4).times(g))
        .equation("lnk2", pBal, newBalance.times(value), rho2.times(g));
    payment.ifPresent(p -> p.state(suite, in, pid, k, newBudget));
    renewal.ifPresent(
        r ->
            in.equation(
                "lnk4",
                r.pEp(),
                state.attribute(ShowTerms.EPOCH).times(value),
                r.rhoEp().times(g)));
    move.ifPresent(m -> in.equation("own", m.link(), pid.times(value), m.rhoLink().times(g)));
    claim.ifPresent(
        c ->
            in.equation("ent", c.value(), c.amount().times(value), c.rhoValue().times(g))
                .equation("own", c.owner(), pid.times(value), c.rhoOwner().times(g)));
    refund.ifPresent(
        r -> in.equation("ref", r.value(), r.amount().times(value), r.rho7().times(g)));
    publicKey.ifPresent(key -> in.equation("key", key, k.times(Relations.fixed(suite.prfKey()))));
    relation = in.build();
  }

  private Expression newBalance(Expression received) {
    Expression balance = state.attribute(ShowTerms.BALANCE).plus(received);
    if (payment.isPresent()) {
      balance = balance.minus(payment.get().v);
    }
    return switch (shape.move()) {
      case NONE, CLASS_CHANGE -> balance;
      case LOAD -> balance.plus(move.orElseThrow().amount());
      case UNLOAD -> balance.minus(move.orElseThrow().amount());
      case ACCEPT, RETURN -> balance.plus(claim.orElseThrow().amount());
      case REFUND -> balance.minus(refund.orElseThrow().amount());
    };
  }

  private Expression newBudget() {
    Expression budget =
        renewal.map(Renewal::budgetOfClass).orElse(state.attribute(ShowTerms.BUDGET));
    return shape.payout().usesBudget() ? budget.minus(payment.orElseThrow().v) : budget;
  }

  private static Renewal declareRenewal(Relation.Builder in) {
    return new Renewal(in.point("P_ep"), in.secret("rho4"), in.number("B"));
  }

  private static AccountMove declareMove(Relation.Builder in) {
    return new AccountMove(in.point("R_a"), in.secret("rho_a"), in.number("a"));
  }

  private static EntryClaim declareClaim(Relation.Builder in) {
    return new EntryClaim(
        in.point("P_e"),
        in.point("P_own"),
        in.secret("v_e"),
        in.secret("rho_e"),
        in.secret("rho_o"));
  }

  private static Refund declareRefund(Relation.Builder in) {
    return new Refund(in.point("P_r"), in.secret("v_r"), in.secret("rho7"));
  }
}
