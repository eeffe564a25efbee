package org.specie.kernel.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteStringTest {
  @Test
  void refusesSlicesOutsideItsBounds() {
    ByteString three = ByteString.hex("010203");

    assertThatThrownBy(() -> three.slice(2, 4)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> three.slice(2, 1)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> three.slice(-1, 1)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void refusesHashesOfAnotherLength() {
    assertThatThrownBy(() -> Hash32.of(new byte[31])).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> Hash32.of(new byte[33])).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] source = {1, 2, 3};
    ByteString bytes = ByteString.copyOf(source);
    source[0] = 9;
    bytes.toByteArray()[1] = 9;

    assertThat(bytes).isEqualTo(ByteString.hex("010203"));
  }

  @Test
  void ordersBytesAsUnsignedNumbers() {
    assertThat(ByteString.hex("ff")).isGreaterThan(ByteString.hex("7f"));
    assertThat(ByteString.hex("01")).isLessThan(ByteString.hex("0100"));
    assertThat(ByteString.EMPTY).isLessThan(ByteString.hex("00"));
    assertThat(ByteString.hex("ff").at(0)).isEqualTo(255);
  }

  @Test
  void joinsAndTakesApart() {
    ByteString all =
        ByteString.concat(ByteString.utf8("né"), ByteString.EMPTY, ByteString.hex("00"));

    assertThat(all.toHex()).isEqualTo("6ec3a900");
    assertThat(all.slice(0, 3).toUtf8()).isEqualTo("né");
    assertThat(all.startsWith(ByteString.hex("6e"))).isTrue();
    assertThat(all.startsWith(ByteString.hex("6ec3a90000"))).isFalse();
  }

  /** FIPS 180-4 example: SHA-256 of "abc", in one part and in three. */
  @Test
  void hashesThePlainConcatenation() {
    Hash32 expected =
        Hash32.hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    assertThat(Hash32.sha256(ByteString.utf8("abc"))).isEqualTo(expected);
    assertThat(Hash32.sha256(ByteString.utf8("a"), ByteString.EMPTY, ByteString.utf8("bc")))
        .isEqualTo(expected);
    assertThat(expected.toShortHex()).isEqualTo("ba7816bf");
  }
}
