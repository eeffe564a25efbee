package org.specie.kernel.crypto.sigma;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BaseSet;

/**
 * The shape of a statement: named secrets, points and public numbers, and equations
 *
 * <pre>  left = expression_1·operand_1 + expression_2·operand_2 + …</pre>
 *
 * where each expression is a sum of secrets and public numbers with signs, and each operand is a
 * point of the instance or a public base. Two places where the same secret stands prove that the
 * values are equal. Immutable once built; a relation is a constant of its protocol.
 */
public final class Relation {
  /** What an expression multiplies, or what stands left. */
  public sealed interface Operand {}

  /** A point that each instance brings along. */
  public record Point(int index, String name) implements Operand {}

  /** A base that all instances share. */
  public record Fixed(BaseSet.Base base) implements Operand {}

  /** The neutral element, on the left of an equation. */
  public record Neutral() implements Operand {}

  /** A sum of signed secrets and public numbers. */
  public static final class Expression {
    /** One summand: the secret or public number at {@code index}, negated or not. */
    record Summand(boolean isSecret, int index, boolean negated) {}

    final List<Summand> summands;

    private Expression(List<Summand> summands) {
      this.summands = List.copyOf(summands);
    }

    public Expression plus(Expression other) {
      return join(other, false);
    }

    public Expression minus(Expression other) {
      return join(other, true);
    }

    /** Minus this expression. */
    public Expression negated() {
      return new Expression(List.of()).minus(this);
    }

    private Expression join(Expression other, boolean negate) {
      List<Summand> all = new ArrayList<>(summands);
      for (Summand s : other.summands) {
        all.add(new Summand(s.isSecret(), s.index(), s.negated() ^ negate));
      }
      return new Expression(all);
    }

    /** This expression times {@code operand}, as a summand of an equation. */
    public Term times(Operand operand) {
      return new Term(this, operand);
    }

    int soleSecret() {
      Check.that(
          summands.size() == 1 && summands.getFirst().isSecret() && !summands.getFirst().negated(),
          "a secret on its own");
      return summands.getFirst().index();
    }

    int solePublic() {
      Check.that(
          summands.size() == 1 && !summands.getFirst().isSecret(), "a public number on its own");
      return summands.getFirst().index();
    }
  }

  /** A summand on the right of an equation. */
  public record Term(Expression expression, Operand operand) {}

  /** One equation. */
  public record Equation(String name, Operand left, List<Term> right) {
    public Equation {
      right = List.copyOf(right);
    }
  }

  private final String name;
  private final List<String> secrets;
  private final List<String> points;
  private final List<String> publics;
  private final List<Equation> equations;

  private Relation(Builder builder) {
    name = builder.name;
    secrets = List.copyOf(builder.secrets);
    points = List.copyOf(builder.points);
    publics = List.copyOf(builder.publics);
    equations = List.copyOf(builder.equations);
  }

  /** Name and version, bound into every proof. */
  public String name() {
    return name;
  }

  public List<Equation> equations() {
    return equations;
  }

  public int secretCount() {
    return secrets.size();
  }

  public int pointCount() {
    return points.size();
  }

  public int publicCount() {
    return publics.size();
  }

  String pointName(int index) {
    return points.get(index);
  }

  String publicName(int index) {
    return publics.get(index);
  }

  String secretName(int index) {
    return secrets.get(index);
  }

  /** Writes a relation down. */
  public static final class Builder {
    private final String name;
    private final List<String> secrets = new ArrayList<>();
    private final List<String> points = new ArrayList<>();
    private final List<String> publics = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();

    public Builder(String name) {
      this.name = name;
    }

    /** Declares a secret. */
    public Expression secret(String secretName) {
      declare(secrets, secretName);
      return new Expression(List.of(new Expression.Summand(true, secrets.size() - 1, false)));
    }

    /** Declares a public number. */
    public Expression number(String publicName) {
      declare(publics, publicName);
      return new Expression(List.of(new Expression.Summand(false, publics.size() - 1, false)));
    }

    /** Declares a point of the instance. */
    public Point point(String pointName) {
      declare(points, pointName);
      return new Point(points.size() - 1, pointName);
    }

    private static void declare(List<String> names, String name) {
      Check.that(!names.contains(name), "names in a relation are distinct");
      names.add(name);
    }

    /** States that {@code left} is the sum of {@code right}. */
    public Builder equation(String equationName, Operand left, Term... right) {
      Check.that(right.length > 0, "an equation has a right side");
      equations.add(new Equation(equationName, left, List.of(right)));
      return this;
    }

    public Relation build() {
      return new Relation(this);
    }
  }
}
