package org.specie.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import tools.jackson.databind.JsonNode;

/** The credential that noble computed: docs/spec/04-threshold-signatures.md 4.3. */
final class PointchevalSandersVectorsTest {
  private static final JsonNode VECTORS = Vectors.read("pointcheval-sanders.json");

  private static <T> List<T> all(JsonNode node, String field, Decoder.Element<T> element) {
    return Vectors.list(node, field).map(hex -> one(hex.asString(), element)).toList();
  }

  private static <T> T one(String hex, Decoder.Element<T> element) {
    try {
      return element.read(new Decoder(ByteString.hex(hex)));
    } catch (MalformedInput e) {
      throw new AssertionError(hex, e);
    }
  }

  private static PsVerificationKey key() {
    JsonNode key = VECTORS.required("public_key");
    return new PsVerificationKey(
        one(Vectors.text(key, "x_g2"), G2::decode),
        all(key, "y_g2", G2::decode),
        all(key, "y_g1", G1::decode));
  }

  private static PsSignature signature() {
    JsonNode signature = VECTORS.required("signature");
    return new PsSignature(
        one(Vectors.text(signature, "sigma1"), G1::decode),
        one(Vectors.text(signature, "sigma2"), G1::decode));
  }

  @Test
  void acceptsTheCredentialAndNoOtherMessage() {
    assertThat(key().isConsistent()).isTrue();
    assertThat(key().verifies(all(VECTORS, "messages", Scalar::decode), signature())).isTrue();
    assertThat(key().verifies(all(VECTORS, "refused_messages", Scalar::decode), signature()))
        .isFalse();
  }

  @Test
  void theBaseIsHashedAsTheSpecSays() {
    JsonNode base = VECTORS.required("base");
    assertThat(
            G1.hashToCurve(
                Vectors.bytes(base, "message"), ByteString.utf8(Vectors.text(base, "dst"))))
        .isEqualTo(one(Vectors.text(base, "point"), G1::decode));
  }

  @Test
  void theShowEquationHoldsForHonestElementsOnly() {
    JsonNode show = VECTORS.required("show");
    assertThat(holds(show, "v")).isTrue();
    assertThat(holds(show, "refused_v")).isFalse();
  }

  private static boolean holds(JsonNode show, String elements) {
    List<Integer> hidden =
        Vectors.list(VECTORS.required("blind_issuance"), "hidden_attributes")
            .map(JsonNode::asInt)
            .toList();
    List<Scalar> messages = all(VECTORS, "messages", Scalar::decode);
    G2 shown = key().xTilde();
    for (int j = 0; j < messages.size(); j++) {
      if (!hidden.contains(j)) {
        shown = shown.plus(key().yTilde().get(j).times(messages.get(j)));
      }
    }
    List<G1> v = all(show, elements, G1::decode);
    G1 w = one(Vectors.text(show, "w"), G1::decode);
    Stream<PairingProduct.Factor> hiddenFactors =
        Stream.iterate(0, n -> n + 1)
            .limit(hidden.size())
            .map(n -> new PairingProduct.Factor(v.get(n), key().yTilde().get(hidden.get(n))));
    Stream<PairingProduct.Factor> rest =
        Stream.of(
            new PairingProduct.Factor(one(Vectors.text(show, "sigma1"), G1::decode), shown),
            new PairingProduct.Factor(w.negate(), G2.GENERATOR));
    return PairingProduct.isOne(Stream.concat(rest, hiddenFactors).toList());
  }
}
