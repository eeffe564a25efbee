package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.8. */
final class AddressTest {
  private static final JsonNode VECTORS = Vectors.read("secp256k1.json");

  @Test
  void keccakAgreesWithVectors() {
    Vectors.list(VECTORS, "keccak_256")
        .forEach(
            each ->
                assertThat(Keccak256.digest(Vectors.bytes(each, "message")))
                    .isEqualTo(Vectors.bytes(each, "digest")));
    assertThat(Keccak256.digest(ByteString.utf8("a"), ByteString.utf8("bc")))
        .isEqualTo(Keccak256.digest(ByteString.utf8("abc")));
  }

  @Test
  void readsAndWritesTheChecksum() throws MalformedInput {
    for (JsonNode each : Vectors.list(VECTORS, "eip55").toList()) {
      String text = each.asString();
      Address address = Address.parse(text);
      assertThat(address.toString()).isEqualTo(text);
      String digits = text.substring(2);
      assertThat(Address.parse("0x" + digits.toLowerCase(Locale.ROOT))).isEqualTo(address);
      assertThat(Address.parse("0x" + digits.toUpperCase(Locale.ROOT))).isEqualTo(address);
    }
  }

  @Test
  void refusesWrongChecksumsAndForms() {
    Vectors.list(VECTORS, "refused_addresses")
        .forEach(
            text ->
                assertThatThrownBy(() -> Address.parse(text.asString()))
                    .as(text.asString())
                    .isInstanceOf(MalformedInput.class));
  }
}
