package org.specie.cash.protocol.relation;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Fixed;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * Points, secrets and equations of the amount that leaves a state: into a coin or an entry, within
 * the budget or sealed for auditors. Names are those of docs/spec/10-private-cash.md, clause 10.6,
 * and docs/spec/12-tiers.md, clauses 12.6 and 12.10. What a payout lacks is empty.
 */
public final class PaymentTerms {
  /** The coin created. */
  public record CoinTerms(Point base, Point cPid, Point cVal, Expression d6, Expression d7) {}

  /** What is left of the budget. */
  public record BudgetTerms(Point pBud, Expression rho3) {}

  /**
   * The entry created.
   *
   * @param rho5 of a sealed payment, whose payee is proven; else the acceptor is whoever can open
   */
  public record EntryTerms(Point pAcc, Point pRet, Optional<Expression> rho5, Expression rho6) {}

  /** The sealed record, its key and its bases. */
  public record AuditTerms(
      Point ephemeral,
      Point sealedPayer,
      Point sealedPayee,
      Point sealedAmount,
      Point payerKey,
      Point payeeKey,
      Point amountKey,
      Point payeeBase,
      Point amountBase,
      Expression t) {}

  public final Point pV;
  public final Expression v;
  public final Expression rho1;
  public final Optional<Expression> payeePid;
  public final Optional<CoinTerms> coin;
  public final Optional<BudgetTerms> budget;
  public final Optional<EntryTerms> entry;
  public final Optional<AuditTerms> audit;

  /** Declares everything; the order is that of the bytes and of every transcript. */
  PaymentTerms(Relation.Builder in, Shape.Payout payout) {
    boolean makesCoin = payout.makesCoin();
    boolean isSealed = payout.isSealed();
    Optional<Point> base = point(in, makesCoin, "h_C");
    Optional<Point> cPid = point(in, makesCoin, "C'_pid");
    Optional<Point> cVal = point(in, makesCoin, "C'_val");
    pV = in.point("P_v");
    Optional<Point> pBud = point(in, payout.usesBudget(), "P_bud");
    Optional<Point> pAcc = point(in, payout.makesEntry(), "P_acc");
    Optional<Point> pRet = point(in, payout.makesEntry(), "P_ret");
    v = in.secret("v");
    payeePid = secret(in, makesCoin || isSealed, "pidB");
    Optional<Expression> d6 = secret(in, makesCoin, "d6");
    Optional<Expression> d7 = secret(in, makesCoin, "d7");
    rho1 = in.secret("rho1");
    Optional<Expression> rho3 = secret(in, payout.usesBudget(), "rho3");
    Optional<Expression> rho5 = secret(in, isSealed && payout.makesEntry(), "rho5");
    Optional<Expression> rho6 = secret(in, payout.makesEntry(), "rho6");
    coin =
        base.map(
            b ->
                new CoinTerms(
                    b, cPid.orElseThrow(), cVal.orElseThrow(), d6.orElseThrow(), d7.orElseThrow()));
    budget = pBud.map(p -> new BudgetTerms(p, rho3.orElseThrow()));
    entry = pAcc.map(p -> new EntryTerms(p, pRet.orElseThrow(), rho5, rho6.orElseThrow()));
    audit = isSealed ? Optional.of(declareAudit(in)) : Optional.empty();
  }

  private static Optional<Point> point(Relation.Builder in, boolean exists, String name) {
    return exists ? Optional.of(in.point(name)) : Optional.empty();
  }

  private static Optional<Expression> secret(Relation.Builder in, boolean exists, String name) {
    return exists ? Optional.of(in.secret(name)) : Optional.empty();
  }

  private static AuditTerms declareAudit(Relation.Builder in) {
    return new AuditTerms(
        in.point("R"),
        in.point("E_1"),
        in.point("E_2"),
        in.point("E_3"),
        in.point("PK_1"),
        in.point("PK_2"),
        in.point("PK_3"),
        in.point("A_2"),
        in.point("A_3"),
        in.secret("t"));
  }

  /** The equations, for the identity that pays and what its budget becomes. */
  void state(Suite suite, Relation.Builder in, Expression pid, Expression k, Expression newBudget) {
    Fixed g = Relations.fixed(suite.g());
    Fixed value = Relations.fixed(suite.value());
    coin.ifPresent(
        c ->
            in.equation("out6", c.cPid(), payeePid.orElseThrow().times(c.base()), c.d6().times(g))
                .equation("out7", c.cVal(), v.times(c.base()), c.d7().times(g)));
    in.equation("lnk1", pV, v.times(value), rho1.times(g));
    budget.ifPresent(b -> in.equation("lnk3", b.pBud(), newBudget.times(value), b.rho3().times(g)));
    entry.ifPresent(
        e -> {
          e.rho5()
              .ifPresent(
                  rho5 ->
                      in.equation(
                          "acc", e.pAcc(), payeePid.orElseThrow().times(value), rho5.times(g)));
          in.equation("ret", e.pRet(), pid.times(value), e.rho6().times(g));
        });
    audit.ifPresent(
        a ->
            in.equation("aud0", a.ephemeral(), a.t().times(g))
                .equation(
                    "aud1",
                    a.sealedPayer(),
                    k.times(Relations.fixed(suite.prfKey())),
                    a.t().times(a.payerKey()))
                .equation(
                    "aud2",
                    a.sealedPayee(),
                    payeePid.orElseThrow().times(a.payeeBase()),
                    a.t().times(a.payeeKey()))
                .equation(
                    "aud3", a.sealedAmount(), v.times(a.amountBase()), a.t().times(a.amountKey())));
  }
}
