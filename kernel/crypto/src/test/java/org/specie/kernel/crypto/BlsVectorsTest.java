package org.specie.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.Scalar;
import tools.jackson.databind.JsonNode;

/** blst as we call it against noble and RFC 9380: docs/spec/01-bls12-381.md. */
final class BlsVectorsTest {
  private static final JsonNode VECTORS = Vectors.read("bls12-381.json");

  /** Reads one element to the last byte. */
  private static <T> T decode(ByteString bytes, Decoder.Element<T> element) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    T read = element.read(in);
    in.end();
    return read;
  }

  private static <T> T valid(ByteString bytes, Decoder.Element<T> element) {
    try {
      return decode(bytes, element);
    } catch (MalformedInput e) {
      throw new AssertionError(bytes.toHex(), e);
    }
  }

  private static boolean isInfinity(ByteString uncompressed) {
    return uncompressed.at(0) == 0x40;
  }

  private static G1 g1(ByteString bytes) {
    return isInfinity(bytes) ? G1.INFINITY : valid(bytes, G1::decode);
  }

  private static G1 g1(JsonNode node, String field) {
    return g1(Vectors.bytes(node, field));
  }

  private static G2 g2(JsonNode node, String field) {
    ByteString bytes = Vectors.bytes(node, field);
    return isInfinity(bytes) ? G2.INFINITY : valid(bytes, G2::decode);
  }

  /** The only points of order 3 have x = 0; blst reads neither, as the vector file notes. */
  private static Stream<JsonNode> readableTorsion(JsonNode outside) {
    return Vectors.list(outside, "g1_torsion").filter(each -> each.required("order").asInt() != 3);
  }

  private static Scalar scalar(JsonNode node, String field) {
    return valid(Vectors.bytes(node, field), Scalar::decode);
  }

  @Test
  void hashesAsRfc9380() {
    JsonNode hashes = VECTORS.required("hash_to_curve_g1");
    JsonNode rfc = hashes.required("rfc9380_j_9_1");
    ByteString rfcTag = ByteString.utf8(Vectors.text(rfc, "dst"));
    Vectors.list(rfc, "cases")
        .forEach(
            each ->
                assertThat(G1.hashToCurve(Vectors.bytes(each, "message"), rfcTag).toCompressed())
                    .isEqualTo(Vectors.bytes(each, "compressed")));
    Vectors.list(hashes, "random_messages")
        .forEach(
            each -> {
              ByteString tag = ByteString.utf8(Vectors.text(each, "dst"));
              assertThat(G1.hashToCurve(Vectors.bytes(each, "message"), tag))
                  .isEqualTo(g1(each, "uncompressed"));
            });
  }

  @Test
  void computesWithScalars() {
    JsonNode scalars = VECTORS.required("scalars");
    Vectors.list(scalars, "binary")
        .forEach(
            each -> {
              Scalar a = scalar(each, "a");
              Scalar b = scalar(each, "b");
              assertThat(a.plus(b)).isEqualTo(scalar(each, "sum"));
              assertThat(a.minus(b)).isEqualTo(scalar(each, "difference"));
              assertThat(a.times(b)).isEqualTo(scalar(each, "product"));
            });
    Vectors.list(scalars, "unary")
        .forEach(
            each -> {
              Scalar a = scalar(each, "a");
              assertThat(a.negate()).isEqualTo(scalar(each, "negated"));
              assertThat(a.times(a)).isEqualTo(scalar(each, "squared"));
              if (!a.isZero()) {
                assertThat(a.inverse()).isEqualTo(scalar(each, "inverse"));
              }
            });
    Vectors.list(scalars, "reduce_64_bytes_big_endian")
        .forEach(
            each ->
                assertThat(Scalar.reduce(Vectors.bytes(each, "bytes")))
                    .isEqualTo(scalar(each, "reduced")));
    Vectors.list(scalars, "refused_non_canonical")
        .forEach(
            hex ->
                assertThatThrownBy(() -> decode(ByteString.hex(hex.asString()), Scalar::decode))
                    .isInstanceOf(MalformedInput.class));
  }

  @Test
  void encodesMultiplesOfTheGenerators() {
    Vectors.list(VECTORS.required("encodings"), "g1")
        .forEach(
            each -> {
              G1 point = G1.GENERATOR.times(scalar(each, "k"));
              assertThat(point).isEqualTo(g1(each, "uncompressed"));
              if (!point.isInfinity()) {
                Encoder out = new Encoder();
                point.encode(out);
                assertThat(out.toByteString()).isEqualTo(Vectors.bytes(each, "uncompressed"));
                assertThat(point.toCompressed()).isEqualTo(Vectors.bytes(each, "compressed"));
                assertThat(valid(Vectors.bytes(each, "compressed"), G1::decodeCompressed))
                    .isEqualTo(point);
              }
            });
    Vectors.list(VECTORS.required("encodings"), "g2")
        .forEach(
            each -> {
              G2 point = G2.GENERATOR.times(scalar(each, "k"));
              assertThat(point).isEqualTo(g2(each, "uncompressed"));
              if (!point.isInfinity()) {
                Encoder out = new Encoder();
                point.encode(out);
                assertThat(out.toByteString()).isEqualTo(Vectors.bytes(each, "uncompressed"));
              }
            });
  }

  @Test
  void addsAndMultipliesPoints() {
    JsonNode multiples = VECTORS.required("scalar_multiplication");
    Vectors.list(multiples, "g1")
        .forEach(
            each ->
                assertThat(g1(each, "point").times(scalar(each, "scalar")))
                    .isEqualTo(g1(each, "result")));
    Vectors.list(multiples, "g2")
        .forEach(
            each ->
                assertThat(g2(each, "point").times(scalar(each, "scalar")))
                    .isEqualTo(g2(each, "result")));
    JsonNode sums = VECTORS.required("addition");
    Vectors.list(sums, "g1")
        .forEach(
            each -> {
              G1 a = g1(each, "a");
              G1 b = g1(each, "b");
              assertThat(a.plus(b)).isEqualTo(g1(each, "sum"));
              assertThat(a.minus(b)).isEqualTo(g1(each, "difference"));
              assertThat(a.negate()).isEqualTo(g1(each, "negated_a"));
            });
    Vectors.list(sums, "g2")
        .forEach(
            each -> {
              G2 a = g2(each, "a");
              G2 b = g2(each, "b");
              assertThat(a.plus(b)).isEqualTo(g2(each, "sum"));
              assertThat(a.minus(b)).isEqualTo(g2(each, "difference"));
              assertThat(a.negate()).isEqualTo(g2(each, "negated_a"));
            });
  }

  @Test
  void sumsManyTermsWithZerosRepeatsAndOpposites() {
    Vectors.list(VECTORS, "multi_scalar_multiplication_g1")
        .forEach(
            each -> {
              G1[] points =
                  Vectors.list(each, "points")
                      .map(hex -> g1(ByteString.hex(hex.asString())))
                      .toArray(G1[]::new);
              Scalar[] scalars =
                  Vectors.list(each, "scalars")
                      .map(hex -> valid(ByteString.hex(hex.asString()), Scalar::decode))
                      .toArray(Scalar[]::new);
              assertThat(G1Msm.sum(points, scalars)).isEqualTo(g1(each, "result"));
            });
  }

  @Test
  void knowsWhichPairingProductsAreOne() {
    Vectors.list(VECTORS.required("pairings"), "products")
        .forEach(
            each -> {
              List<PairingProduct.Factor> factors =
                  each.required("pairs")
                      .valueStream()
                      .map(pair -> new PairingProduct.Factor(g1(pair, "g1"), g2(pair, "g2")))
                      .toList();
              assertThat(PairingProduct.isOne(factors))
                  .as(Vectors.text(each, "what"))
                  .isEqualTo(each.required("one").asBoolean());
            });
  }

  @Test
  void tellsPointsOutsideTheSubgroup() {
    JsonNode outside = VECTORS.required("outside_subgroup");
    Stream.concat(
            readableTorsion(outside),
            Stream.of("g1_subgroup_plus_torsion", "g1_random")
                .flatMap(list -> Vectors.list(outside, list)))
        .forEach(
            each -> {
              G1 point = g1(each, "uncompressed");
              assertThat(point.isInSubgroup()).isFalse();
              assertThatThrownBy(
                      () -> decode(Vectors.bytes(each, "uncompressed"), G1::decodeInSubgroup))
                  .isInstanceOf(MalformedInput.class);
            });
    Stream.of("g2_torsion", "g2_random")
        .flatMap(list -> Vectors.list(outside, list))
        .forEach(
            each ->
                assertThatThrownBy(() -> decode(Vectors.bytes(each, "uncompressed"), G2::decode))
                    .isInstanceOf(MalformedInput.class));
  }

  @Test
  void refusesThePointsOfOrderThree() {
    Vectors.list(VECTORS.required("outside_subgroup"), "g1_torsion")
        .filter(each -> each.required("order").asInt() == 3)
        .forEach(
            each -> {
              assertThatThrownBy(() -> decode(Vectors.bytes(each, "uncompressed"), G1::decode))
                  .isInstanceOf(MalformedInput.class);
              assertThatThrownBy(
                      () -> decode(Vectors.bytes(each, "compressed"), G1::decodeCompressed))
                  .isInstanceOf(MalformedInput.class);
            });
  }

  @Test
  void clearsTheCofactor() {
    JsonNode outside = VECTORS.required("outside_subgroup");
    Stream.of("g1_subgroup_plus_torsion", "g1_random")
        .flatMap(list -> Vectors.list(outside, list))
        .forEach(
            each ->
                assertThat(g1(each, "uncompressed").clearCofactor())
                    .isEqualTo(g1(each, "cleared_by_one_minus_z")));
    readableTorsion(outside)
        .forEach(
            each -> {
              G1 point = g1(each, "uncompressed");
              assertThat(point.clearCofactor().isInfinity()).isTrue();
              assertThat(point.toCompressed()).isEqualTo(Vectors.bytes(each, "compressed"));
              assertThat(valid(Vectors.bytes(each, "compressed"), G1::decodeCompressed))
                  .isEqualTo(point);
            });
  }

  @Test
  void thePairingSeesOnlyTheSubgroupPart() {
    Vectors.list(VECTORS.required("outside_subgroup"), "g1_subgroup_plus_torsion")
        .forEach(
            each ->
                assertThat(
                        PairingProduct.isOne(
                            List.of(
                                new PairingProduct.Factor(g1(each, "uncompressed"), G2.GENERATOR),
                                new PairingProduct.Factor(
                                    g1(each, "subgroup_part").negate(), G2.GENERATOR))))
                    .isTrue());
  }

  @Test
  void refusesInvalidEncodings() {
    JsonNode invalid = VECTORS.required("invalid_encodings");
    refuses(invalid, "g1_compressed", G1::decodeCompressed);
    refuses(invalid, "g1_uncompressed", G1::decode);
    refuses(invalid, "g2_uncompressed", G2::decode);
  }

  private static <T> void refuses(JsonNode invalid, String list, Decoder.Element<T> element) {
    Vectors.list(invalid, list)
        .forEach(
            each ->
                assertThatThrownBy(() -> decode(Vectors.bytes(each, "bytes"), element))
                    .as("%s: %s", list, Vectors.text(each, "why"))
                    .isInstanceOf(MalformedInput.class));
  }

  @Test
  void agreesOnTheConstants() {
    JsonNode constants = VECTORS.required("constants");
    assertThat(new BigInteger(Vectors.text(constants, "r"), 16)).isEqualTo(Scalar.ORDER);
  }
}
