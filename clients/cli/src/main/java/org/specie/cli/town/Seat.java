package org.specie.cli.town;

import java.io.IOException;
import org.specie.wallet.Registrars;

/** Where a customer comes in: the line its wallet uses, and who is told who it is. */
public interface Seat extends AutoCloseable {
  /** Over which everything goes. */
  Line line();

  /** Who opens this way for the customer, in words. */
  String host();

  /** The way to the registrars for whoever shows the identity card of {@code person}. */
  Registrars registrars(String person, int classId) throws IOException;

  @Override
  void close() throws IOException;
}
