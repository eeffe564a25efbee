package org.specie.quality.requirements;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rows of docs/requirements.md, in the order of the page. */
record RequirementsPage(List<Row> rows) {
  /** One requirement: its id such as {@code D19}, and what it demands. */
  record Row(String id, String text) {}

  private static final Pattern ID = Pattern.compile("[A-Z][0-9]{1,3}");
  private static final String TEXT_COLUMN = "Requirement";

  RequirementsPage {
    rows = List.copyOf(rows);
  }

  /**
   * Reads every table whose heading has a column "Requirement"; the id stands in the first column.
   *
   * @throws IllegalArgumentException if two rows have one id or the page has no row
   */
  static RequirementsPage parse(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int textColumn = -1;
    for (String line : lines) {
      List<String> cells = cells(line);
      if (cells.contains(TEXT_COLUMN)) {
        textColumn = cells.indexOf(TEXT_COLUMN);
      } else if (cells.isEmpty()) {
        textColumn = -1;
      } else if (textColumn > 0
          && cells.size() > textColumn
          && ID.matcher(cells.get(0)).matches()) {
        String id = cells.get(0);
        if (!ids.add(id)) {
          throw new IllegalArgumentException("two requirements are called " + id);
        }
        rows.add(new Row(id, cells.get(textColumn)));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("the page holds no requirement");
    }
    return new RequirementsPage(rows);
  }

  /** The cells of a table line, trimmed; none for any other line. */
  private static List<String> cells(String line) {
    String text = line.strip();
    if (!text.startsWith("|") || !text.endsWith("|") || text.length() < 2) {
      return List.of();
    }
    List<String> cells = new ArrayList<>();
    for (String cell : text.substring(1, text.length() - 1).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
