package org.specie.quality.bench.ledger;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Panels of curves in rows, as SVG. What is on the horizontal axis stands at even distances. */
final class CurvePlot {
  /** One curve; points are pairs of a label on the horizontal axis and a value. */
  record Curve(String name, List<Integer> at, List<Double> values) {
    Curve {
      at = List.copyOf(at);
      values = List.copyOf(values);
    }
  }

  /** One panel. */
  record Panel(String title, String horizontal, boolean isLogarithmic, List<Curve> curves) {
    Panel {
      curves = List.copyOf(curves);
    }
  }

  private static final List<String> COLOURS =
      List.of("#1f6feb", "#cf222e", "#8b949e", "#2da44e", "#bf8700");
  private static final int COLUMN = 400;
  private static final int ROW = 330;
  private static final int LEFT = 70;
  private static final int PANEL = 300;
  private static final int TOP = 62;
  private static final int BOTTOM = 252;
  private static final int TICKS = 4;

  private final StringBuilder out = new StringBuilder();

  private CurvePlot() {}

  static String draw(List<List<Panel>> rows) {
    CurvePlot plot = new CurvePlot();
    int columns = rows.stream().mapToInt(List::size).max().orElse(1);
    plot.add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'>",
        columns * COLUMN, rows.size() * ROW);
    plot.add("<rect width='%d' height='%d' fill='white'/>", columns * COLUMN, rows.size() * ROW);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        plot.add("<g transform='translate(%d %d)'>", column * COLUMN, row * ROW);
        plot.panel(rows.get(row).get(column));
        plot.add("</g>");
      }
    }
    plot.add("</svg>");
    return plot.out.toString();
  }

  private void panel(Panel panel) {
    add("<text x='%d' y='26' font-size='14'>%s</text>", LEFT, panel.title());
    TreeSet<Integer> labels = new TreeSet<>();
    double largest = 0;
    double smallest = Double.MAX_VALUE;
    for (Curve curve : panel.curves()) {
      labels.addAll(curve.at());
      for (double value : curve.values()) {
        largest = Math.max(largest, value);
        smallest = Math.min(smallest, value);
      }
    }
    double low =
        panel.isLogarithmic() ? Math.pow(10, Math.floor(Math.log10(Math.max(smallest, 1e-3)))) : 0;
    double high =
        panel.isLogarithmic()
            ? Math.pow(10, Math.ceil(Math.log10(Math.max(largest, 1e-2))))
            : Math.max(largest, 1e-9);
    axes(panel, new ArrayList<>(labels), low, high);
    for (int i = 0; i < panel.curves().size(); i++) {
      curve(panel, i, new ArrayList<>(labels), low, high);
    }
  }

  private void axes(Panel panel, List<Integer> labels, double low, double high) {
    int ticks = panel.isLogarithmic() ? (int) Math.round(Math.log10(high / low)) : TICKS;
    for (int tick = 0; tick <= ticks; tick++) {
      double value = panel.isLogarithmic() ? low * Math.pow(10, tick) : high * tick / TICKS;
      int y = y(panel, value, low, high);
      add("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#d0d7de'/>", LEFT, y, LEFT + PANEL, y);
      add(
          "<text x='%d' y='%d' font-size='11' text-anchor='end'>%s</text>",
          LEFT - 6, y + 4, number(value));
    }
    for (int label : labels) {
      add(
          "<text x='%d' y='%d' font-size='11' text-anchor='middle'>%d</text>",
          x(labels, label), BOTTOM + 18, label);
    }
    add(
        "<text x='%d' y='%d' font-size='12' text-anchor='middle'>%s</text>",
        LEFT + PANEL / 2, BOTTOM + 36, panel.horizontal());
  }

  private static String number(double value) {
    boolean isWhole = Math.abs(value - Math.rint(value)) < 1e-9 * Math.max(1, value);
    if (isWhole || value >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private void curve(Panel panel, int index, List<Integer> labels, double low, double high) {
    Curve curve = panel.curves().get(index);
    String colour = COLOURS.get(index % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.at().size(); i++) {
      int x = x(labels, curve.at().get(i));
      int y = y(panel, curve.values().get(i), low, high);
      points.append(x).append(',').append(y).append(' ');
      add("<circle cx='%d' cy='%d' r='3' fill='%s'/>", x, y, colour);
    }
    add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
        points.toString().strip(), colour);
    int legend = LEFT + index * (PANEL / Math.max(1, panel.curves().size()));
    add("<rect x='%d' y='38' width='10' height='10' fill='%s'/>", legend, colour);
    add("<text x='%d' y='47' font-size='11'>%s</text>", legend + 14, curve.name());
  }

  private static int x(List<Integer> labels, int label) {
    int place = labels.indexOf(label);
    return LEFT + 20 + (PANEL - 40) * place / Math.max(1, labels.size() - 1);
  }

  private static int y(Panel panel, double value, double low, double high) {
    double share =
        panel.isLogarithmic()
            ? Math.log10(Math.max(value, low) / low) / Math.log10(high / low)
            : value / high;
    return BOTTOM - (int) Math.round((BOTTOM - TOP) * share);
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
