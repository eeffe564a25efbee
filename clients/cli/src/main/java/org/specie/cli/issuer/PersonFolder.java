package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;

/** The folder of a person, with the key by which a pseudonym agent knows them. */
final class PersonFolder {
  private static final String PERSON = "person";
  private static final String KEY = "consent";

  /** Whose key it is in the folder of a bank's customer. */
  private static final String ACCOUNT = "account";

  private static final String ACCOUNT_KEY = "key";

  private final Path home;
  private final Surroundings surroundings;

  /**
   * @param home as it was named
   */
  PersonFolder(Path home, Surroundings surroundings) {
    this.home = home;
    this.surroundings = surroundings;
  }

  private Path place() {
    return surroundings.resolve(home).toAbsolutePath();
  }

  /** What else lies there. */
  DirectoryHome files() throws IOException {
    if (!Files.isDirectory(place())) {
      throw noKey();
    }
    return DirectoryHome.at(place());
  }

  /** The key; one that is made now would be one that no agent knows. */
  Ed25519SecretKey key() throws IOException {
    return key(kept(files()).orElseThrow(this::noKey));
  }

  /** The key, which is made the first time. */
  Ed25519SecretKey keyOrNew() throws IOException {
    DirectoryHome folder = DirectoryHome.at(Files.createDirectories(place()));
    Optional<Secret> kept = kept(folder);
    if (kept.isPresent()) {
      return key(kept.get());
    }
    Secret made = Secret.random(Ed25519SecretKey.SIZE, surroundings.entropy());
    folder.keep(PERSON, KEY, made);
    return key(made);
  }

  private static Optional<Secret> kept(DirectoryHome folder) throws IOException {
    Optional<Secret> own = folder.secret(PERSON, KEY);
    return own.isPresent() ? own : folder.secret(ACCOUNT, ACCOUNT_KEY);
  }

  private Ed25519SecretKey key(Secret secret) throws IOException {
    if (secret.size() != Ed25519SecretKey.SIZE) {
      throw new IOException("the key in " + home + " is damaged; bring back a copy");
    }
    return new Ed25519SecretKey(secret);
  }

  private UsageMistake noKey() {
    return new UsageMistake(
        "There is no key of a person in " + home + ".",
        "name the folder whose key the agent knows; 'specie issuer consent' without --agent makes"
            + " one");
  }
}
