package org.specie.kernel.crypto.ps;

import java.util.List;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import tools.jackson.databind.JsonNode;

/**
 * Points of small order on the curve, one for each prime that divides the cofactor. That of order 3
 * is (0, 2), which blst refuses to decode, so all come as the difference of two decodable points.
 */
final class Torsion {
  static final List<Integer> ORDERS = List.of(3, 11, 10177, 859267, 52437899);

  private Torsion() {}

  static G1 ofOrder(int order) {
    JsonNode outside = Vectors.read("bls12-381.json").required("outside_subgroup");
    for (JsonNode each : Vectors.list(outside, "g1_subgroup_plus_torsion").toList()) {
      if (each.required("order").asString().equals(Integer.toString(order))) {
        return point(each, "uncompressed").minus(point(each, "subgroup_part"));
      }
    }
    throw new IllegalArgumentException("no point of order " + order);
  }

  private static G1 point(JsonNode node, String field) {
    try {
      return G1.decode(new Decoder(Vectors.bytes(node, field)));
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
  }
}
