package org.specie.cash.protocol.relation;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/** What an account link proves: R_a commits to the pid of a signed state, which stays hidden. */
public final class LinkRelation {
  public final Relation relation;
  public final ShowTerms state;
  public final Point link;
  public final Expression rhoLink;

  LinkRelation(Suite suite) {
    Relation.Builder in = new Relation.Builder("SPECIE/link/v1");
    state = new ShowTerms(suite, in, 7);
    link = in.point("R_a");
    rhoLink = in.secret("rho_a");
    in.equation(
        "own",
        link,
        state.attribute(ShowTerms.PID).times(Relations.fixed(suite.value())),
        rhoLink.times(Relations.fixed(suite.g())));
    relation = in.build();
  }
}
