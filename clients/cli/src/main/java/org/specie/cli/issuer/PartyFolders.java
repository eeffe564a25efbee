package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;

/** The folders of an issuer that is founded, or of a bank under it: one for each party. */
final class PartyFolders {
  private final Path folder;
  private final Entropy entropy;
  private final Map<String, HsmPlace> modules;
  private final Map<String, Settings> files = new HashMap<>();

  /**
   * Below {@code folder}.
   *
   * @param modules where the keys of parties are made that do not lie in their folders
   */
  PartyFolders(Path folder, Entropy entropy, Map<String, HsmPlace> modules) {
    this.folder = folder;
    this.entropy = entropy;
    this.modules = Map.copyOf(modules);
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

  /** A key that {@code party} signs with, kept in its folder or in its HSM. */
  SigningKey agentKey(String party) throws IOException {
    Path home = Files.createDirectories(folder.resolve(party));
    return RoleKeys.founded(
            DirectoryHome.at(home), party, settings(party), Optional.ofNullable(modules.get(party)))
        .makeAgent(entropy);
  }

  /** What anybody may know of {@code party}, one and the same until it is written. */
  Settings settings(String party) {
    return files.computeIfAbsent(
        party,
        name -> Settings.at(folder.resolve(name).resolve(RoleFolder.FILE)).put("role", name));
  }

  /** The same of a role that listens at {@code place}. */
  Settings settings(Role role, Endpoint place, KeyCert root) {
    return settings(role.word(), place, root);
  }

  /** The same of {@code party}, whose role has several folders. */
  Settings settings(String party, Endpoint place, KeyCert root) {
    return settings(party)
        .put("host", place.host())
        .put("port", place.port())
        .put("root", root.encode().toHex());
  }
}
