package org.specie.kernel.crypto.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** Clauses 5b.1 to 5b.5 against docs/spec/vectors/threshold.json, a second implementation's. */
final class EscrowVectorsTest {
  private static final JsonNode FILE = Vectors.read("threshold.json").required("escrow");
  private static final Hash32 LABEL = new Hash32(Vectors.bytes(FILE, "label"));

  private static <T> T one(ByteString bytes, Decoder.Element<T> element) {
    try {
      Decoder in = new Decoder(bytes);
      T value = element.read(in);
      in.end();
      return value;
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static EscrowThresholdKey quorum() {
    return one(Vectors.bytes(FILE, "quorum"), EscrowThresholdKey::decode);
  }

  private static EscrowCiphertext ciphertext() {
    return one(Vectors.bytes(FILE, "ciphertext"), in -> EscrowCiphertext.decode(2, in));
  }

  private static List<G1> plaintexts() {
    return Vectors.list(FILE, "plaintexts")
        .map(hex -> one(ByteString.hex(hex.asString()), G1::decode))
        .toList();
  }

  @Test
  void sealsAsTheyDo() {
    assertThat(quorum().isConsistent()).isTrue();
    Scalar mask = one(Vectors.bytes(FILE, "mask"), Scalar::decode);
    EscrowCiphertext ours = EscrowCiphertext.encrypt(quorum().key(), plaintexts(), mask);
    assertThat(ours).isEqualTo(ciphertext());
    assertThat(ours.hash()).isEqualTo(new Hash32(Vectors.bytes(FILE, "ciphertext_hash")));
  }

  @Test
  void acceptsTheirShareAndOpensWithIt() throws MalformedInput {
    DecryptionShare theirs =
        one(Vectors.bytes(FILE, "decryption_share"), in -> DecryptionShare.decode(2, in));
    assertThat(theirs.verifies(quorum(), ciphertext(), LABEL)).isTrue();
    Encoder out = new Encoder().u16(FILE.required("member").asInt()).u16(2);
    Vectors.list(FILE, "member_share").forEach(hex -> out.fixed(ByteString.hex(hex.asString())));
    EscrowKeyShare member = EscrowKeyShare.fromSecret(Secret.copyOf(out.toByteArray()));
    assertThat(member.publicShare()).isEqualTo(quorum().share(member.index()));
    DecryptionShare ours =
        member
            .decrypt(quorum(), ciphertext(), LABEL, target -> Arrays.fill(target, (byte) 9))
            .orElseThrow();
    assertThat(ours.points()).isEqualTo(theirs.points());
  }
}
