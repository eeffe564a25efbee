package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.offline.agents.unsealing.UnsealingAuthority;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.Seat;

/** What the folder of an authority says and keeps, and, without secrets, that of an observer. */
final class AuthorityFolder {
  /** The folder of whoever counts openings, who has no keys. */
  static final String OBSERVER = "observer";

  /** The names of the agents whose entries they open, with commas between. */
  static final String AGENTS = "agents";

  private static final int KEY_MAX = 1 << 16;

  private final RoleFolder folder;
  private final Authorities authorities;

  /** What {@code folder} says. */
  AuthorityFolder(RoleFolder folder) throws IOException {
    this.folder = folder;
    this.authorities = read(folder);
  }

  /** What the settings call authority {@code index}. */
  static String place(int index) {
    return "authority." + index;
  }

  private static Authorities read(RoleFolder folder) throws IOException {
    if (folder.settings().find(AGENTS).isEmpty()) {
      throw new IOException(
          "this folder is none of an authority that can be asked; issuers that were founded before"
              + " authorities were processes have none");
    }
    EscrowThresholdKey key = key(folder);
    List<Ed25519PublicKey> members = new ArrayList<>();
    for (int i = 1; i <= key.members(); i++) {
      members.add(folder.lineKey("member." + i));
    }
    List<Ed25519PublicKey> agents = new ArrayList<>();
    for (String each : folder.settings().get(AGENTS).split(",", -1)) {
      agents.add(folder.lineKey(each + ".agent"));
    }
    if (members.stream().distinct().count() != members.size()) {
      throw damaged();
    }
    return new Authorities(key, members, agents);
  }

  private static EscrowThresholdKey key(RoleFolder folder) throws IOException {
    try {
      Decoder in = new Decoder(folder.settings().hex(PseudonymFolder.AUTHORITIES, KEY_MAX));
      EscrowThresholdKey key = EscrowThresholdKey.decode(in);
      in.end();
      if (key.key().slots().size() == 1 && key.isConsistent()) {
        return key;
      }
    } catch (MalformedInput _) {
      throw damaged();
    }
    throw damaged();
  }

  private static IOException damaged() {
    return new IOException(
        "what the folder says of the authorities does not belong together; restore"
            + " issuer.properties");
  }

  /** Everything public of all of them. */
  Authorities authorities() {
    return authorities;
  }

  /** The secrets of the one whose folder it is. */
  UnsealingAuthority.Keys keys() throws IOException {
    UnsealingAuthority.Keys keys =
        new UnsealingAuthority.Keys(
            folder.secret(PseudonymFolder.SHARE, EscrowKeyShare::fromSecret),
            folder.secret(PseudonymFolder.SIGNING, Ed25519SecretKey::new));
    if (!keys.areOf(authorities)) {
      throw new IOException(
          "the keys in this folder are none of the authorities that it names; restore the folder");
    }
    return keys;
  }

  /** Who may ask it: all of them, itself among them. */
  Map<Ed25519PublicKey, Seat> seats() throws IOException {
    Map<Ed25519PublicKey, Seat> seats = new HashMap<>();
    for (int i = 1; i <= count(); i++) {
      seats.put(folder.lineKey(place(i) + ".line"), Seat.ofAuthority());
    }
    return seats;
  }

  /** How many there are. */
  int count() {
    return authorities.members().size();
  }

  /** Whether an agent is called that. */
  boolean knows(String agent) throws IOException {
    return List.of(folder.settings().get(AGENTS).split(",", -1)).contains(agent);
  }

  /** The line to the pseudonym agent of this name. */
  Line lineToAgent(String name, Clock clock) throws IOException {
    return folder.lineTo(name, clock);
  }

  /** The line to authority {@code index}. */
  Line lineTo(int index, Clock clock) throws IOException {
    return folder.lineTo(place(index), clock);
  }

  /** Where authority {@code index} shows its log. */
  ServiceAddress addressOf(int index) throws IOException {
    return folder.addressOf(place(index));
  }
}
