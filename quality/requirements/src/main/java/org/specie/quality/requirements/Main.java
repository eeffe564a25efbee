package org.specie.quality.requirements;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./specie requirements}: every requirement, the tests that prove it, their last result. */
public final class Main {
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int ENVIRONMENT = 3;

  private static final String HELP =
      """
      Examples:
        ./specie requirements          every requirement, its tests and how they ended last
        ./specie requirements --json   the same as one JSON document

      The results are those of the last ./specie test.
      Exit codes: 0 done, 1 a test names a requirement that does not exist, 2 usage, 3 environment.
      """;

  private Main() {}

  /** Runs and exits. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), out, err));
  }

  /** Runs with {@code arguments} and returns the exit code. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Path root = Path.of("");
    boolean json = false;
    List<String> rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String word = rest.remove(0);
      if (word.equals("--json")) {
        json = true;
      } else if (word.equals("--help")) {
        out.print(HELP);
        return DONE;
      } else if (word.equals("--root") && !rest.isEmpty()) {
        root = Path.of(rest.remove(0));
      } else {
        err.println("specie requirements: '" + word + "' is not an option.");
        err.print(HELP);
        return USAGE;
      }
    }
    return report(root, json, out, err);
  }

  private static int report(Path root, boolean json, PrintStream out, PrintStream err) {
    try {
      RequirementsPage page =
          RequirementsPage.parse(Files.readAllLines(root.resolve("docs/requirements.md")));
      List<TestResult> results = new ArrayList<>();
      for (ResultFolder folder : ResultFolder.below(root)) {
        results.addAll(folder.read());
      }
      if (results.isEmpty()) {
        err.println("No test has left a result yet. Tip: run ./specie test first.");
      }
      Coverage coverage = Coverage.of(page, results);
      out.print(json ? CoverageReport.json(coverage) : CoverageReport.table(coverage));
      return DONE;
    } catch (IllegalArgumentException e) {
      err.println("specie requirements: " + e.getMessage());
      return REFUSED;
    } catch (IOException e) {
      err.println("specie requirements: cannot read " + e.getMessage());
      err.println(
          "Tip: run it as ./specie requirements, from a tree that ./specie test can write to.");
      return ENVIRONMENT;
    }
  }
}
