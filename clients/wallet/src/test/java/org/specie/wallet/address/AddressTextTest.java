package org.specie.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.wallet.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/30-wallet.md, clauses 30.1 and 30.2. */
final class AddressTextTest {
  private static final Suite SUITE = new Suite(new Domain("test", "ILS", 1));
  private static final JsonNode FILE = Vectors.read("payment-address.json");
  private static final Random RANDOM = new Random(11);

  private final PaymentAddress address =
      PaymentAddress.of(
          SUITE,
          HolderKeys.derive(SUITE, new Seed(Secret.random(Seed.SIZE, RANDOM::nextBytes))),
          RANDOM::nextBytes);
  private final String text = AddressText.write(address);

  @Test
  void agreesWithForeignBech32m() throws MalformedInput {
    JsonNode published = FILE.required("bech32m");
    for (JsonNode each : Vectors.list(published, "valid")) {
      Bech32m.Text read = Bech32m.read(Vectors.text(each, "text"));
      assertThat(read.prefix()).isEqualTo(Vectors.text(each, "prefix"));
      assertThat(read.groups()).isEqualTo(Vectors.bytes(each, "words"));
      assertThat(Bech32m.write(read.prefix(), read.groups().toByteArray()))
          .isEqualTo(Vectors.text(each, "text").toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void refusesWhatBip350Refuses() {
    for (JsonNode each : Vectors.list(FILE.required("bech32m"), "invalid")) {
      assertThatThrownBy(() -> Bech32m.read(Vectors.text(each, "text")))
          .as(Vectors.text(each, "why"))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void agreesWithForeignAddresses() throws MalformedInput {
    for (JsonNode each : Vectors.list(FILE, "addresses")) {
      PaymentAddress read = AddressText.read(SUITE, Vectors.text(each, "text"));
      assertThat(read.encode())
          .isEqualTo(
              ByteString.concat(
                  Vectors.bytes(each, "public_spend_key"),
                  Vectors.bytes(each, "view_key"),
                  Vectors.bytes(each, "first_message"),
                  Vectors.bytes(each, "response")));
      assertThat(AddressText.write(read)).isEqualTo(Vectors.text(each, "text"));
      assertThat(read.isGenuine(SUITE)).as("nobody signed it").isFalse();
    }
  }

  @Test
  void readsWhatItWrote() throws MalformedInput {
    assertThat(text).hasSize(266).startsWith("spc1");
    PaymentAddress read = AddressText.read(SUITE, "  " + text.toUpperCase(Locale.ROOT) + "\n");
    assertThat(read).isEqualTo(address);
    assertThat(read.isGenuine(SUITE)).isTrue();
  }

  @Test
  void refusesEveryWrongCharacter() {
    for (int at = 0; at < text.length(); at++) {
      char wrong = text.charAt(at) == 'q' ? 'p' : 'q';
      String changed = text.substring(0, at) + wrong + text.substring(at + 1);
      assertThatThrownBy(() -> AddressText.read(SUITE, changed))
          .as("character %d", at)
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesSwappedTruncatedAndForeignTexts() {
    String swapped = text.substring(0, 10) + text.charAt(11) + text.charAt(10) + text.substring(12);
    assertThat(swapped).isNotEqualTo(text);
    String[] wrong = {
      swapped,
      text.substring(0, text.length() - 1),
      text + "q",
      "",
      "spc1",
      text.substring(0, 20) + text.substring(20).toUpperCase(Locale.ROOT),
      Bech32m.write("btc", Bech32m.toGroups(address.encode())),
      Bech32m.write("spc", Bech32m.toGroups(address.encode())),
    };
    for (String each : wrong) {
      assertThatThrownBy(() -> AddressText.read(SUITE, each)).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesPaddingThatIsNotZero() {
    byte[] groups = Bech32m.toGroups(ByteString.hex("ff"));
    groups[1] |= 1;
    assertThatThrownBy(() -> Bech32m.toBytes(ByteString.copyOf(groups)))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Bech32m.toBytes(ByteString.hex("000000")))
        .isInstanceOf(MalformedInput.class);
  }
}
