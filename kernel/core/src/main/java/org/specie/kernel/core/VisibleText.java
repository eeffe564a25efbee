package org.specie.kernel.core;

import java.nio.charset.StandardCharsets;

/** Text from strangers that is shown to people beside what matters. */
public final class VisibleText {
  private VisibleText() {}

  /**
   * Whether {@code text} has at most {@code bytesMax} bytes of UTF-8 and nothing that moves, hides
   * or turns round what stands beside it.
   */
  public static boolean isShowable(String text, int bytesMax) {
    return text.getBytes(StandardCharsets.UTF_8).length <= bytesMax
        && text.codePoints().allMatch(VisibleText::isVisible);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
