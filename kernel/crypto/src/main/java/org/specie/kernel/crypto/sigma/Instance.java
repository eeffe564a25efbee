package org.specie.kernel.crypto.sigma;

import java.util.Arrays;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/** The points and public numbers of one statement, everything a verifier sees but the proof. */
public final class Instance {
  private final Relation relation;
  private final G1[] points;
  private final Scalar[] publics;

  private Instance(Relation relation, G1[] points, Scalar[] publics) {
    this.relation = relation;
    this.points = points;
    this.publics = publics;
  }

  public Relation relation() {
    return relation;
  }

  G1 point(int index) {
    return points[index];
  }

  Scalar number(int index) {
    return publics[index];
  }

  /** Appends the relation's name and every value in the order of declaration. */
  void bindTo(Transcript transcript) {
    transcript.append(
        "relation", relation.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (int i = 0; i < points.length; i++) {
      transcript.append(relation.pointName(i), points[i]);
    }
    for (int i = 0; i < publics.length; i++) {
      transcript.append(relation.publicName(i), publics[i]);
    }
  }

  /** Collects values; {@link #build} insists on all of them. */
  public static final class Builder {
    private final Relation relation;
    private final G1[] points;
    private final Scalar[] publics;

    public Builder(Relation relation) {
      this.relation = relation;
      this.points = new G1[relation.pointCount()];
      this.publics = new Scalar[relation.publicCount()];
    }

    public Builder set(Relation.Point name, G1 value) {
      points[name.index()] = value;
      return this;
    }

    public Builder set(Relation.Expression number, Scalar value) {
      publics[number.solePublic()] = value;
      return this;
    }

    public Instance build() {
      Check.that(
          Arrays.stream(points).noneMatch(p -> p == null),
          "every point of the relation has a value");
      Check.that(
          Arrays.stream(publics).noneMatch(s -> s == null),
          "every public number of the relation has a value");
      return new Instance(relation, points.clone(), publics.clone());
    }
  }
}
