package org.specie.kernel.crypto.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/05-encryption.md 5.2 against RFC 9180 appendix A.2.1. */
final class HpkeTest {
  private static final JsonNode RFC = Vectors.read("hybrid.json").required("hpke_rfc9180_a_2_1");

  private static byte[] bytes(String field) {
    return Vectors.bytes(RFC, field).toByteArray();
  }

  private static String hex(byte[] bytes) {
    return ByteString.copyOf(bytes).toHex();
  }

  private static Hpke.Context context() {
    byte[] shared =
        Hpke.sharedSecret(bytes("sk_r"), bytes("enc"), bytes("enc"), bytes("pk_r")).orElseThrow();
    assertThat(hex(shared)).isEqualTo(Vectors.text(RFC, "shared_secret"));
    return new Hpke.Context(shared, Hpke.scheduleContext(bytes("info")));
  }

  @Test
  void derivesKeyPairs() {
    assertThat(hex(Hpke.deriveSecretKey(bytes("ikm_e")))).isEqualTo(Vectors.text(RFC, "sk_e"));
    assertThat(hex(Hpke.deriveSecretKey(bytes("ikm_r")))).isEqualTo(Vectors.text(RFC, "sk_r"));
    assertThat(hex(Hpke.publicKey(bytes("sk_e")))).isEqualTo(Vectors.text(RFC, "enc"));
    assertThat(hex(Hpke.publicKey(bytes("sk_r")))).isEqualTo(Vectors.text(RFC, "pk_r"));
  }

  @Test
  void bothSidesAgree() {
    assertThat(Hpke.sharedSecret(bytes("sk_e"), bytes("pk_r"), bytes("enc"), bytes("pk_r")))
        .hasValueSatisfying(
            shared -> assertThat(hex(shared)).isEqualTo(Vectors.text(RFC, "shared_secret")));
  }

  @Test
  void schedulesSealsAndOpens() {
    Hpke.Context context = context();
    ByteString associated = Vectors.bytes(RFC, "aad");
    assertThat(hex(context.key())).isEqualTo(Vectors.text(RFC, "key"));
    assertThat(hex(context.nonce())).isEqualTo(Vectors.text(RFC, "base_nonce"));
    assertThat(context.seal(associated, Vectors.bytes(RFC, "plaintext")))
        .isEqualTo(Vectors.bytes(RFC, "ciphertext"));
    assertThat(context.open(associated, Vectors.bytes(RFC, "ciphertext")))
        .contains(Vectors.bytes(RFC, "plaintext"));
  }

  @Test
  void exports() {
    Vectors.list(RFC, "exports")
        .forEach(
            each -> {
              byte[] exporterContext = Vectors.bytes(each, "context").toByteArray();
              int size = each.required("size").asInt();
              assertThat(hex(context().export(exporterContext, size)))
                  .isEqualTo(Vectors.text(each, "value"));
            });
  }
}
