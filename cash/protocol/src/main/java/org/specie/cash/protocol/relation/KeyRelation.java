package org.specie.cash.protocol.relation;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/** Knowledge of the k of K: a signature under a spend key, over whatever the transcript holds. */
public final class KeyRelation {
  public final Relation relation;
  public final Point publicKey;
  public final Expression k;

  KeyRelation(Suite suite) {
    Relation.Builder in = new Relation.Builder("SPECIE/key/v1");
    publicKey = in.point("K");
    k = in.secret("k");
    in.equation("key", publicKey, k.times(Relations.fixed(suite.prfKey())));
    relation = in.build();
  }
}
