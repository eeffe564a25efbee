package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.replica.Settings;
import org.specie.offline.token.certificate.KeyCert;

/**
 * Makes those who open entries of the register together: the key that entries are sealed under, and
 * a folder for each with its share. Whoever runs this process could read every share, as of a
 * network that one process founds (decision 13). Spec: docs/spec/56-register.md section 7.
 */
final class AuthorityFounding {
  /** How many there are. */
  static final int MEMBERS = 3;

  private static final int NEEDED = 2;

  private final PartyFolders parties;
  private final List<Endpoint> places;
  private final KeyCert root;
  private final EscrowThresholdKey key;
  private final List<Ed25519SecretKey> signing = new ArrayList<>();
  private final List<Ed25519SecretKey> lines = new ArrayList<>();

  /**
   * Makes their keys.
   *
   * @param places where each listens
   */
  AuthorityFounding(PartyFolders parties, List<Endpoint> places, KeyCert root) throws IOException {
    Check.that(places.size() == MEMBERS, "every authority has a place");
    this.parties = parties;
    this.places = List.copyOf(places);
    this.root = root;
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forDecryption(
                Hash32.sha256(ByteString.copyOf(parties.entropy().bytes(Hash32.SIZE))),
                MEMBERS,
                NEEDED,
                1),
            parties.entropy());
    this.key = EscrowThresholdKey.of(ceremony.key());
    for (int i = 1; i <= MEMBERS; i++) {
      parties.keep(
          party(i),
          PseudonymFolder.SHARE,
          EscrowKeyShare.of(ceremony.shares().get(i - 1)).toSecret());
      signing.add(parties.signing(party(i), PseudonymFolder.SIGNING));
      lines.add(parties.line(party(i)));
    }
  }

  /** The folder of authority {@code index}, from 1. */
  static String party(int index) {
    return "authority-" + index;
  }

  /** What a pseudonym agent has to know of them. */
  void describeTo(Settings agent) {
    Encoder out = new Encoder();
    key.key().encode(out);
    agent.put(PseudonymFolder.AUTHORITIES, out.toByteString().toHex());
    for (int i = 1; i <= MEMBERS; i++) {
      agent.put("authority." + i + ".line", PartyFolders.hex(lines.get(i - 1)));
    }
  }

  /**
   * Writes what they have to know, each other and the agents whose entries they open; and what
   * anybody has to know who counts what they opened.
   */
  void write(List<TokenOffice> offices) throws IOException {
    for (int i = 1; i <= MEMBERS; i++) {
      describe(parties.settings(party(i), places.get(i - 1), root), offices)
          .write("one of those who open entries of the register together; keep this apart");
    }
    // It has no keys, which would have made its folder.
    Files.createDirectories(parties.of(AuthorityFolder.OBSERVER));
    describe(parties.settings(AuthorityFolder.OBSERVER), offices)
        .write("whoever counts what was opened: where the authorities show their logs");
  }

  private Settings describe(Settings settings, List<TokenOffice> offices) {
    Encoder out = new Encoder();
    key.encode(out);
    settings.put(PseudonymFolder.AUTHORITIES, out.toByteString().toHex());
    for (int i = 1; i <= MEMBERS; i++) {
      settings
          .put("member." + i, PartyFolders.hex(signing.get(i - 1)))
          .put(AuthorityFolder.place(i) + ".url", "http://" + places.get(i - 1))
          .put(AuthorityFolder.place(i) + ".line", PartyFolders.hex(lines.get(i - 1)));
    }
    settings.put(
        AuthorityFolder.AGENTS, String.join(",", offices.stream().map(TokenOffice::name).toList()));
    offices.forEach(each -> each.describeTo(settings));
    return settings;
  }
}
