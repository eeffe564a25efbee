package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * X~ + Σ m_j·Y~_j over the common attributes of a request, remembered: few combinations of kind and
 * epoch are in use at a time, and each takes several multiplications in the second group. Public
 * data only, and a pure function of it. Safe for many threads. Source:
 * docs/spec/04-threshold-signatures.md, clause 4.7.
 */
final class FoldedKeys {
  /** Combinations remembered; the one not asked for longest is forgotten first. */
  private static final int REMEMBERED_MAX = 64;

  private record Name(G2 xTilde, List<G2> yTilde, List<Optional<Scalar>> common) {}

  private static final Map<Name, G2> REMEMBERED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Name, G2> eldest) {
              return size() > REMEMBERED_MAX;
            }
          });

  private FoldedKeys() {}

  /** What a base is paired with for everything in {@code attributes} that is common. */
  static G2 of(G2 xTilde, List<G2> yTilde, List<Attribute> attributes) {
    List<Optional<Scalar>> common = new ArrayList<>(attributes.size());
    boolean isAny = false;
    for (Attribute each : attributes) {
      Optional<Scalar> value =
          switch (each) {
            case Attribute.Common(Scalar known) -> Optional.of(known);
            case Attribute.Public _, Attribute.Committed _ -> Optional.empty();
          };
      isAny |= value.isPresent();
      common.add(value);
    }
    return isAny
        ? REMEMBERED.computeIfAbsent(new Name(xTilde, yTilde, common), FoldedKeys::fold)
        : xTilde;
  }

  private static G2 fold(Name name) {
    G2 sum = name.xTilde();
    for (int j = 0; j < name.common().size(); j++) {
      Optional<Scalar> value = name.common().get(j);
      if (value.isPresent() && !value.get().isZero()) {
        sum = sum.plus(name.yTilde().get(j).times(value.get()));
      }
    }
    return sum;
  }
}
