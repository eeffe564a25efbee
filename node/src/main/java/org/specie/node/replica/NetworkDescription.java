package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.AuthorityCertificate;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.Role;

/**
 * What the public knows of a network of replicas, and all a wallet needs: the genesis, the root of
 * the governance authority, where each replica serves wallets, and where auditors are asked.
 * Nothing of it is secret.
 *
 * @param faults how many replicas may lie
 * @param auditors who have been given a place
 */
public record NetworkDescription(
    Genesis genesis,
    AuthorityCertificate authority,
    int faults,
    List<Member> replicas,
    List<Auditor> auditors) {
  /** The file that makes a folder a network of replicas. */
  public static final String FILE = "network.properties";

  /** The genesis, beside it. */
  public static final String GENESIS = "genesis";

  /** The governance authority's certificate, beside it. */
  public static final String AUTHORITY = "authority.crt";

  /**
   * A replica as the public knows it.
   *
   * @param wallets where it serves wallets
   * @param folder relative to the network's, where the replica is on the same machine; else empty
   * @param role what its certificate is for
   */
  public record Member(String name, Endpoint wallets, String folder, Role role) {
    /** An operator's. */
    public Member(String name, Endpoint wallets, String folder) {
      this(name, wallets, folder, Role.OPERATOR);
    }
  }

  /**
   * An auditor as the public knows it.
   *
   * @param place where payers ask it
   * @param key by which the policy names it
   */
  public record Auditor(String name, Endpoint place, Ed25519PublicKey key) {}

  /** A network whose auditors have no places. */
  public NetworkDescription(
      Genesis genesis, AuthorityCertificate authority, int faults, List<Member> replicas) {
    this(genesis, authority, faults, replicas, List.of());
  }

  public NetworkDescription {
    replicas = List.copyOf(replicas);
    auditors = List.copyOf(auditors);
    Check.that(replicas.size() > 3 * faults, "there are 3f + 1 replicas or more");
  }

  /** Whether {@code folder} describes a network of replicas. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Writes the description into {@code folder}; its file last, so that it is whole if it is there.
   */
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve(GENESIS), genesis.encode().toByteArray());
    IdentityFiles.writeCertificate(authority.certificate(), folder.resolve(AUTHORITY));
    Settings settings =
        Settings.at(folder.resolve(FILE))
            .put("ledger", genesis.ledgerName())
            .put("identity", genesis.ledgerId().toHex())
            .put("faults", faults)
            .put("replicas", replicas.size());
    for (int i = 0; i < replicas.size(); i++) {
      Member member = replicas.get(i);
      settings
          .put("replica." + (i + 1) + ".name", member.name())
          .put("replica." + (i + 1) + ".host", member.wallets().host())
          .put("replica." + (i + 1) + ".port", member.wallets().port())
          .put("replica." + (i + 1) + ".folder", member.folder());
      if (member.role() == Role.READER) {
        settings.put("replica." + (i + 1) + ".role", Role.READER.word());
      }
    }
    for (int i = 0; i < auditors.size(); i++) {
      Auditor auditor = auditors.get(i);
      settings
          .put("auditor." + (i + 1) + ".name", auditor.name())
          .put("auditor." + (i + 1) + ".host", auditor.place().host())
          .put("auditor." + (i + 1) + ".port", auditor.place().port())
          .put("auditor." + (i + 1) + ".key", auditor.key().bytes().toHex());
    }
    settings.write("what wallets need to know of this network; nothing here is secret");
  }

  /**
   * The description while {@code inForce} operate the ledger: the members known already and those
   * of {@code newcomers} that are among them. Nothing if it is not known of all where they serve
   * wallets.
   */
  public Optional<NetworkDescription> after(OperatorSet inForce, List<Member> newcomers) {
    List<Member> members = new ArrayList<>();
    for (OperatorSet.Operator each : inForce.operators()) {
      Stream.concat(newcomers.stream(), replicas.stream())
          .filter(known -> known.name().equals(each.name()))
          .findFirst()
          .ifPresent(members::add);
    }
    return members.size() == inForce.size()
        ? Optional.of(
            new NetworkDescription(genesis, authority, inForce.faults(), members, auditors))
        : Optional.empty();
  }

  /** The same, with {@code places} at which auditors are asked. */
  public NetworkDescription with(List<Auditor> places) {
    return new NetworkDescription(genesis, authority, faults, replicas, places);
  }

  /** Reads the description in {@code folder}. */
  public static NetworkDescription read(Path folder) throws IOException {
    Settings settings = Settings.read(folder.resolve(FILE));
    Genesis genesis = genesis(folder.resolve(GENESIS));
    if (!Hash32.hex(settings.get("identity")).equals(genesis.ledgerId())) {
      throw new IOException(
          "the genesis in " + folder + " is not the one the network is known by; fetch it again");
    }
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= settings.number("replicas"); i++) {
      members.add(
          new Member(
              settings.get("replica." + i + ".name"),
              new Endpoint(
                  settings.get("replica." + i + ".host"),
                  settings.number("replica." + i + ".port")),
              settings.get("replica." + i + ".folder"),
              settings
                  .find("replica." + i + ".role")
                  .filter(Role.READER.word()::equals)
                  .map(_ -> Role.READER)
                  .orElse(Role.OPERATOR)));
    }
    return new NetworkDescription(
        genesis,
        authority(folder.resolve(AUTHORITY)),
        settings.number("faults"),
        members,
        auditors(settings));
  }

  private static List<Auditor> auditors(Settings settings) throws IOException {
    List<Auditor> auditors = new ArrayList<>();
    for (int i = 1; settings.find("auditor." + i + ".name").isPresent(); i++) {
      auditors.add(
          new Auditor(
              settings.get("auditor." + i + ".name"),
              new Endpoint(
                  settings.get("auditor." + i + ".host"),
                  settings.number("auditor." + i + ".port")),
              key(settings.get("auditor." + i + ".key"))));
    }
    return auditors;
  }

  private static Ed25519PublicKey key(String hex) throws IOException {
    try {
      return Ed25519PublicKey.decode(ByteString.hex(hex));
    } catch (MalformedInput | IllegalArgumentException e) {
      throw new IOException(
          "'" + hex + "' is no key of an auditor; fetch the description again", e);
    }
  }

  static Genesis genesis(Path file) throws IOException {
    try {
      return Genesis.decode(ByteString.copyOf(Files.readAllBytes(file)));
    } catch (MalformedInput e) {
      throw new IOException("the genesis is damaged; copy it from another holder", e);
    }
  }

  static AuthorityCertificate authority(Path file) throws IOException {
    return switch (IdentityFiles.authorityCertificate(file)) {
      case Outcome.Accepted<AuthorityCertificate>(var certificate) -> certificate;
      case Outcome.Refused<AuthorityCertificate>(var reason) ->
          throw new IOException(file + ": " + reason.code() + " " + reason.sentence());
    };
  }
}
