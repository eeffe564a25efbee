package org.specie.cli.registrar;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.node.replica.Settings;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.services.registrar.asking.RegistrarPlace;

/**
 * The folder in which a provider has the cards of registrars: for each one file of names and
 * values, and the certificate that it shows; and the public side of the key behind uniqueness tags
 * that they hold in shares. Nothing of it is secret. Source: docs/spec/43-registrar.md, clause 1.2.
 */
public final class RegistrarCards {
  /** Its name in the folder of a network. */
  public static final String FOLDER = "registrars";

  private static final String CARD = ".card";
  private static final String CERTIFICATE = ".crt";
  private static final String TAGS = "tags.key";

  private RegistrarCards() {}

  /** The cards in {@code folder}; there has to be one at least. */
  public static List<RegistrarPlace> in(Path folder) throws IOException {
    List<RegistrarPlace> places = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.filter(file -> file.toString().endsWith(CARD)).sorted().toList()) {
          places.add(read(each));
        }
      }
    }
    if (places.isEmpty() || places.size() > 2 * KeyQuorum.KEYS_MAX) {
      throw new IOException(
          "%d cards of registrars are in %s; make them with 'specie registrar create', and keep those"
                  .formatted(places.size(), folder)
              + " of registrars that the policy names");
    }
    return places;
  }

  private static RegistrarPlace read(Path card) throws IOException {
    Settings settings = Settings.read(card);
    Ed25519PublicKey key =
        Hex.key(settings.get("key")).orElseThrow(() -> new IOException(card + " names no key"));
    String url = settings.get("url");
    ServerTrust trust = ServerTrust.read(certificate(card));
    ServiceAddress address =
        ServiceAddress.parse(url, trust)
            .filter(each -> "https".equals(each.root().getScheme()))
            .orElseThrow(() -> new IOException(card + ": '" + url + "' is no https address"));
    return new RegistrarPlace(address, key);
  }

  /** The public side of the key behind tags, as the registrars of {@code folder} have it. */
  public static TagKey tags(Path folder) throws IOException {
    Path file = folder.resolve(TAGS);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no "
              + file
              + ", the public side of the key behind uniqueness tags; copy it from where the cards"
              + " were made");
    }
    try {
      return TagKey.decode(ByteString.copyOf(Files.readAllBytes(file)));
    } catch (MalformedInput e) {
      throw new IOException(file + " is damaged; copy it from where the cards were made", e);
    }
  }

  /**
   * Writes the public side of the key behind tags, unless it is there; no other may be. It is found
   * whole or not at all.
   */
  static void writeTags(Path folder, TagKey tags) throws IOException {
    if (Files.exists(folder.resolve(TAGS))) {
      if (!tags(folder).equals(tags)) {
        throw new IOException(
            folder + " has cards of registrars with another key behind uniqueness tags");
      }
      return;
    }
    Files.createDirectories(folder);
    Path fresh = folder.resolve(TAGS + ".new");
    Files.write(fresh, tags.encode().toByteArray());
    Files.move(fresh, folder.resolve(TAGS), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path certificate(Path card) {
    String file = String.valueOf(card.getFileName());
    return card.resolveSibling(file.substring(0, file.length() - CARD.length()) + CERTIFICATE);
  }

  /** Whether the card called {@code name} in {@code folder} names another key. */
  static boolean isOfAnother(Path folder, String name, Ed25519PublicKey key) throws IOException {
    Path card = folder.resolve(name + CARD);
    return Files.exists(card) && !Settings.read(card).get("key").equals(key.bytes().toHex());
  }

  /** Writes the card of a registrar, its certificate first. */
  static void write(Path folder, String name, URI url, Ed25519PublicKey key, Path certificate)
      throws IOException {
    Files.createDirectories(folder);
    Path card = folder.resolve(name + CARD);
    Files.copy(certificate, certificate(card), StandardCopyOption.REPLACE_EXISTING);
    Settings.at(card)
        .put("name", name)
        .put("url", url)
        .put("key", key.bytes().toHex())
        .write("where this registrar is asked, for providers; nothing here is secret");
  }
}
