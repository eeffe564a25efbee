package org.specie.cash.protocol.relation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;

/** All relations of a suite, each built when it is first asked for. */
public final class Relations {
  private final Suite suite;
  private final Map<Shape, StateRelation> states = new ConcurrentHashMap<>();
  private final FoldRelation fold;
  private final LinkRelation link;
  private final EnrolRelation enrol;
  private final KeyRelation key;

  public Relations(Suite suite) {
    this.suite = suite;
    this.fold = new FoldRelation(suite);
    this.link = new LinkRelation(suite);
    this.enrol = new EnrolRelation(suite);
    this.key = new KeyRelation(suite);
  }

  /** What a transaction of {@code shape} proves. */
  public StateRelation state(Shape shape) {
    return states.computeIfAbsent(shape, s -> new StateRelation(suite, s));
  }

  public FoldRelation fold() {
    return fold;
  }

  public LinkRelation link() {
    return link;
  }

  public EnrolRelation enrol() {
    return enrol;
  }

  public KeyRelation key() {
    return key;
  }

  static Relation.Fixed fixed(org.specie.kernel.crypto.batch.BaseSet.Base base) {
    return new Relation.Fixed(base);
  }
}
