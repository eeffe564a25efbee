package org.specie.cash.protocol.relation;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/** What an enrolment proves: the k inside C_k is the k of the public spend key K. */
public final class EnrolRelation {
  public final Relation relation;
  public final Point publicKey;
  public final Point base;
  public final Point cK;
  public final Expression k;
  public final Expression d;

  EnrolRelation(Suite suite) {
    Relation.Builder in = new Relation.Builder("SPECIE/enrol/v1");
    publicKey = in.point("K");
    base = in.point("h");
    cK = in.point("C_k");
    k = in.secret("k");
    d = in.secret("d");
    in.equation("key", publicKey, k.times(Relations.fixed(suite.prfKey())))
        .equation("out", cK, k.times(base), d.times(Relations.fixed(suite.g())));
    relation = in.build();
  }
}
