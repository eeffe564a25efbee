package org.specie.cli.issuer;

import java.io.IOException;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.replica.Settings;
import org.specie.offline.token.signature.P256Key;

/**
 * The managers of devices, as they are founded: the key that cards take orders of, and that of
 * their lines. Spec: docs/spec/58-issuer-service.md section 8b.
 */
final class ManagersFounding {
  /** What settings call the key that cards take orders of. */
  static final String KEY = "managers.key";

  private final Ed25519SecretKey line;
  private final P256Key key;

  ManagersFounding(PartyFolders parties) throws IOException {
    this.key = parties.agentKey(Role.MANAGERS.word()).publicKey();
    this.line = parties.line(Role.MANAGERS.word());
  }

  /** Says to the core who they are. */
  Settings describeToCore(Settings core) {
    return core.put("managers.line", PartyFolders.hex(line));
  }

  /** Says to the root whose key it puts on cards. */
  Settings describeToRoot(Settings root) {
    return root.put(KEY, key.point().toHex());
  }

  /** Says to a station where they are, and what cards shall believe. */
  Settings describeToStation(Settings station, String url) {
    return station
        .put("managers.url", url)
        .put("managers.line", PartyFolders.hex(line))
        .put(KEY, key.point().toHex());
  }

  /** Writes whom they ask, and who asks them. */
  static void write(Settings own, OperatorsFounding.Asked core, Ed25519SecretKey station)
      throws IOException {
    core.describeTo(own)
        .put("station.line", PartyFolders.hex(station))
        .write("the managers of devices: where they listen, the core, and who may call");
  }
}
