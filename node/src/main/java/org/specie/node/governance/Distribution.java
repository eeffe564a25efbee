package org.specie.node.governance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.RevocationList;

/** Puts a revocation list into every folder of a network that heeds one. */
public final class Distribution {
  private static final List<String> HEEDING = List.of("replica.properties", "reader.properties");

  private Distribution() {}

  /**
   * Puts {@code list} into {@code network}, for whoever publishes it, and into the folders of
   * replicas and readers in there; these are returned.
   */
  public static List<Path> give(RevocationList list, Path network) throws IOException {
    IdentityFiles.write(list, network.resolve(Revocations.FILE));
    List<Path> folders;
    try (Stream<Path> paths = Files.list(network)) {
      folders = paths.filter(Distribution::isHeeding).sorted().toList();
    }
    List<Path> given = new ArrayList<>();
    for (Path folder : folders) {
      IdentityFiles.write(list, folder.resolve(Revocations.FILE));
      given.add(folder);
    }
    return given;
  }

  private static boolean isHeeding(Path folder) {
    return HEEDING.stream().anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
  }
}
