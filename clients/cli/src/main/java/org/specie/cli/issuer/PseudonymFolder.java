package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.services.database.Place;
import org.specie.services.issuer.line.Seat;
import org.specie.services.issuer.pseudonym.PseudonymRole;

/** What the folder of a pseudonym agent says and keeps. */
final class PseudonymFolder {
  /** What the agent signs entries with. */
  static final String ENTRIES = "entries";

  /** What owner ids are derived from. */
  static final String OWNERS = "owners";

  /** An authority's share of the key that entries are sealed under. */
  static final String SHARE = "share";

  /** What an authority signs with. */
  static final String SIGNING = "signing";

  /** The URL of somebody's database of customers, as a secret. */
  static final String IDENTITIES = "identities";

  static final String AUTHORITIES = "authorities";

  /** With which inspection signs what letters are about. */
  static final String REPORTS = "inspection.reports";

  static final String AGENT = "agent";
  static final String SOURCE = "source";
  static final String SEALED = "sealed";

  private static final int KEY_MAX = 4_096;

  private final RoleFolder folder;

  PseudonymFolder(RoleFolder folder) {
    this.folder = folder;
  }

  static String word(Identity.Kind sealed) {
    return sealed.name().toLowerCase(Locale.ROOT);
  }

  PseudonymRole.Setting setting() throws IOException {
    PseudonymAgent.Keys keys =
        new PseudonymAgent.Keys(
            folder.secret(ENTRIES, Ed25519SecretKey::new), folder.secret(OWNERS, each -> each));
    return new PseudonymRole.Setting(keys, authorities(), inspection());
  }

  /** An agent that was founded before there were letters has none. */
  private Optional<Ed25519PublicKey> inspection() throws IOException {
    return folder.settings().find(REPORTS).isPresent()
        ? Optional.of(folder.lineKey(REPORTS))
        : Optional.empty();
  }

  private EscrowPublicKey authorities() throws IOException {
    try {
      Decoder in = new Decoder(folder.settings().hex(AUTHORITIES, KEY_MAX));
      EscrowPublicKey key = EscrowPublicKey.decode(in);
      in.end();
      if (key.slots().size() != 1) {
        throw new MalformedInput("entries are sealed under a key of one slot");
      }
      return key;
    } catch (MalformedInput e) {
      throw new IOException(
          "'" + AUTHORITIES + "' is no key of authorities; restore issuer.properties", e);
    }
  }

  String source() throws IOException {
    String source = folder.settings().get(SOURCE);
    if (Identity.isSource(source)) {
      return source;
    }
    throw new IOException("'" + SOURCE + "' is no name of a register; use 1 to 64 visible bytes");
  }

  /** What is sealed of somebody else's customers; nothing where people are entered here. */
  Optional<Identity.Kind> sealed() throws IOException {
    Optional<String> word = folder.settings().find(SEALED);
    for (Identity.Kind each : Identity.Kind.values()) {
      if (word.equals(Optional.of(word(each)))) {
        return Optional.of(each);
      }
    }
    if (word.isEmpty()) {
      return Optional.empty();
    }
    throw new IOException("'" + SEALED + "' is neither 'reference' nor 'data'");
  }

  /** Where somebody else's customers are. */
  Place.External customers() throws IOException {
    Secret url = folder.secret(IDENTITIES, each -> each);
    return new Place.External(url.lend(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()));
  }

  /** Who may call. */
  Map<Ed25519PublicKey, Seat> seats() throws IOException {
    Map<Ed25519PublicKey, Seat> seats = new HashMap<>();
    for (int i = 1; folder.settings().find("authority." + i + ".line").isPresent(); i++) {
      seats.put(folder.lineKey("authority." + i + ".line"), Seat.ofAuthority());
    }
    if (folder.settings().find("identities.line").isPresent()) {
      seats.put(folder.lineKey("identities.line"), Seat.ofIdentities());
    }
    if (folder.settings().find("compliance.line").isPresent()) {
      seats.put(folder.lineKey("compliance.line"), Seat.ofCompliance());
    }
    seats.put(folder.lineKey("station.line"), Seat.ofStation());
    return seats;
  }
}
