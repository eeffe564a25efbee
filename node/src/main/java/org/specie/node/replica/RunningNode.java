package org.specie.node.replica;

import java.io.IOException;
import java.util.Optional;
import org.specie.node.watch.HealthReport;

/** A replica or a reader at work in this process. */
public interface RunningNode extends AutoCloseable {
  /** How it and, as far as it sees, the ledger are. */
  HealthReport health();

  /** Why it has stopped by itself, if it has. */
  Optional<String> failure();

  @Override
  void close() throws IOException;
}
