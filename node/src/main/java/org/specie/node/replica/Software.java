package org.specie.node.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.specie.cash.application.CashApplication;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.transport.FreePorts;

/**
 * Which software runs here: a release by its version, anything else by a digest of the classes that
 * a replica is made of. Two builds of one commit have the same one, and another patch of these
 * classes has another; libraries and the JDK are not in it. Source: docs/spec/22-node.md 6.9.
 */
public final class Software {
  private static final String FROM_SOURCE = "built from source";
  private static final int DIGITS = 12;

  /** One class of each module that a replica runs. */
  private static final List<Class<?>> PARTS =
      List.of(
          Hash32.class,
          G1.class,
          Block.class,
          MemoryStorage.class,
          Tuning.class,
          FreePorts.class,
          Health.class,
          Domain.class,
          CashApplication.class,
          ReplicaStatus.class,
          Software.class);

  private static final String VERSION = find();

  private Software() {}

  /** The version of this software; the same at all replicas that run the same. */
  public static String version() {
    return VERSION;
  }

  private static String find() {
    String released = Software.class.getPackage().getImplementationVersion();
    if (released != null) {
      return released;
    }
    try {
      return FROM_SOURCE + " " + digest(places()).substring(0, DIGITS);
    } catch (IOException
        | UncheckedIOException
        | FileSystemNotFoundException
        | ProviderNotFoundException
        | IllegalArgumentException e) {
      // Who cannot read the classes it runs does not know which they are, and runs all the same.
      return FROM_SOURCE;
    }
  }

  private static List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>();
    for (Class<?> part : PARTS) {
      CodeSource source =
          Optional.ofNullable(part.getProtectionDomain().getCodeSource())
              .orElseThrow(() -> new IOException(part + " comes from nowhere"));
      try {
        places.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
    }
    return places;
  }

  /** SHA-256 over the names and contents of all files in {@code places}, folders or archives. */
  static String digest(List<Path> places) throws IOException {
    Map<String, Hash32> contents = new TreeMap<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        add(contents, place);
      } else {
        try (FileSystem archive = FileSystems.newFileSystem(place)) {
          add(contents, archive.getPath("/"));
        }
      }
    }
    MessageDigest digest = Hash32.newSha256();
    contents.forEach(
        (name, hash) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(hash.bytes().toByteArray());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What Maven and the archiver say about a build is not part of it. */
  private static void add(Map<String, Hash32> contents, Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (!name.startsWith("META-INF/")) {
        contents.put(name, Hash32.of(Hash32.newSha256().digest(Files.readAllBytes(file))));
      }
    }
  }
}
