package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;

/**
 * One replica as a process. It says {@code ready} and ends with its standard input, so that it does
 * not outlive who started it.
 */
final class PaymentReplica {
  private PaymentReplica() {}

  /** Argument: the replica's folder. */
  public static void main(String[] args) throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(Path.of(args[0]));
    SecureRandom random = new SecureRandom();
    try (Replica _ =
        Replica.open(folder, () -> System.currentTimeMillis() / 1000, random::nextBytes)) {
      System.out.println("ready");
      int read = System.in.read();
      while (read >= 0) {
        read = System.in.read();
      }
    }
  }
}
