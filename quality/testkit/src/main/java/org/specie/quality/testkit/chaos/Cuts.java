package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.quality.testkit.processes.Folders;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;

/**
 * Four replicas in network namespaces that are cut off from each other under load: the primary
 * alone, two against two, one that hears and is not heard.
 */
public final class Cuts {
  private static final int REPLICAS = 4;

  private Cuts() {}

  /** Why this cannot be done here, if it cannot. */
  public static Optional<String> obstacle() {
    return Namespaces.obstacle();
  }

  /** Cuts and heals in each way once. */
  public static Trial.Outcome run(long seed, Consumer<String> progress) throws IOException {
    Path folder = Files.createTempDirectory("specie-cuts");
    try (Namespaces namespaces = Namespaces.make(REPLICAS)) {
      Plant plant = Plant.found(folder, namespaces.sites());
      try (Processes processes = Processes.start(plant, "disk", namespaces::prefix)) {
        return Trial.run(
            plant,
            processes,
            seed,
            (all, crowd) -> cut(namespaces, new Storm(all, crowd, seed, progress), all, crowd));
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Trial.Struck> cut(
      Namespaces namespaces, Storm storm, Processes processes, Crowd crowd) throws IOException {
    storm.awaitService("before the first cut");
    int primary = Math.max(0, processes.sight(0).primary());
    crowd.listen();
    long began = System.nanoTime();
    namespaces.isolate(List.of(primary));
    storm.awaitService("while the primary is cut off");
    namespaces.heal();
    storm.awaitWell();
    storm.struck("the primary, replica " + primary + ", alone", began);

    crowd.listen();
    began = System.nanoTime();
    namespaces.isolate(List.of(0, 1));
    storm.awaitStandstill();
    namespaces.heal();
    storm.awaitService("after two were cut off from two");
    storm.awaitWell();
    storm.struck("two against two", began);

    int mute = Math.max(0, processes.sight(0).primary());
    crowd.listen();
    began = System.nanoTime();
    for (int i = 0; i < REPLICAS; i++) {
      if (i != mute) {
        namespaces.cut(mute, i);
      }
    }
    storm.awaitService("while the primary hears and is not heard");
    namespaces.heal();
    storm.awaitWell();
    storm.awaitService("after all cuts");
    storm.struck("the primary, replica " + mute + ", heard by nobody", began);
    return storm.log();
  }
}
