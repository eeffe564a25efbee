package org.specie.kernel.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import tools.jackson.databind.JsonNode;

/** Page 07 against docs/spec/vectors/quorum.json, written by libraries that are not ours. */
final class QuorumVectorsTest {
  private static final JsonNode FILE = Vectors.read("quorum.json");
  private static final ByteString MESSAGE = Vectors.bytes(FILE, "message");

  private static QuorumKey key(JsonNode scheme) throws MalformedInput {
    ByteString bytes = Vectors.bytes(scheme, "key");
    Decoder in = new Decoder(bytes);
    QuorumKey key = QuorumKey.decode(in);
    in.end();
    Encoder out = new Encoder();
    key.encode(out);
    assertThat(out.toByteString()).isEqualTo(bytes);
    assertThat(key.signers()).isEqualTo(FILE.required("signers").asInt());
    assertThat(key.threshold()).isEqualTo(FILE.required("threshold").asInt());
    return key;
  }

  private static QuorumCertificate certificate(JsonNode node, String field) throws MalformedInput {
    ByteString bytes = Vectors.bytes(node, field);
    Decoder in = new Decoder(bytes);
    QuorumCertificate certificate = QuorumCertificate.decode(in);
    in.end();
    Encoder out = new Encoder();
    certificate.encode(out);
    assertThat(out.toByteString()).isEqualTo(bytes);
    return certificate;
  }

  /** Shares are those of the file, their last three make its certificate, and nothing else does. */
  private static void agrees(JsonNode scheme, List<QuorumSigner> signers) throws MalformedInput {
    QuorumKey key = key(scheme);
    List<ByteString> shares =
        Vectors.list(scheme, "shares").map(each -> ByteString.hex(each.asString())).toList();
    SortedMap<Integer, ByteString> lastThree = new TreeMap<>();
    for (int i = 0; i < shares.size(); i++) {
      assertThat(signers.get(i).share(MESSAGE)).isEqualTo(shares.get(i));
      assertThat(key.isShareValid(MESSAGE, i, shares.get(i))).isTrue();
      if (i > 0) {
        lastThree.put(i, shares.get(i));
      }
    }
    QuorumCertificate certificate = certificate(scheme, "certificate");
    assertThat(key.isValid(MESSAGE, certificate)).isTrue();
    assertThat(key.combine(MESSAGE, lastThree))
        .isEqualTo(new Combination.Complete(certificate, Collections.emptySortedSet()));
    for (JsonNode each : Vectors.list(scheme, "refused").toList()) {
      assertThat(key.isValid(MESSAGE, certificate(each, "certificate")))
          .as(Vectors.text(each, "why"))
          .isFalse();
    }
  }

  @Test
  void agreesOnThresholdSignatures() throws MalformedInput {
    JsonNode scheme = FILE.required("threshold_signature");
    List<Scalar> coefficients = new ArrayList<>();
    for (JsonNode each : Vectors.list(scheme, "polynomial_constant_term_first").toList()) {
      coefficients.add(Scalar.decode(new Decoder(ByteString.hex(each.asString()))));
    }
    List<QuorumSigner> signers = new ArrayList<>();
    for (int index = 1; index <= FILE.required("signers").asInt(); index++) {
      Scalar value = Scalar.ZERO;
      for (Scalar coefficient : coefficients.reversed()) {
        value = value.times(Scalar.of(index)).plus(coefficient);
      }
      signers.add(ThresholdBlsSigner.ofIndex(index, value));
    }
    agrees(scheme, signers);
    assertThat(ThresholdBlsKey.hash(MESSAGE).toCompressed())
        .isEqualTo(Vectors.bytes(scheme, "hashed_message"));
    assertThat(((ThresholdBlsKey) key(scheme)).isConsistent()).isTrue();
  }

  @Test
  void agreesOnMultiSignatures() throws MalformedInput {
    JsonNode scheme = FILE.required("multi_signature");
    List<QuorumSigner> signers = new ArrayList<>();
    for (JsonNode each : Vectors.list(scheme, "secret_keys").toList()) {
      Secret secret = Secret.copyOf(ByteString.hex(each.asString()).toByteArray());
      signers.add(new MultiSignatureSigner(signers.size(), new Ed25519SecretKey(secret)));
    }
    agrees(scheme, signers);
    assertThat(MultiSignatureKey.signed(MESSAGE)).isEqualTo(Vectors.bytes(scheme, "signed"));
    assertThat(key(scheme).isValid(MESSAGE, certificate(scheme, "also_valid"))).isTrue();
  }
}
