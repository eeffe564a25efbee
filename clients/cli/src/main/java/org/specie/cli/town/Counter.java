package org.specie.cli.town;

import java.io.IOException;
import org.specie.wallet.Registrars;

/** The registrars' own counter, where the whole network is one process and nobody is between. */
public record Counter(Line line) implements Seat {
  @Override
  public String host() {
    return "the operators";
  }

  @Override
  public Registrars registrars(String person, int classId) throws IOException {
    return line.network().registrars(person);
  }

  /** The line belongs to all who are at the counter. */
  @Override
  public void close() {}
}
