package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cli.Background;
import org.specie.cli.customer.LedgerFiles;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.node.home.DirectoryHome;
import org.specie.node.reader.ReaderFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.replica.Settings;
import org.specie.node.role.MemberFolder;
import org.specie.services.auditor.decision.ApprovalRules;
import org.specie.services.auditor.decision.DecisionBook;

/**
 * The folder an auditor lives in: beside the secrets of its founding, {@code auditor.properties}
 * with its place, {@code rules.properties}, the key of its certificate, the description of the
 * ledger, and its record under {@code data}.
 */
public record AuditorFolder(Path root, String name, Endpoint place) {
  /** Where its rules are, which a person edits. */
  static final String RULES = "rules.properties";

  private static final String FILE = "auditor.properties";
  private static final String LEDGER = "ledger";
  private static final String RECORD = "decisions";
  private static final String REFUSED = "refused.";

  /** Whether an auditor lives in {@code folder}. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Makes the folder of a member with a place, its file last. */
  void create(LedgerFiles ledger, TransportIdentity identity) throws IOException {
    Files.createDirectories(tlsKey().getParent());
    IdentityFiles.write(identity, tlsKey(), tlsCertificate());
    ledger.write(root.resolve(LEDGER));
    Path rules = root.resolve(RULES);
    if (!Files.exists(rules)) {
      Settings.at(rules)
          .put("automatic.payment", "2000.00")
          .put("automatic.day", "5000.00")
          .put("waiting.max", 200)
          .write(
              "what is approved without a person: one payment, one payer's day; how many may wait;"
                  + " refused.1, refused.2, … name the keys of people who are refused");
    }
    Settings.at(root.resolve(FILE))
        .put("name", name)
        .put("host", place.host())
        .put("port", place.port())
        .write("where this auditor is asked");
  }

  /** The auditor that lives in {@code root}. */
  public static AuditorFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new AuditorFolder(
        root, settings.get("name"), new Endpoint(settings.get("host"), settings.number("port")));
  }

  /** The ledger whose payments it approves. */
  NetworkDescription network() throws IOException {
    return NetworkDescription.read(root.resolve(LEDGER));
  }

  /**
   * Has it look at the ledger as {@code seen} says from its next start on; false, and nothing
   * happens, if that is another ledger.
   */
  boolean follow(LedgerFiles seen) throws IOException {
    Path ledger = root.resolve(LEDGER);
    if (!seen.isOfTheLedger(LedgerFiles.in(ledger))) {
      return false;
    }
    seen.write(ledger);
    return true;
  }

  /** Has it look at its ledger through {@code reader} from its next start on. */
  public void followOnly(ReaderFolder reader) throws IOException {
    if (!follow(LedgerFiles.in(reader.root()))) {
      throw new IOException(reader.root() + " reads another ledger than " + name);
    }
  }

  /** The key it decides with; the caller destroys it. */
  Ed25519SecretKey key() throws IOException {
    return MemberFolder.at(root).key();
  }

  /** Its record; the caller closes it. One process at a time may have it. */
  DecisionBook record() throws IOException {
    return DecisionBook.open(DirectoryHome.at(root).database(RECORD));
  }

  /** The rules in its file. */
  ApprovalRules rules() throws IOException {
    Path file = root.resolve(RULES);
    Settings settings = Settings.read(file);
    List<ByteString> refused = new ArrayList<>();
    for (int i = 1; settings.find(REFUSED + i).isPresent(); i++) {
      if (i > ApprovalRules.REFUSED_MAX) {
        throw new IOException(
            file + ": more than " + ApprovalRules.REFUSED_MAX + " people; refuse them elsewhere");
      }
      refused.add(spendKey(file, settings.get(REFUSED + i)));
    }
    int waiting = settings.number("waiting.max");
    if (waiting < 0 || waiting > ApprovalRules.WAITING_MAX) {
      throw new IOException(
          "%s: 'waiting.max = %d' is not from 0 to %d"
              .formatted(file, waiting, ApprovalRules.WAITING_MAX));
    }
    return new ApprovalRules(
        amount(file, settings, "automatic.payment"),
        amount(file, settings, "automatic.day"),
        waiting,
        refused);
  }

  private static Amount amount(Path file, Settings settings, String name) throws IOException {
    String text = settings.get(name);
    try {
      return Amount.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: '%s = %s' is no amount; write it like 2000.00".formatted(file, name, text), e);
    }
  }

  private static ByteString spendKey(Path file, String text) throws IOException {
    try {
      Decoder in = new Decoder(ByteString.hex(text));
      G1 key = G1.decodeCompressed(in);
      in.end();
      return key.toCompressed();
    } catch (MalformedInput | IllegalArgumentException e) {
      throw new IOException(
          "%s: '%s' is no public spend key; write it as 'specie auditor queue' does"
              .formatted(file, text),
          e);
    }
  }

  /** What it shows on its connections. */
  TransportIdentity identity() throws IOException {
    return switch (IdentityFiles.identity(tlsKey(), tlsCertificate())) {
      case Outcome.Accepted<TransportIdentity>(var identity) -> identity;
      case Outcome.Refused<TransportIdentity>(var reason) ->
          throw new IOException(
              tlsKey() + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy());
    };
  }

  private Path tlsKey() {
    return root.resolve("secrets").resolve("tls.key");
  }

  private Path tlsCertificate() {
    return root.resolve("secrets").resolve("tls.crt");
  }

  /** Its process, running or not. */
  public ReplicaProcess process() {
    return ReplicaProcess.of(root, name);
  }

  /** It as a process of its own. */
  Background background() {
    return new Background(name, process(), List.of("auditor", "run", "--home", root.toString()));
  }

  /** Starts it as a process that goes on when this one ends, and waits until it answers. */
  public ProcessHandle start(Clock clock, Entropy entropy) throws IOException {
    return background().start(() -> answers(clock, entropy));
  }

  private boolean answers(Clock clock, Entropy entropy) {
    try (Desk desk = Desk.of(this, clock, entropy)) {
      return desk.look().isDone();
    } catch (IOException e) {
      return false;
    }
  }
}
