package org.specie.cash.protocol.relation;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * Points, secrets and equations sl1 to sl6 of one coin slot, which shows a real coin of the owner
 * (l = 1, and then psi = 0) or the public dummy (l = 0, value 0, a fresh pseudorandom nullifier).
 */
public final class SlotTerms {
  public final Point sigma1;
  public final Point vL;
  public final Point vPid;
  public final Point vSn;
  public final Point vVal;
  public final Point nullifier;
  public final Expression l;
  public final Expression sn;
  public final Expression val;
  public final Expression rL;
  public final Expression rSn;
  public final Expression rVal;
  public final Expression delta;
  public final Expression psi;
  public final Expression theta;

  SlotTerms(Suite suite, Relation.Builder in, int index, Expression pid, Expression k) {
    String at = "_" + index;
    sigma1 = in.point("sigma1" + at);
    vL = in.point("V.l" + at);
    vPid = in.point("V.pid" + at);
    vSn = in.point("V.sn" + at);
    vVal = in.point("V.val" + at);
    nullifier = in.point("N" + at);
    l = in.secret("l" + at);
    sn = in.secret("snc" + at);
    val = in.secret("val" + at);
    rL = in.secret("r.l" + at);
    rSn = in.secret("r.sn" + at);
    rVal = in.secret("r.val" + at);
    delta = in.secret("delta" + at);
    psi = in.secret("psi" + at);
    theta = in.secret("theta" + at);
    Relation.Fixed g = Relations.fixed(suite.g());
    in.equation("sl1" + at, vL, l.times(sigma1), rL.times(g))
        .equation("sl2" + at, vPid, pid.times(vL), delta.times(g))
        .equation("sl3" + at, vSn, sn.times(sigma1), rSn.times(g))
        .equation("sl4" + at, vVal, val.times(sigma1), rVal.times(g))
        .equation("sl5" + at, Relations.fixed(suite.eta()), k.plus(sn).plus(psi).times(nullifier))
        .equation("sl6" + at, new Relation.Neutral(), psi.times(vL), theta.negated().times(g));
  }
}
