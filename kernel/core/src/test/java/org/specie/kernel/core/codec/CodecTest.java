package org.specie.kernel.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;

final class CodecTest {
  @Test
  void pinsTheBytesOfEveryValue() {
    ByteString encoded =
        new Encoder()
            .u8(0xfe)
            .u16(0x0102)
            .u32(0x01020304)
            .u64(0x0102030405060708L)
            .bool(true)
            .text("é")
            .list(List.of(1, 2), Encoder::u8)
            .toByteString();
    assertThat(encoded.toHex())
        .isEqualTo("fe0102010203040102030405060708" + "01" + "00000002c3a9" + "00000002" + "0102");
  }

  @Test
  void growsAtEveryBoundaryWithoutLosingAByte() {
    for (int before = 240; before < 270; before++) {
      byte[] filler = new byte[before];
      Arrays.fill(filler, (byte) 7);
      ByteString encoded =
          new Encoder()
              .fixed(filler)
              .u8(1)
              .u16(2)
              .u32(3)
              .u64(4)
              .hash(Hash32.sha256(filler))
              .bytes(ByteString.copyOf(new byte[300]))
              .toByteString();
      assertThat(encoded.slice(0, before)).isEqualTo(ByteString.copyOf(filler));
      assertThat(encoded.slice(before, before + 15).toHex())
          .isEqualTo("010002000000030000000000000004");
      assertThat(encoded.slice(before + 15, before + 47)).isEqualTo(Hash32.sha256(filler).bytes());
      assertThat(encoded.size()).isEqualTo(before + 15 + 32 + 304);
    }
  }

  @Test
  void refusesWhatTheEncoderWouldNotWrite() {
    refused("02", Decoder::bool);
    refused("80000000", Decoder::u32);
    refused("ffffffffffffffff", Decoder::u64);
    refused("0000000400", in -> in.bytes(4));
    refused("0000000400000000", in -> in.bytes(3));
    refused("00000001ff", in -> in.text(1));
    refused("00000003010203", in -> in.list(2, Decoder::u8));
    refused("0102", Decoder::u8);
    refused("01", Decoder::u16);
  }

  @Test
  void refusesLengthsBeforeReservingForThem() {
    refused("7fffffff", in -> in.bytes(Integer.MAX_VALUE));
    refused("7fffffff", in -> in.text(1 << 20));
    refused("7fffffff", in -> in.list(Integer.MAX_VALUE, Decoder::u8));
    refused("00", in -> in.fixed(-1));
  }

  @Test
  void refusesTextThatIsNotShortestUtf8() {
    refused("00000002c328", in -> in.text(9));
    refused("00000002c080", in -> in.text(9));
    refused("00000003eda080", in -> in.text(9));
  }

  private static <T> void refused(String hex, Decoder.Element<T> read) {
    assertThatThrownBy(
            () -> {
              Decoder in = new Decoder(ByteString.hex(hex));
              var _ = read.read(in);
              in.end();
            })
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void encodingOutOfRangeIsABug() {
    assertThatThrownBy(() -> new Encoder().u8(256)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new Encoder().u64(-1)).isInstanceOf(InvariantViolation.class);
  }
}
