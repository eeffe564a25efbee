package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.Lagrange;
import tools.jackson.databind.JsonNode;

/**
 * Clauses 4.2 to 4.9 against docs/spec/vectors/pointcheval-sanders.json, which another curve
 * library computed.
 */
final class PsVectorsTest {
  private static final JsonNode FILE = Vectors.read("pointcheval-sanders.json");
  private static final JsonNode BLIND = FILE.required("blind_issuance");

  private static <T> T one(String hex, Decoder.Element<T> element) {
    try {
      return element.read(new Decoder(ByteString.hex(hex)));
    } catch (MalformedInput e) {
      throw new AssertionError(hex, e);
    }
  }

  private static <T> List<T> all(JsonNode node, String field, Decoder.Element<T> element) {
    return Vectors.list(node, field).map(each -> one(each.asString(), element)).toList();
  }

  private static TrustedDealerForTests dealer() {
    JsonNode polynomials = FILE.required("threshold").required("polynomials_constant_term_first");
    List<List<Scalar>> y =
        Vectors.list(polynomials, "y")
            .map(
                polynomial ->
                    polynomial
                        .valueStream()
                        .map(each -> one(each.asString(), Scalar::decode))
                        .toList())
            .toList();
    return new TrustedDealerForTests(4, all(polynomials, "x", Scalar::decode), y);
  }

  private static SigningRequest request() {
    List<Scalar> messages = all(FILE, "messages", Scalar::decode);
    List<Attribute> attributes = new ArrayList<>();
    messages.forEach(message -> attributes.add(new Attribute.Public(message)));
    List<G1> commitments = all(BLIND, "commitments", G1::decode);
    List<Integer> hidden = Vectors.list(BLIND, "hidden_attributes").map(JsonNode::asInt).toList();
    for (int k = 0; k < hidden.size(); k++) {
      attributes.set(hidden.get(k), new Attribute.Committed(commitments.get(k)));
    }
    return new SigningRequest(
        one(Vectors.text(FILE.required("base"), "point"), G1::decode), attributes);
  }

  @Test
  void theKeyIsTheirs() {
    JsonNode key = FILE.required("public_key");
    PsVerificationKey ours = dealer().key.key();
    assertThat(ours.y()).isEqualTo(all(key, "y_g1", G1::decode));
    assertThat(ByteString.copyOf(ours.xTilde().toByteArray()))
        .isEqualTo(Vectors.bytes(key, "x_g2"));
  }

  @Test
  void sharesAggregateAndSignatureAreTheirs() {
    TrustedDealerForTests dealer = dealer();
    List<PartialSignature> shares = new ArrayList<>();
    for (JsonNode each : Vectors.list(BLIND, "shares").toList()) {
      PartialSignature share = dealer.share(each.required("signer").asInt()).sign(request());
      assertThat(share.value()).isEqualTo(one(Vectors.text(each, "share"), G1::decode));
      shares.add(share);
    }
    assertThat(Lagrange.atZero(shares.stream().map(PartialSignature::index).toList()))
        .isEqualTo(all(BLIND, "lagrange_at_zero", Scalar::decode));
    PsAggregator aggregator = new PsAggregator(dealer.key);
    assertThat(aggregator.aggregate(request(), shares))
        .isEqualTo(
            new Aggregation.Complete<>(
                new BlindSignature(
                    request().base(), one(Vectors.text(BLIND, "aggregate"), G1::decode)),
                new TreeSet<>()));
    JsonNode signature = FILE.required("signature");
    assertThat(
            aggregator.obtain(
                request(),
                all(FILE, "messages", Scalar::decode),
                all(BLIND, "blindings", Scalar::decode),
                shares))
        .isEqualTo(
            new Aggregation.Complete<>(
                new PsSignature(
                    one(Vectors.text(signature, "sigma1"), G1::decode),
                    one(Vectors.text(signature, "sigma2"), G1::decode)),
                new TreeSet<>()));
  }

  @Test
  void rerandomisesAsTheyDo() {
    JsonNode show = FILE.required("show");
    JsonNode signature = FILE.required("signature");
    PsSignature ours =
        new PsSignature(
            one(Vectors.text(signature, "sigma1"), G1::decode),
            one(Vectors.text(signature, "sigma2"), G1::decode));
    assertThat(ours.rerandomise(one(Vectors.text(show, "rerandomiser"), Scalar::decode)).sigma1())
        .isEqualTo(one(Vectors.text(show, "sigma1"), G1::decode));
  }

  @Test
  void requestsHaveTheirName() {
    JsonNode request = Vectors.read("threshold.json").required("request");
    SigningRequest ours =
        new SigningRequest(
            one(Vectors.text(request, "base"), G1::decode),
            List.of(
                new Attribute.Public(one(Vectors.text(request, "public_value"), Scalar::decode)),
                new Attribute.Committed(one(Vectors.text(request, "commitment"), G1::decode))));
    assertThat(ours.digest()).isEqualTo(new Hash32(Vectors.bytes(request, "digest")));
  }
}
