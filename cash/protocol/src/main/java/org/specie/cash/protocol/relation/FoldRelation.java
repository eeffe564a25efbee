package org.specie.cash.protocol.relation;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Fixed;
import org.specie.kernel.crypto.sigma.Relation.Point;

/**
 * What a fold proves: sixteen slots of one owner become one coin of the same owner. The state is
 * shown for its pid and k only and not consumed, so folds run in parallel.
 */
public final class FoldRelation {
  public final Relation relation;
  public final ShowTerms state;
  public final List<SlotTerms> slots;
  public final Point base;
  public final Point cPid;
  public final Point cVal;
  public final Point pV;
  public final Expression d6;
  public final Expression d7;
  public final Expression rho1;

  FoldRelation(Suite suite) {
    Relation.Builder in = new Relation.Builder("SPECIE/fold/v1");
    Fixed g = Relations.fixed(suite.g());
    state = new ShowTerms(suite, in, 7);
    Expression pid = state.attribute(ShowTerms.PID);
    Expression k = state.attribute(ShowTerms.K);
    List<SlotTerms> shown = new ArrayList<>();
    for (int i = 1; i <= Suite.BULK_SLOTS; i++) {
      shown.add(new SlotTerms(suite, in, i, pid, k));
    }
    slots = List.copyOf(shown);
    base = in.point("h_C");
    cPid = in.point("C'_pid");
    cVal = in.point("C'_val");
    pV = in.point("P_v");
    d6 = in.secret("d6");
    d7 = in.secret("d7");
    rho1 = in.secret("rho1");
    Expression sum = slots.getFirst().val;
    for (SlotTerms slot : slots.subList(1, slots.size())) {
      sum = sum.plus(slot.val);
    }
    in.equation("out6", cPid, pid.times(base), d6.times(g))
        .equation("out7", cVal, sum.times(base), d7.times(g))
        .equation("lnk1", pV, sum.times(Relations.fixed(suite.value())), rho1.times(g));
    relation = in.build();
  }
}
