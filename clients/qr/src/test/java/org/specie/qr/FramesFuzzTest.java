package org.specie.qr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.specie.kernel.core.Check;

/** Sees codes of strangers, a line each: together they say one text, or they are refused. */
class FramesFuzzTest {
  @FuzzTest
  void codesSayOneTextOrNone(byte[] input) {
    Frames frames = new Frames();
    List<String> codes = new String(input, StandardCharsets.UTF_8).lines().toList();
    for (String code : codes) {
      var _ = frames.see(code);
      Check.that(frames.missing() <= Frames.COUNT_MAX, "no more is waited for than there may be");
    }
    if (frames.text() instanceof QrText.Read(String text) && codes.size() > 1) {
      Check.that(text.length() <= Frames.TEXT_BYTES_MAX || codes.contains(text), "it has an end");
    }
  }
}
