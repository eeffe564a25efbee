package org.specie.cash.protocol.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Multiplies points by numbers that the adversary knows and looks the products up: a nullifier
 * without its key, a commitment without its blinding, an amount under a blinding used twice.
 */
final class Multiples {
  private static final Suite SUITE = new Suite(new Domain("test", "ILS", 1));

  /** Amounts, budgets and balances that occur in the schedule, in minor units. */
  private static final List<Long> CANDIDATES =
      List.of(1L, 250L, 300L, 1_200L, 7_700L, 39_999L, 40_000L, 47_700L, 99_900L);

  /** First messages are as many again; memo and sealed text have 96 bytes and are no points. */
  private static final Pattern NO_POINTS = Pattern.compile("\\.(T\\..*|memo|sealed)$");

  private Multiples() {}

  private static Map<ByteString, String> constants() {
    Map<ByteString, String> constants = new HashMap<>();
    constants.put(x(SUITE.eta().point()), "eta");
    constants.put(x(SUITE.value().point()), "G");
    constants.put(x(SUITE.prfKey().point()), "g_K");
    constants.put(x(G1.GENERATOR), "g");
    for (long candidate : CANDIDATES) {
      constants.put(x(SUITE.value().point().times(Scalar.of(candidate))), candidate + "·G");
    }
    return constants;
  }

  private static ByteString x(G1 point) {
    return ByteString.copyOf(point.toByteArray()).slice(0, G1.SIZE / 2);
  }

  /** What of a view can be multiplied: the points of bodies, without first messages and proofs. */
  private static Map<String, G1> points(View view) {
    Map<String, G1> points = new LinkedHashMap<>();
    view.pieces()
        .forEach(
            (name, bytes) -> {
              if (bytes.size() == G1.SIZE && !NO_POINTS.matcher(name).find()) {
                points.put(name, point(bytes));
              }
            });
    return points;
  }

  private static G1 point(ByteString bytes) {
    try {
      return G1.decode(new Decoder(bytes));
    } catch (MalformedInput e) {
      throw new AssertionError("a piece of 96 bytes is a point", e);
    }
  }

  private static Map<String, Scalar> numbers(View view) {
    Map<String, Scalar> numbers = new LinkedHashMap<>();
    view.pieces()
        .forEach(
            (name, bytes) -> {
              if (name.startsWith("sent.") && bytes.size() == Scalar.SIZE) {
                numbers.put(name, Scalar.reduce(bytes));
                numbers.put("1/" + name, Scalar.reduce(bytes).inverse());
              }
            });
    return numbers;
  }

  /** Products that are equal to a constant or to a point of the view. */
  static Set<String> equalProducts(View view) {
    Map<ByteString, String> known = constants();
    Map<String, G1> points = points(view);
    points.forEach((name, point) -> known.put(x(point), name));
    TreeSet<String> found = new TreeSet<>();
    numbers(view)
        .forEach(
            (number, scalar) ->
                points.forEach(
                    (name, point) -> {
                      String equal = known.get(x(point.times(scalar)));
                      if (equal != null) {
                        found.add(number + "·" + name + " = " + equal);
                      }
                    }));
    return found;
  }

  /** Pairs of commitments to amounts whose difference is a likely amount times G. */
  static Set<String> likelyDifferences(View view) {
    Map<ByteString, String> known = constants();
    List<Map.Entry<String, G1>> commitments = new ArrayList<>();
    points(view)
        .forEach(
            (name, point) -> {
              if (name.contains(".P_")) {
                commitments.add(Map.entry(name, point));
              }
            });
    TreeSet<String> found = new TreeSet<>();
    for (var one : commitments) {
      String itself = known.get(x(one.getValue()));
      if (itself != null) {
        found.add(one.getKey() + " = " + itself);
      }
      for (var other : commitments) {
        G1 difference = one.getValue().minus(other.getValue());
        String equal = difference.isInfinity() ? "0" : known.get(x(difference));
        if (equal != null && one.getKey().compareTo(other.getKey()) < 0) {
          found.add(one.getKey() + " - " + other.getKey() + " = " + equal);
        }
      }
    }
    return found;
  }

  /** Both searches. */
  static Set<String> among(View view) {
    Set<String> found = equalProducts(view);
    found.addAll(likelyDifferences(view));
    return found;
  }
}
