package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.Secret;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.6. */
final class AccountKeysTest {
  private static ExtendedKey derive(Secret seed, String path) {
    ExtendedKey node = ExtendedKey.master(seed);
    for (String step : path.split("/", -1)) {
      if (step.endsWith("'")) {
        node = node.hardened(Integer.parseInt(step.substring(0, step.length() - 1)));
      } else if (!step.equals("m")) {
        node = node.normal(Integer.parseInt(step));
      }
    }
    return node;
  }

  @Test
  void agreesWithBip32Vectors() {
    JsonNode vectors = Vectors.read("bip32.json");
    Stream.concat(Vectors.list(vectors, "published"), Vectors.list(vectors, "own"))
        .forEach(
            each -> {
              Secret seed = Secret.copyOf(Vectors.bytes(each, "seed").toByteArray());
              ExtendedKey node = derive(seed, Vectors.text(each, "path"));
              assertThat(Vectors.reveal(node.key())).isEqualTo(Vectors.bytes(each, "private_key"));
              assertThat(Vectors.reveal(node.chainCode()))
                  .isEqualTo(Vectors.bytes(each, "chain_code"));
            });
  }

  @Test
  void restoresTheAccountsOtherWalletsRestore() {
    Vectors.list(Vectors.read("secp256k1.json"), "accounts")
        .forEach(
            each -> {
              if (!(Mnemonic.parse(Vectors.text(each, "words"))
                  instanceof Mnemonic.Parsed.Understood words)) {
                throw new AssertionError("the words are understood");
              }
              Secp256k1SecretKey key =
                  AccountKeys.derive(words.mnemonic().seed(""), each.required("index").asInt());
              assertThat(key.address().toString()).isEqualTo(Vectors.text(each, "address"));
            });
  }

  @Test
  void refusesIndexesAndSeedsOutOfRange() {
    ExtendedKey master = ExtendedKey.master(Secret.copyOf(new byte[16]));
    assertThatThrownBy(() -> master.normal(-1)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> master.hardened(-1)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> ExtendedKey.master(Secret.copyOf(new byte[15])))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> ExtendedKey.master(Secret.copyOf(new byte[65])))
        .isInstanceOf(InvariantViolation.class);
    assertThat(master.toString()).isEqualTo("ExtendedKey(redacted)");
  }
}
