package org.specie.cli.registrar;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cli.Background;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.identity.KnownIssuers;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.replica.Settings;
import org.specie.node.role.MemberFolder;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.OwnCertificate;
import org.specie.services.api.ServerCertificate;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.registrar.RegisterBook;
import org.specie.services.registrar.Registrar;
import org.specie.services.registrar.RegistrarService;

/**
 * The folder a registrar lives in: beside the secrets of its founding, {@code registrar.properties}
 * with its place and whose evidence it believes, its certificate, the description of the ledger,
 * and its book under {@code data}.
 */
public record RegistrarFolder(
    Path root, String name, Endpoint place, Map<String, Ed25519PublicKey> issuers) {
  private static final String FILE = "registrar.properties";
  private static final String LEDGER = "ledger";
  private static final String BOOK = "book";

  /**
   * Which share of the key behind tags a registrar has; that may be another number than its own in
   * the policy.
   *
   * @param number from 1
   * @param all that were made at the founding
   */
  record SharePlace(int number, int all) {
    @Override
    public String toString() {
      return number + " of " + all;
    }
  }

  public RegistrarFolder {
    issuers = Map.copyOf(issuers);
  }

  /** Whether a registrar lives in {@code folder}. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Makes the folder of a member with a key one with a place, its file last. */
  void create(LedgerFiles ledger, int days, Clock clock, Entropy entropy) throws IOException {
    OwnCertificate.make(place.host(), days, clock, entropy, certificate(), tlsKey());
    ledger.write(root.resolve(LEDGER));
    Settings settings =
        Settings.at(root.resolve(FILE))
            .put("name", name)
            .put("host", place.host())
            .put("port", place.port());
    KnownIssuers.put(issuers, settings);
    settings.write("where this registrar is asked, and whose evidence it believes");
  }

  /** The registrar that lives in {@code root}. */
  public static RegistrarFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new RegistrarFolder(
        root,
        settings.get("name"),
        new Endpoint(settings.get("host"), settings.number("port")),
        KnownIssuers.in(settings));
  }

  /** Through whom it lets people in. */
  ProviderList providers() {
    return new ProviderList(root);
  }

  /** The ledger that it lets people into. */
  NetworkDescription network() throws IOException {
    return NetworkDescription.read(root.resolve(LEDGER));
  }

  /**
   * Its key, its share of the key behind tags and its book; one process at a time may have them.
   */
  Registrar.Own own() throws IOException {
    MemberFolder member = MemberFolder.at(root);
    RegisterBook book = RegisterBook.open(DirectoryHome.at(root).database(BOOK));
    try {
      TagShare share = member.tagShare();
      try {
        return new Registrar.Own(member.key(), share, book);
      } catch (IOException e) {
        share.destroy();
        throw e;
      }
    } catch (IOException e) {
      book.close();
      throw e;
    }
  }

  /** By which the policy names it. */
  public Ed25519PublicKey key() throws IOException {
    Ed25519SecretKey key = MemberFolder.at(root).key();
    try {
      return key.publicKey();
    } finally {
      key.destroy();
    }
  }

  /** The key behind uniqueness tags that it has a share of. */
  TagKey tags() throws IOException {
    TagShare share = MemberFolder.at(root).tagShare();
    try {
      return share.key();
    } finally {
      share.destroy();
    }
  }

  /** Which share of that key it has. */
  SharePlace share() throws IOException {
    TagShare share = MemberFolder.at(root).tagShare();
    try {
      return new SharePlace(share.place() + 1, share.key().key().shareKeys().size());
    } finally {
      share.destroy();
    }
  }

  /** What it shows on its connections, good for its place now. */
  ServerCertificate shown(Clock clock) throws IOException {
    return ServerCertificate.read(certificate(), tlsKey()).requireFor(place.host(), clock);
  }

  /** The certificate on its card. */
  Path certificate() {
    return root.resolve("registrar.crt");
  }

  private Path tlsKey() {
    return root.resolve("secrets").resolve("registrar.key");
  }

  /** Where it is asked. */
  public URI url() {
    return URI.create("https://" + place);
  }

  /** Asks it how it is. */
  Answer<RegistrarService.About> ask() throws IOException {
    try (ApiClient api =
        new ApiClient(new ServiceAddress(url(), ServerTrust.read(certificate())))) {
      return RegistrarService.about(api);
    }
  }

  /** Its process, running or not. */
  public ReplicaProcess process() {
    return ReplicaProcess.of(root, name);
  }

  /** It as a process of its own. */
  Background background() {
    return new Background(name, process(), List.of("registrar", "run", "--home", root.toString()));
  }

  /** Starts it as a process that goes on when this one ends, and waits until it answers. */
  public ProcessHandle start() throws IOException {
    return background().start(this::answers);
  }

  private boolean answers() {
    try {
      return ask() instanceof Answer.Done<RegistrarService.About>(var about)
          && about.key().equals(key().bytes().toHex());
    } catch (IOException e) {
      return false;
    }
  }
}
