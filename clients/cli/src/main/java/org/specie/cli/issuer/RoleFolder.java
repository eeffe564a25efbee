package org.specie.cli.issuer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.Background;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.signature.P256Key;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Place;
import org.specie.services.issuer.RoleIntroduction;
import org.specie.services.issuer.book.FileWitness;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.management.ManagersLine;

/**
 * The folder of one role, or of somebody who only calls roles: {@code issuer.properties} with what
 * anybody may know, {@code secrets} with its keys, {@code marks} with how far its books are, and
 * {@code database} unless that is elsewhere.
 */
public final class RoleFolder {
  static final String FILE = "issuer.properties";
  static final String LINE = "line";

  /** What inspection signs its reports with. */
  static final String REPORTS = "reports";

  /** What documents are sealed for that owners answer letters with. */
  private static final String LETTERS = "letters";

  /** The certificate of class key 1 among the settings; of key i it is the same with i. */
  private static final String CLASS_CERT = "class.";

  private static final String DATABASE = "database";
  private static final String MARKS = "marks";

  private final Path root;
  private final Settings settings;

  private RoleFolder(Path root, Settings settings) {
    this.root = root;
    this.settings = settings;
  }

  /** What lives in {@code root}. */
  public static RoleFolder read(Path root) throws IOException {
    Path absolute = root.toAbsolutePath();
    if (!Files.isRegularFile(absolute.resolve(FILE))) {
      throw new IOException(
          "no role of an issuer lives in "
              + root
              + "; make an issuer with 'specie issuer create --dir DIR'");
    }
    return new RoleFolder(absolute, Settings.read(absolute.resolve(FILE)));
  }

  Settings settings() {
    return settings;
  }

  /** Which role it is; a folder that only calls is none. */
  public Role role() throws IOException {
    String word = settings.get("role");
    return Role.in(word)
        .orElseThrow(() -> new IOException(root + ": '" + word + "' is no role that runs"));
  }

  /** The name of its folder, which is that of its role but for authorities. */
  String party() throws IOException {
    return settings.get("role");
  }

  <T> T secret(String kind, RoleKeys.SecretReader<T> reader) throws IOException {
    return RoleKeys.SecretReader.read(DirectoryHome.at(root), party(), kind, reader);
  }

  /** The folder itself. */
  DirectoryHome home() throws IOException {
    return DirectoryHome.at(root);
  }

  private RoleKeys keys() throws IOException {
    return RoleKeys.of(DirectoryHome.at(root), party(), settings);
  }

  /** The key of its lines. */
  Ed25519SecretKey line() throws IOException {
    return secret(LINE, Ed25519SecretKey::new);
  }

  /** What it signs reports with, if anybody gets some of it. */
  Optional<Ed25519SecretKey> reporting() throws IOException {
    return settings.find("compliance.line").isPresent()
        ? Optional.of(secret(REPORTS, Ed25519SecretKey::new))
        : Optional.empty();
  }

  /** What documents are sealed for that answer its letters; made the first time. */
  ViewSecretKey letterKey(Entropy entropy) throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    home.alone(
        party(),
        LETTERS,
        () -> {
          if (home.secret(party(), LETTERS).isEmpty()) {
            home.keep(party(), LETTERS, Secret.random(ViewSecretKey.SIZE, entropy));
          }
        });
    return secret(LETTERS, ViewSecretKey::new);
  }

  /** Its certified key. */
  public SigningKey agentKey() throws IOException {
    return keys().agent();
  }

  /** How many class keys a certifier has. */
  private int classes() {
    int count = 0;
    while (settings.find(CLASS_CERT + (count + 1)).isPresent()) {
      count++;
    }
    return count;
  }

  /** The class keys of a certifier, oldest first. */
  List<ClassKey> classKeys() throws IOException {
    RoleKeys keys = keys();
    List<ClassKey> all = new ArrayList<>();
    for (int i = 1; i <= classes(); i++) {
      all.add(ClassKey.restored(keys.classKey(i), classCert(i)));
    }
    return all;
  }

  /** The certificate of a certifier's newest class key. */
  public ClassCert classCert() throws IOException {
    return classCert(classes());
  }

  private ClassCert classCert(int number) throws IOException {
    if (certificate(CLASS_CERT + number) instanceof ClassCert read) {
      return read;
    }
    throw new IOException(
        root + ": '" + CLASS_CERT + number + "' is no certificate of a class key");
  }

  /** Makes a class key for {@code purpose} and keeps it: the secret first, then who may know it. */
  static ClassCert addClass(Path root, ClassKey.Purpose purpose, Entropy entropy)
      throws IOException {
    List<ClassCert> made = new ArrayList<>();
    DirectoryHome home = DirectoryHome.at(root);
    home.alone(
        read(root).party(),
        "class",
        () -> {
          RoleFolder folder = read(root);
          RoleKeys keys = folder.keys();
          int number = folder.classes() + 1;
          ClassKey key =
              ClassKey.certify(
                  keys.makeClassKey(number, entropy),
                  purpose,
                  folder.keyCert("certificate"),
                  keys.agent());
          folder
              .settings
              .put(CLASS_CERT + number, key.certificate().encode().toHex())
              .write("the certifier: where it listens, its class keys, and the core");
          made.add(key.certificate());
        });
    return made.getFirst();
  }

  /** The key certificate at {@code name}. */
  public KeyCert keyCert(String name) throws IOException {
    if (certificate(name) instanceof KeyCert read) {
      return read;
    }
    throw new IOException(root + ": '" + name + "' is no certificate of a key");
  }

  private Certificate certificate(String name) throws IOException {
    try {
      return Certificate.decode(bytes(name));
    } catch (MalformedInput e) {
      throw new IOException(root + ": '" + name + "' is no certificate", e);
    }
  }

  /** The key of P-256 at {@code name}. */
  P256Key signingKey(String name) throws IOException {
    try {
      Decoder in = new Decoder(bytes(name));
      P256Key key = P256Key.decode(in);
      in.end();
      return key;
    } catch (MalformedInput e) {
      throw new IOException(root + ": '" + name + "' is no key of P-256", e);
    }
  }

  /** The managers that cards under this folder's issuer take orders of, over {@code line}. */
  public ManagersLine managers(Line line) throws IOException {
    return new ManagersLine(line, signingKey(ManagersFounding.KEY));
  }

  /** The public key of a line at {@code name}. */
  Ed25519PublicKey lineKey(String name) throws IOException {
    try {
      return Ed25519PublicKey.decode(bytes(name));
    } catch (MalformedInput e) {
      throw new IOException(root + ": '" + name + "' is no key of a line", e);
    }
  }

  /** To whom people consent, where this folder says so. */
  public Ed25519PublicKey pseudonymAgent() throws IOException {
    return lineKey(PseudonymFolder.AGENT);
  }

  private ByteString bytes(String name) throws IOException, MalformedInput {
    return settings.get(name).isEmpty() ? ByteString.EMPTY : settings.hex(name, 4_096);
  }

  /** What it says of itself. */
  List<Certificate> shown() throws IOException {
    List<Certificate> all = new ArrayList<>();
    all.add(keyCert("root"));
    switch (role()) {
      case ROOT, CORE, MANAGERS, INSPECTION, PSEUDONYM, AUTHORITY -> {}
      case CERTIFIER -> {
        all.add(keyCert("certificate"));
        for (int i = 1; i <= classes(); i++) {
          all.add(classCert(i));
        }
      }
      case FACTORY, RECOVERY -> all.add(keyCert("certificate"));
    }
    return all;
  }

  /** Where the role listens that stands under {@code name} in its file. */
  ServiceAddress addressOf(String name) throws IOException {
    String url = settings.get(name + ".url");
    return ServiceAddress.parse(url, ServerTrust.system())
        .orElseThrow(() -> new IOException(root + ": '" + url + "' is no address"));
  }

  /** What lies with its secrets under {@code name}; one program has it at a time. */
  Storage book(String name) throws IOException {
    return DirectoryHome.at(root).vault(party(), name);
  }

  /**
   * Its line to the role that stands under {@code name} in its file; its clock is {@code clock}.
   */
  public Line lineTo(String name, Clock clock) throws IOException {
    return new Line(addressOf(name), lineKey(name + ".line"), line(), clock);
  }

  /** What remembers the book {@code name}. */
  FileWitness witness(String name) throws IOException {
    return new FileWitness(Files.createDirectories(root.resolve(MARKS)).resolve(name));
  }

  /** Where its database is. */
  Place database() throws IOException {
    Optional<Secret> url = DirectoryHome.at(root).secret(party(), DATABASE);
    return url.isPresent()
        ? new Place.External(url.get().lend(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        : new Place.Embedded(root.resolve(DATABASE));
  }

  /** Whether it says where it listens; authorities that were founded as a library do not. */
  boolean isPlaced() {
    return settings.find("port").isPresent();
  }

  /** Where it listens. */
  Endpoint api() throws IOException {
    return new Endpoint(settings.get("host"), settings.number("port"));
  }

  /** The same for whoever asks. */
  public ServiceAddress address() throws IOException {
    return new ServiceAddress(URI.create("http://" + api()), ServerTrust.system());
  }

  /** It as a process of its own. */
  Background background() throws IOException {
    String name = "issuer " + party();
    return new Background(
        name, ReplicaProcess.of(root, name), List.of("issuer", "run", "--home", root.toString()));
  }

  /** Whether it answers, as itself. */
  boolean answers() {
    try {
      return RoleIntroduction.of(address()).line().equals(line().publicKey().bytes().toHex());
    } catch (IOException e) {
      return false;
    }
  }
}
