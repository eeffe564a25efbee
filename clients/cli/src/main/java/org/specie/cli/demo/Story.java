package org.specie.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cli.Printer;
import org.specie.cli.Result;

/**
 * What happened, in order: printed line by line for people, kept for the one document of {@code
 * --json}. A step that came out otherwise than it should says so and makes the whole story fail.
 */
public final class Story {
  private static final String MARGIN = "     ";
  private static final int NAME_WIDTH = 64;
  private static final int LINE_WIDTH = 92;

  /** Where the items of "the ledger saw" begin. */
  private static final int LIST_MARGIN = 17;

  private record Step(String name, boolean ok, String detail) {}

  private record Check(String name, boolean ok) {}

  private final Printer printer;
  private final boolean json;
  private final List<Step> steps = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();

  public Story(Printer printer, boolean json) {
    this.printer = printer;
    this.json = json;
  }

  Printer printer() {
    return printer;
  }

  /** A line that is no step. */
  public void say(String line) {
    if (!json) {
      printer.finishLine();
      printer.printOut(line);
    }
  }

  /** A line for people, who read it beside the document where there is one. */
  void tell(String line) {
    if (json) {
      printer.note(line);
    } else {
      say(line);
    }
  }

  /**
   * One step.
   *
   * @param name what was done
   * @param ok whether it came out as it should
   * @param outcome what it came to, on the same line
   * @param more further lines
   */
  public void step(String name, boolean ok, String outcome, String... more) {
    List<String> details = new ArrayList<>();
    details.add(outcome);
    details.addAll(List.of(more));
    steps.add(new Step(name, ok, String.join("; ", details)));
    String number = "%-3d".formatted(steps.size());
    String padding = " ".repeat(Math.max(2, NAME_WIDTH - name.length()));
    say(number + name + padding + outcome + (ok ? "" : "   NOT AS IT SHOULD BE"));
    for (String line : more) {
      wrap(line).forEach(part -> say(MARGIN + part));
    }
  }

  /** Breaks a long list after a comma, and goes on under its first item. */
  private static List<String> wrap(String line) {
    List<String> lines = new ArrayList<>();
    String rest = line;
    while (rest.length() > LINE_WIDTH && rest.lastIndexOf(", ", LINE_WIDTH) > LIST_MARGIN) {
      int end = rest.lastIndexOf(", ", LINE_WIDTH) + 1;
      lines.add(rest.substring(0, end));
      rest = " ".repeat(LIST_MARGIN) + rest.substring(end + 1);
    }
    lines.add(rest);
    return lines;
  }

  /** Something that must hold at the end. */
  public void check(String name, boolean ok) {
    checks.add(new Check(name, ok));
    say("  " + (ok ? "yes  " : "NO   ") + name);
  }

  /** Whether everything came out as it should. */
  public boolean ok() {
    return !steps.isEmpty()
        && !checks.isEmpty()
        && steps.stream().allMatch(Step::ok)
        && checks.stream().allMatch(Check::ok);
  }

  /** The document: steps, checks, and whether all is well. */
  public Map<String, Object> document() {
    return Result.fields(
        "steps",
        steps.stream()
            .map(s -> Result.fields("name", s.name(), "ok", s.ok(), "detail", s.detail()))
            .toList(),
        "checks",
        checks.stream().map(c -> Result.fields("name", c.name(), "ok", c.ok())).toList(),
        "ok",
        ok());
  }
}
