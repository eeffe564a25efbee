package org.specie.quality.testkit.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.specie.ledger.sbft.verification.Keyring;

/**
 * One replica as a process. It says {@code ready}, answers the line {@code cost} of its standard
 * input with its {@link Cost}, {@code fetched} with what it has {@link Fetched}, {@code changed}
 * with its {@link ViewChanges} and every other with its {@link Sight}, and ends with that input, so
 * that it does not outlive who started it.
 */
final class ReplicaMain {
  static final String ASK_COST = "cost";
  static final String ASK_FETCHED = "fetched";
  static final String ASK_CHANGED = "changed";

  private ReplicaMain() {}

  /** Arguments: the plant's folder, the replica's number, {@code disk} or {@code memory}. */
  public static void main(String[] args) throws IOException {
    Plant plant = new Plant(Path.of(args[0]));
    int number = Integer.parseInt(args[1]);
    Keyring keyring = Keyring.ofMultiSignatures(Plant.key(number));
    try (Replica replica = Replica.start(plant, number, args[2].equals("disk"), keyring)) {
      System.out.println("ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(
            switch (line) {
              case ASK_COST -> replica.cost().print();
              case ASK_FETCHED -> replica.fetched().print();
              case ASK_CHANGED -> replica.viewChanges().print();
              default -> replica.sight().print();
            });
      }
    }
  }
}
