package org.specie.kernel.crypto.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.Vectors;
import org.specie.kernel.crypto.seed.PassphraseKey.Cost;

/** docs/spec/06-keys.md 6.11. */
final class PassphraseKeyTest {
  private static final Cost CHEAP = new Cost(8, 1, 1);
  private static final ByteString SALT = ByteString.hex("000102030405060708090a0b0c0d0e0f");

  @TestFactory
  Stream<DynamicTest> agreesWithForeignVectors() {
    return Vectors.list(Vectors.read("keys.json"), "passphrases")
        .map(
            each ->
                DynamicTest.dynamicTest(
                    Vectors.text(each, "passphrase"),
                    () -> {
                      Cost cost =
                          new Cost(
                              each.required("memory_kib").asInt(),
                              each.required("passes").asInt(),
                              each.required("lanes").asInt());
                      Secret key =
                          PassphraseKey.derive(
                              Vectors.text(each, "passphrase").toCharArray(),
                              Vectors.bytes(each, "salt"),
                              cost);
                      assertThat(Vectors.reveal(key)).isEqualTo(Vectors.bytes(each, "key"));
                    }));
  }

  @Test
  void dependsOnPassphraseSaltAndCost() {
    ByteString otherSalt = ByteString.hex("100102030405060708090a0b0c0d0e0f");
    List<ByteString> keys = new ArrayList<>();
    keys.add(derive("horse", SALT, CHEAP));
    keys.add(derive("horsf", SALT, CHEAP));
    keys.add(derive("", SALT, CHEAP));
    keys.add(derive("horse", otherSalt, CHEAP));
    keys.add(derive("horse", SALT, new Cost(16, 1, 1)));
    keys.add(derive("horse", SALT, new Cost(16, 2, 1)));
    keys.add(derive("horse", SALT, new Cost(16, 1, 2)));
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void takesComposedAndDecomposedLettersForTheSame() {
    assertThat(derive("caf\u00e9", SALT, CHEAP)).isEqualTo(derive("cafe\u0301", SALT, CHEAP));
  }

  @ParameterizedTest
  @CsvSource({"7,1,1", "15,1,2", "1048577,1,1", "8,0,1", "8,65,1", "8,1,0", "136,1,17"})
  void refusesCostsOutOfBounds(int memoryKib, int passes, int lanes) {
    assertThatThrownBy(() -> new Cost(memoryKib, passes, lanes))
        .isInstanceOf(InvariantViolation.class);
    ByteString bytes = new Encoder().u32(memoryKib).u32(passes).u32(lanes).toByteString();
    assertThatThrownBy(() -> Cost.decode(new Decoder(bytes))).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesSaltsOfAnotherLength() {
    assertThatThrownBy(() -> derive("horse", SALT.slice(0, 15), CHEAP))
        .isInstanceOf(InvariantViolation.class);
  }

  private static ByteString derive(String passphrase, ByteString salt, Cost cost) {
    return Vectors.reveal(PassphraseKey.derive(passphrase.toCharArray(), salt, cost));
  }
}
