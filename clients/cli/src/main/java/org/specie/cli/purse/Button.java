package org.specie.cli.purse;

import java.io.IOException;
import java.io.PrintStream;
import org.specie.cli.Surroundings;

/** Asks the owner to press the button of a card; only the card knows whether it was. */
final class Button {
  private final Surroundings surroundings;

  Button(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns when the owner says that it is done, or when there is nobody to ask. */
  void press(String reader) throws IOException {
    PrintStream err = surroundings.err();
    err.println("Press the button of the card in '" + reader + "', and then Enter.");
    err.flush();
    var _ = surroundings.input().line();
  }
}
