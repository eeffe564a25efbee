package org.specie.quality.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a result as a bar chart in SVG: a person sees at once where the time goes. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 360;
  private static final int TOP = 60;
  private static final int BAR = 34;

  private Plot() {}

  private record Series(String name, String colour, Map<Integer, Double> values) {}

  static String draw(PrivateResult result) {
    List<Series> series =
        List.of(
            new Series("verify, one core", "#1f6feb", result.verifyMicros()),
            new Series("bare blst calls", "#8b949e", result.floorMicros()),
            new Series(
                "verify, " + result.cores() + " cores", "#2da44e", result.verifyAllCoresMicros()));
    double largest =
        series.stream()
            .flatMap(s -> s.values().entrySet().stream())
            .filter(e -> e.getKey() > 1)
            .mapToDouble(Map.Entry::getValue)
            .max()
            .orElse(1);
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'>",
        WIDTH,
        HEIGHT);
    add(out, "<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    add(
        out,
        "<text x='%d' y='28' font-size='16'>Verify a private payment, microseconds each</text>",
        LEFT);
    axis(out, largest);
    int group = 0;
    for (int size : result.verifyMicros().keySet().stream().filter(s -> s > 1).toList()) {
      int x = LEFT + 40 + group * 220;
      for (int i = 0; i < series.size(); i++) {
        double value = series.get(i).values().getOrDefault(size, 0.0);
        int height = (int) Math.round(value / largest * (BOTTOM - TOP));
        int at = x + i * (BAR + 14);
        add(
            out,
            "<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>",
            at,
            BOTTOM - height,
            BAR,
            height,
            series.get(i).colour());
        add(
            out,
            "<text x='%d' y='%d' font-size='11' text-anchor='middle'>%.0f</text>",
            at + BAR / 2,
            BOTTOM - height - 4,
            value);
      }
      add(
          out,
          "<text x='%d' y='%d' font-size='13' text-anchor='middle'>batch of %d</text>",
          x + BAR + 32,
          BOTTOM + 20,
          size);
      group++;
    }
    for (int i = 0; i < series.size(); i++) {
      int x = LEFT + i * 200;
      add(
          out,
          "<rect x='%d' y='395' width='12' height='12' fill='%s'/>",
          x,
          series.get(i).colour());
      add(out, "<text x='%d' y='406' font-size='12'>%s</text>", x + 18, series.get(i).name());
    }
    add(out, "</svg>");
    return out.toString();
  }

  private static void axis(StringBuilder out, double largest) {
    for (double tick = 0; tick <= largest; tick += 250) {
      int y = BOTTOM - (int) Math.round(tick / largest * (BOTTOM - TOP));
      add(out, "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#d0d7de'/>", LEFT, y, WIDTH - 20, y);
      add(
          out,
          "<text x='%d' y='%d' font-size='11' text-anchor='end'>%.0f</text>",
          LEFT - 8,
          y + 4,
          tick);
    }
  }

  @FormatMethod
  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
