package org.specie.cli.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.specie.cli.customer.EvidenceFile;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.services.registrar.evidence.Evidence;

/**
 * The folder of an identity provider: its name, the key it signs with, and the secret that makes
 * pseudonyms, without which nobody can try identity numbers against them.
 */
public final class IssuerFolder {
  private static final String FILE = "issuer.properties";
  private static final String PARTY = "issuer";
  private static final String KEY = "key";
  private static final String PSEUDONYMS = "pseudonyms";
  private static final String LABEL = "specie/issuer/pseudonym";

  private final String name;
  private final Ed25519SecretKey key;
  private final Secret pseudonyms;

  private IssuerFolder(String name, Ed25519SecretKey key, Secret pseudonyms) {
    this.name = name;
    this.key = key;
    this.pseudonyms = pseudonyms;
  }

  /** Makes the folder, its file last. */
  public static IssuerFolder create(Path root, String name, Entropy entropy) throws IOException {
    if (Files.exists(root.resolve(FILE))) {
      throw new IOException(root + " is an identity provider already; choose another folder");
    }
    DirectoryHome home = DirectoryHome.at(root);
    home.keep(PARTY, KEY, Secret.random(Ed25519SecretKey.SIZE, entropy));
    home.keep(PARTY, PSEUDONYMS, Secret.random(Hash32.SIZE, entropy));
    Settings.at(root.resolve(FILE)).put("name", name).write("an identity provider");
    return read(root);
  }

  /** The one in {@code root}. */
  public static IssuerFolder read(Path root) throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    return new IssuerFolder(
        Settings.read(root.resolve(FILE)).get("name"),
        new Ed25519SecretKey(secret(home, root, KEY)),
        secret(home, root, PSEUDONYMS));
  }

  private static Secret secret(DirectoryHome home, Path root, String kind) throws IOException {
    return home.secret(PARTY, kind)
        .orElseThrow(() -> new IOException("the secret '" + kind + "' is missing in " + root));
  }

  public String name() {
    return name;
  }

  public Ed25519PublicKey publicKey() {
    return key.publicKey();
  }

  /** Vouches for {@code person}, known to a provider by {@code holder}. */
  public EvidenceFile vouch(String person, Ed25519PublicKey holder, int classId, long expires) {
    Hash32 pseudonym =
        pseudonyms.derive(LABEL, Hash32.SIZE, ByteString.utf8(person)).lend(Hash32::of);
    Evidence evidence = new Evidence(name, pseudonym, holder, classId, expires);
    return new EvidenceFile(name, pseudonym, classId, expires, key.sign(evidence.bytes()));
  }
}
