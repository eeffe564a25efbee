package org.specie.services.issuer.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.token.receipt.PayeeInfo;

/** Spec: docs/spec/58-issuer-service.md 10.4. */
class PersonEntryTest {
  private static final Ed25519SecretKey ANA = Ed25519SecretKey.generate(RegisterWorld.entropy());
  private static final PersonEntry ENTRY =
      new PersonEntry(
          "0017", ANA.publicKey(), true, new PayeeInfo("Bakery"), Optional.of("Ana Anders"));

  private static Optional<PersonEntry> read(ByteString bytes) {
    try {
      return Optional.of(PersonEntry.decode(bytes));
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private static ByteString written(String reference, String shown, String data) {
    return new Encoder()
        .text(reference)
        .fixed(ANA.publicKey().bytes())
        .bool(false)
        .text(shown)
        .text(data)
        .toByteString();
  }

  @Test
  void hasOneEncodingAndSaysNothingOfThePerson() {
    ByteString bytes = ENTRY.encode();
    assertThat(read(bytes)).contains(ENTRY);
    assertThat(ENTRY.toString()).doesNotContain("0017", "Bakery", "Ana");
    assertThat(read(ByteString.concat(bytes, ByteString.utf8("x")))).isEmpty();
    for (int size = 0; size < bytes.size(); size++) {
      assertThat(read(bytes.slice(0, size))).as("%s bytes", size).isEmpty();
    }
    for (int at = 0; at < bytes.size(); at++) {
      byte[] changed = bytes.toByteArray();
      changed[at] ^= 1;
      ByteString other = ByteString.copyOf(changed);
      assertThat(read(other).map(PersonEntry::encode).filter(each -> !each.equals(other)))
          .as("byte %s", at)
          .isEmpty();
      assertThat(read(other).filter(ENTRY::equals)).as("byte %s", at).isEmpty();
    }
  }

  @Test
  void takesNoTextThatIsTooLongOrHidesSomething() {
    assertThat(read(written("0017", "", ""))).isPresent();
    assertThat(read(written("r".repeat(128), "s".repeat(40), "d".repeat(512)))).isPresent();
    assertThat(read(written("", "Bakery", ""))).isEmpty();
    assertThat(read(written("r".repeat(129), "", ""))).isEmpty();
    assertThat(read(written("0017", "s".repeat(41), ""))).isEmpty();
    assertThat(read(written("0017", "", "d".repeat(513)))).isEmpty();
    assertThat(read(written("0017\n", "", ""))).isEmpty();
    assertThat(read(written("0017", "Bak\u202eery", ""))).isEmpty();
    assertThat(read(written("0017", "", "Ana\u0000"))).isEmpty();
  }
}
