package org.specie.kernel.crypto.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.3 and 6.4. */
final class SecretTest {
  private static final JsonNode VECTORS = Vectors.read("keys.json");

  private static ByteString bytes(Secret secret) {
    return Vectors.reveal(secret);
  }

  @Test
  void hkdfAgreesWithRfc5869() {
    Vectors.list(VECTORS, "hkdf_sha256")
        .forEach(
            each -> {
              byte[] prk =
                  Hkdf.extract(
                      Vectors.bytes(each, "salt").toByteArray(),
                      Vectors.bytes(each, "ikm").toByteArray());
              assertThat(ByteString.copyOf(prk)).isEqualTo(Vectors.bytes(each, "prk"));
              byte[] info = Vectors.bytes(each, "info").toByteArray();
              byte[] okm = Hkdf.expand(prk, info, each.required("size").asInt());
              assertThat(ByteString.copyOf(okm)).isEqualTo(Vectors.bytes(each, "okm"));
            });
  }

  @Test
  void derivationsAgreeWithVectorsAndDiffer() {
    Seed seed = new Seed(Secret.copyOf(Vectors.bytes(VECTORS, "seed").toByteArray()));
    Set<ByteString> prefixes = new HashSet<>();
    Vectors.list(VECTORS, "derivations")
        .forEach(
            each -> {
              ByteString[] context =
                  each.required("context")
                      .valueStream()
                      .map(hex -> ByteString.hex(hex.asString()))
                      .toArray(ByteString[]::new);
              int size = each.required("size").asInt();
              String label = Vectors.text(each, "label");
              ByteString derived = bytes(seed.secret().derive(label, size, context));
              assertThat(derived).isEqualTo(Vectors.bytes(each, "derived"));
              assertThat(prefixes.add(derived.slice(0, 32))).as("a prefix of its own").isTrue();
            });
  }

  @Test
  void everyBranchHasALabelOfTheSpec() {
    Set<String> listed = new HashSet<>();
    Vectors.list(VECTORS, "derivations").forEach(each -> listed.add(Vectors.text(each, "label")));
    Set<String> used = new HashSet<>();
    Arrays.stream(Branch.values()).forEach(branch -> used.add(branch.label()));
    assertThat(used).isEqualTo(listed).hasSize(Branch.values().length);
  }

  @Test
  void contextsAreNotConfusedByConcatenation() {
    Secret secret = Secret.copyOf(new byte[] {1, 2, 3});
    ByteString ab = ByteString.utf8("ab");
    Set<Secret> derived = new HashSet<>();
    derived.add(secret.derive("x", 32, ab));
    derived.add(secret.derive("x", 32, ByteString.utf8("a"), ByteString.utf8("b")));
    derived.add(secret.derive("x", 32, ab, ByteString.EMPTY));
    derived.add(secret.derive("x", 32));
    derived.add(secret.derive("xa", 32, ByteString.utf8("b")));
    assertThat(derived).hasSize(5);
  }

  @Test
  void lendsACopyAndWipesIt() {
    Secret secret = Secret.copyOf(new byte[] {1, 2, 3});
    byte[] kept =
        secret.lend(
            lent -> {
              assertThat(lent).containsExactly(1, 2, 3);
              return lent;
            });
    assertThat(kept).containsOnly(0);
    assertThat(bytes(secret)).isEqualTo(ByteString.hex("010203"));
  }

  @Test
  void isUselessOnceDestroyed() {
    Secret secret = Secret.copyOf(new byte[32]);
    Secret same = Secret.copyOf(new byte[32]);
    assertThat(secret).isEqualTo(same);
    secret.destroy();
    assertThat(secret.isDestroyed()).isTrue();
    assertThat(secret).isNotEqualTo(same);
    assertThatThrownBy(() -> bytes(secret)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> secret.derive("x", 32)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void printsOnlyItsLength() {
    Secret secret = Secret.copyOf(new byte[] {0x5a, 0x5b});
    assertThat(secret.toString()).isEqualTo("Secret(2 bytes)");
    assertThat(secret.hashCode()).isEqualTo(2);
  }

  @Test
  void refusesASourceThatIsStuck() {
    assertThatThrownBy(() -> Secret.random(32, target -> Arrays.fill(target, (byte) 0)))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> Secret.random(32, target -> Arrays.fill(target, (byte) 7)))
        .isInstanceOf(InvariantViolation.class);
    Random random = new Random(3);
    assertThat(Secret.random(32, random::nextBytes))
        .isNotEqualTo(Secret.random(32, random::nextBytes));
  }
}
