package org.specie.cli.registrar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.services.psp.Hex;
import org.specie.services.registrar.ServedProviders;

/**
 * The providers that a registrar answers, in a file of its folder that is read at each
 * registration. Where there is no such file, and the folder is there, it answers everybody; where
 * that cannot be known, nobody. Source: docs/spec/43-registrar.md, 2.4.
 */
record ProviderList(Path root) implements ServedProviders {
  private static final String FILE = "providers.properties";
  private static final String PREFIX = "provider.";
  private static final String PARTY = "registrar";
  private static final String LIST = "providers";

  @Override
  public Optional<Map<String, Ed25519PublicKey>> listed() throws IOException {
    Path file = root.resolve(FILE);
    try {
      // A link that leads nowhere is a list that is lost, and not one that was never made.
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      if (!RegistrarFolder.isIn(root)) {
        throw new IOException("the folder of the registrar at " + root + " is gone", e);
      }
      return Optional.empty();
    }
    Settings settings = Settings.read(file);
    Map<String, Ed25519PublicKey> keys = new TreeMap<>();
    for (int i = 1; settings.find(PREFIX + i + ".name").isPresent(); i++) {
      String name = settings.get(PREFIX + i + ".name");
      keys.put(
          name,
          Hex.key(settings.get(PREFIX + i + ".key"))
              .orElseThrow(() -> new IOException("the key of " + name + " is none")));
    }
    return Optional.of(keys);
  }

  /** Answers the providers of {@code keys} and nobody else. */
  void put(Map<String, Ed25519PublicKey> keys) throws IOException {
    Settings settings = Settings.at(root.resolve(FILE));
    int number = 0;
    for (var each : new TreeMap<>(keys).entrySet()) {
      number++;
      settings
          .put(PREFIX + number + ".name", each.getKey())
          .put(PREFIX + number + ".key", each.getValue().bytes().toHex());
    }
    settings.write("the providers that this registrar answers; without this file it answers all");
  }

  /** Does {@code work}, which reads the list and changes it, while nobody else does. */
  void alone(DirectoryHome.Alone work) throws IOException {
    DirectoryHome.at(root).alone(PARTY, LIST, work);
  }

  /** Answers whoever asks. */
  void answerEverybody() throws IOException {
    Files.deleteIfExists(root.resolve(FILE));
  }
}
