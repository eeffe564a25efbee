package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.offline.token.certificate.KeyCert;

/** The folders of an issuer that is founded, or of a bank under it: one for each party. */
final class PartyFolders {
  private final Path folder;
  private final Entropy entropy;

  PartyFolders(Path folder, Entropy entropy) {
    this.folder = folder;
    this.entropy = entropy;
  }

  Path of(String party) {
    return folder.resolve(party);
  }

  Entropy entropy() {
    return entropy;
  }

  static String hex(Ed25519SecretKey line) {
    return line.publicKey().bytes().toHex();
  }

  /** A key of lines for {@code party}, kept in its folder. */
  Ed25519SecretKey line(String party) throws IOException {
    return signing(party, RoleFolder.LINE);
  }

  /** A key that signs, kept in the folder of {@code party}. */
  Ed25519SecretKey signing(String party, String kind) throws IOException {
    Secret secret = Secret.random(Ed25519SecretKey.SIZE, entropy);
    keep(party, kind, secret);
    return new Ed25519SecretKey(secret);
  }

  void keep(String party, String kind, Secret secret) throws IOException {
    DirectoryHome.at(folder.resolve(party)).keep(party, kind, secret);
  }

  /** What anybody may know of {@code party}. */
  Settings settings(String party) {
    return Settings.at(folder.resolve(party).resolve(RoleFolder.FILE)).put("role", party);
  }

  /** The same of a role that listens at {@code place}. */
  Settings settings(Role role, Endpoint place, KeyCert root) {
    return settings(role.word())
        .put("host", place.host())
        .put("port", place.port())
        .put("root", root.encode().toHex());
  }
}
