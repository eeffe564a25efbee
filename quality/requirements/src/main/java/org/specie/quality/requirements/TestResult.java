package org.specie.quality.requirements;

/**
 * One line of a result file: the row a test names, the test as {@code Class#method}, and how it
 * ended.
 */
record TestResult(String row, String test, Outcome outcome) {
  /** The line, without its end. */
  String toLine() {
    return row + "\t" + test + "\t" + outcome.word();
  }

  /**
   * Reads a line that {@link #toLine} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static TestResult parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length == 3) {
      for (Outcome outcome : Outcome.values()) {
        if (outcome.word().equals(fields[2])) {
          return new TestResult(fields[0], fields[1], outcome);
        }
      }
    }
    throw new IllegalArgumentException("'" + line + "' is not a row, a test and an outcome");
  }
}
