package org.specie.cli;

/** How a command ends. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int REFUSED = 1;
  public static final int USAGE = 2;
  public static final int ENVIRONMENT = 3;
  public static final int BUG = 4;

  private ExitCode() {}
}
