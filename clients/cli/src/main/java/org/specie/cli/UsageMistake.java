package org.specie.cli;

/** The words of a command do not make sense together; ends with exit code 2. */
public final class UsageMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tip;

  public UsageMistake(String sentence, String tip) {
    super(sentence);
    this.tip = tip;
  }

  /** What to do instead. */
  public String tip() {
    return tip;
  }
}
