package org.specie.cash.protocol.relation;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Point;

/** Points, secrets and the equations st1 to st6 (st7 in a renewal) of a shown state. */
public final class ShowTerms {
  public static final int PID = 0;
  public static final int K = 1;
  public static final int SN = 2;
  public static final int BALANCE = 3;
  public static final int BUDGET = 4;
  public static final int INCOME = 5;
  public static final int EPOCH = 6;

  private static final List<String> NAMES = List.of("pid", "k", "sn", "bal", "bud", "inc", "ep");

  public final Point sigma1;
  public final List<Point> v;
  public final List<Expression> attributes;
  public final List<Expression> blindings;

  ShowTerms(Suite suite, Relation.Builder in, int hiddenAttributes) {
    sigma1 = in.point("sigma1_0");
    List<Point> shown = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    List<Expression> hiding = new ArrayList<>();
    for (int j = 0; j < hiddenAttributes; j++) {
      String name = NAMES.get(j);
      Point point = in.point("V_0." + name);
      Expression value = in.secret(name);
      Expression blinding = in.secret("r_0." + name);
      in.equation(
          "st." + name, point, value.times(sigma1), blinding.times(Relations.fixed(suite.g())));
      shown.add(point);
      values.add(value);
      hiding.add(blinding);
    }
    v = List.copyOf(shown);
    attributes = List.copyOf(values);
    blindings = List.copyOf(hiding);
  }

  /** The secret attribute at {@code index}, one of the constants above. */
  public Expression attribute(int index) {
    return attributes.get(index);
  }
}
