package org.specie.services.bank.book;

import java.io.IOException;
import org.specie.services.database.Work;

/** Where the bank's transactions happen, each whole or not at all. */
public interface Transactions {
  /** Does {@code work} in one serialisable transaction; it may run several times. */
  <T> T transact(Work<T> work) throws IOException;
}
