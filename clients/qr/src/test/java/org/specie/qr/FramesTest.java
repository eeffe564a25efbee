package org.specie.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Requirement;

class FramesTest {
  private static final String LONG = "Specie ".repeat(300);

  @ParameterizedTest
  @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
  void writesTheExamplesOfTheStandard(String plain, String written) throws MalformedInput {
    assertThat(Base45.write(ByteString.utf8(plain))).isEqualTo(written);
    assertThat(Base45.read(written)).isEqualTo(ByteString.utf8(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GGW", ":::", "A", "ABCD", "::", "aB8", "AÄ8"})
  void refusesWhatStandsForNoBytes(String text) {
    try {
      Base45.read(text);
      assertThat(text).as("was read").isEmpty();
    } catch (MalformedInput expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  @Test
  @Requirement("U3")
  void framesMayComeInAnyOrderAndAgain() {
    List<String> frames = Frames.split(LONG);
    assertThat(frames).hasSizeGreaterThan(4);
    List<String> seen = new ArrayList<>(frames);
    seen.addAll(frames.subList(0, 3));
    Collections.shuffle(seen, new Random(1));
    Frames together = new Frames();
    assertThat(together.text()).isEqualTo(new QrText.Refused(QrReason.NO_CODE));
    for (String each : seen) {
      assertThat(together.see(each)).isEmpty();
    }
    assertThat(together.missing()).isZero();
    assertThat(together.text()).isEqualTo(new QrText.Read(LONG));
  }

  @Test
  void aMissingFrameIsMissed() {
    List<String> frames = Frames.split(LONG);
    Frames together = new Frames();
    frames.subList(1, frames.size()).forEach(together::see);
    assertThat(together.missing()).isEqualTo(1);
    assertThat(together.text()).isEqualTo(new QrText.Refused(QrReason.FRAMES_MISSING));
  }

  @Test
  void framesOfAnotherTextAreRefused() {
    String other = LONG.replace('S', 's');
    List<String> frames = Frames.split(LONG);
    Frames together = new Frames();
    together.see(frames.getFirst());
    assertThat(together.see(Frames.split(other).get(1))).contains(QrReason.FRAMES_DIFFER);
    assertThat(together.see("something else")).contains(QrReason.FRAMES_DIFFER);
    assertThat(together.see(frames.getFirst().replace("/1/", "/99/")))
        .contains(QrReason.FRAMES_DIFFER);
    Frames whole = new Frames();
    assertThat(whole.see("one")).isEmpty();
    assertThat(whole.see("one")).isEmpty();
    assertThat(whole.see("two")).contains(QrReason.FRAMES_DIFFER);
    assertThat(whole.see(frames.getFirst())).contains(QrReason.FRAMES_DIFFER);
    assertThat(whole.text()).isEqualTo(new QrText.Read("one"));
  }

  /** Whoever changes a frame and keeps its head is found out at the end. */
  @Test
  void aForgedFrameSpoilsTheText() {
    List<String> frames = new ArrayList<>(Frames.split(LONG));
    String last = frames.removeLast();
    String head = last.substring(0, last.lastIndexOf('/') + 1);
    Frames together = new Frames();
    frames.forEach(together::see);
    assertThat(together.see(head + "BB8")).isEmpty();
    assertThat(together.text()).isEqualTo(new QrText.Refused(QrReason.FRAMES_DIFFER));
  }

  /** What begins like a frame and is none is framed itself, so that it is read as what it is. */
  @Test
  void aTextThatLooksLikeAFrameIsNotTakenForOne() {
    String text = "SPCQ1/0123456789ABCDEF/1/1/BB8";
    Frames together = new Frames();
    Frames.split(text).forEach(together::see);
    assertThat(together.text()).isEqualTo(new QrText.Read(text));
  }
}
