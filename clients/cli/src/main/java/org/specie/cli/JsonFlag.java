package org.specie.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class JsonFlag {
  @Option(names = "--json", description = "print one JSON document instead of text")
  private boolean chosen;

  public boolean chosen() {
    return chosen;
  }
}
