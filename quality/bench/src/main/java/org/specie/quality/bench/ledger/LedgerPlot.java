package org.specie.quality.bench.ledger;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.specie.quality.bench.ledger.LedgerResult.Row;

/** Throughput and latency over offered load, as SVG. */
final class LedgerPlot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 400;
  private static final int TOP = 60;
  private static final int BOTTOM = 330;
  private static final int PANEL = 340;

  private final StringBuilder out = new StringBuilder();

  private LedgerPlot() {}

  static String draw(LedgerResult result) {
    LedgerPlot plot = new LedgerPlot();
    plot.add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'>",
        WIDTH, HEIGHT);
    plot.add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    plot.panel(70, "requests per second", result, Row::perSecond);
    plot.panel(490, "latency, p50 in ms", result, Row::p50Ms);
    plot.legend("all up", "#1f6feb", 70);
    plot.legend("one down", "#cf222e", 220);
    plot.legend("local engine", "#8b949e", 370);
    plot.add("</svg>");
    return plot.out.toString();
  }

  private void panel(int left, String title, LedgerResult result, ToDoubleFunction<Row> value) {
    double largest = 0;
    for (List<Row> rows : List.of(result.opaque(), result.oneDown(), result.local())) {
      for (Row row : rows) {
        largest = Math.max(largest, value.applyAsDouble(row));
      }
    }
    add("<text x='%d' y='30' font-size='15'>%s</text>", left, title);
    for (int tick = 0; tick <= 4; tick++) {
      int y = BOTTOM - (BOTTOM - TOP) * tick / 4;
      add("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#d0d7de'/>", left, y, left + PANEL, y);
      add(
          "<text x='%d' y='%d' font-size='11' text-anchor='end'>%.4g</text>",
          left - 6, y + 4, largest * tick / 4);
    }
    int columns = result.opaque().size();
    for (int i = 0; i < columns; i++) {
      add(
          "<text x='%d' y='%d' font-size='12' text-anchor='middle'>%d</text>",
          x(left, i, columns), BOTTOM + 18, result.opaque().get(i).clients());
    }
    add(
        "<text x='%d' y='%d' font-size='12' text-anchor='middle'>clients</text>",
        left + PANEL / 2, BOTTOM + 36);
    line(left, result.opaque(), "#1f6feb", largest, value);
    line(left, result.oneDown(), "#cf222e", largest, value);
    line(left, result.local(), "#8b949e", largest, value);
  }

  private static int x(int left, int column, int columns) {
    return left + 20 + (PANEL - 40) * column / Math.max(1, columns - 1);
  }

  private void line(
      int left, List<Row> rows, String colour, double largest, ToDoubleFunction<Row> value) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      int y =
          BOTTOM - (int) Math.round(value.applyAsDouble(rows.get(i)) / largest * (BOTTOM - TOP));
      points.append(x(left, i, rows.size())).append(',').append(y).append(' ');
    }
    add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/>", points, colour);
  }

  private void legend(String name, String colour, int x) {
    add("<rect x='%d' y='380' width='12' height='12' fill='%s'/>", x, colour);
    add("<text x='%d' y='391' font-size='12'>%s</text>", x + 18, name);
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
