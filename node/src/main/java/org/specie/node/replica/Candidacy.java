package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportKey;
import org.specie.ledger.transport.identity.Trust;

/**
 * With what an operator asks to be seated, or to be seated with another key: public, signed with
 * the consensus key it names, so that nobody is seated with a key that somebody else holds. It
 * counts for nothing before the governance authority has certified it and the committee has
 * decided. Source: docs/spec/27-membership.md, section 9.
 *
 * @param operators where the replica talks to operators
 * @param wallets where it serves wallets
 * @param transportKey the SubjectPublicKeyInfo of its connections
 * @param proof signature of the consensus key
 * @param certificate of the transport key, in DER; empty before it is issued
 */
public record Candidacy(
    Hash32 ledgerId,
    String name,
    Endpoint operators,
    Endpoint wallets,
    Ed25519PublicKey consensusKey,
    ByteString transportKey,
    ByteString proof,
    ByteString certificate) {
  /** The file in a replica's folder. */
  public static final String FILE = "candidacy";

  private static final DomainTag TAG = new DomainTag("specie/operator/candidacy/1");
  private static final int FIELD_BYTES_MAX = 16_384;
  private static final int PORT_MAX = 65_535;
  private static final int HOST_CHARS_MAX = 253;

  /** The candidacy of whoever holds {@code key}. */
  static Candidacy of(
      Hash32 ledgerId,
      String name,
      Endpoint operators,
      Endpoint wallets,
      OperatorKey key,
      PublicKey transportKey,
      Optional<X509Certificate> certificate) {
    ByteString transport = ByteString.copyOf(transportKey.getEncoded());
    ByteString statement =
        statement(ledgerId, name, operators, wallets, key.publicKey(), transport);
    return new Candidacy(
        ledgerId,
        name,
        operators,
        wallets,
        key.publicKey(),
        transport,
        key.sign(statement),
        certificate.map(Candidacy::der).orElse(ByteString.EMPTY));
  }

  private static ByteString statement(
      Hash32 ledgerId,
      String name,
      Endpoint operators,
      Endpoint wallets,
      Ed25519PublicKey key,
      ByteString transportKey) {
    return TAG.frame(
        new Encoder()
            .hash(ledgerId)
            .text(name)
            .text(operators.toString())
            .text(wallets.toString())
            .fixed(key.bytes())
            .bytes(transportKey)
            .toByteString());
  }

  private static ByteString der(X509Certificate certificate) {
    try {
      return ByteString.copyOf(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new InvariantViolation("a certificate encodes", e);
    }
  }

  /** Whether whoever holds the consensus key asks for a seat on the ledger {@code here}. */
  public Verdict examine(Hash32 here) {
    if (!ledgerId.equals(here)) {
      return Verdict.refused(CandidacyReason.OTHER_LEDGER);
    }
    ByteString statement =
        statement(ledgerId, name, operators, wallets, consensusKey, transportKey);
    return consensusKey.verify(statement, proof) && key().isPresent()
        ? Verdict.accepted()
        : Verdict.refused(CandidacyReason.PROOF);
  }

  /** Whether, besides, the authority has certified this name and transport key for an operator. */
  public Verdict examine(Hash32 here, Trust trust) {
    Verdict asked = examine(here);
    if (!asked.isAccepted()) {
      return asked;
    }
    boolean isCertified =
        IdentityFiles.certificate(certificate)
                instanceof Outcome.Accepted<X509Certificate>(var shown)
            && trust.examine(shown) instanceof Outcome.Accepted<PeerCertificate>(var fields)
            && fields.role() == Role.OPERATOR
            && fields.name().text().equals(name)
            && fields.key().equals(fingerprint());
    return isCertified ? Verdict.accepted() : Verdict.refused(CandidacyReason.CERTIFICATE);
  }

  /** The candidacy with the certificate that was issued for it. */
  public Candidacy certified(X509Certificate issued) {
    return new Candidacy(
        ledgerId, name, operators, wallets, consensusKey, transportKey, proof, der(issued));
  }

  /** The key to be certified, if it is one. */
  public Optional<PublicKey> key() {
    return TransportKey.publicKey(transportKey);
  }

  private Hash32 fingerprint() {
    return key().map(TransportKey::fingerprint).orElse(Hash32.ZERO);
  }

  /** The operator as it is to stand in the set. */
  public OperatorSet.Operator operator() {
    return new OperatorSet.Operator(name, consensusKey, operators.toString(), fingerprint());
  }

  /** Writes it, whole or not at all. */
  public void write(Path file) throws IOException {
    Settings.at(file)
        .put("ledger", ledgerId.toHex())
        .put("name", name)
        .put("operators.host", operators.host())
        .put("operators.port", operators.port())
        .put("wallets.host", wallets.host())
        .put("wallets.port", wallets.port())
        .put("consensus-key", consensusKey.bytes().toHex())
        .put("transport-key", transportKey.toHex())
        .put("proof", proof.toHex())
        .put("certificate", certificate.toHex())
        .write("with what an operator asks for a seat; nothing here is secret");
  }

  /** Reads the candidacy in {@code file}; what it says is not examined. */
  public static Candidacy read(Path file) throws IOException, MalformedInput {
    Settings settings = Settings.received(file);
    String name = settings.find("name").orElse("");
    ByteString ledger = settings.hex("ledger", FIELD_BYTES_MAX);
    if (!PeerName.isName(name) || ledger.size() != Hash32.SIZE) {
      throw new MalformedInput("a candidacy has a name and a ledger");
    }
    return new Candidacy(
        Hash32.of(ledger.toByteArray()),
        name,
        endpoint(settings, "operators"),
        endpoint(settings, "wallets"),
        Ed25519PublicKey.decode(settings.hex("consensus-key", FIELD_BYTES_MAX)),
        settings.hex("transport-key", FIELD_BYTES_MAX),
        settings.hex("proof", FIELD_BYTES_MAX),
        settings.hex("certificate", FIELD_BYTES_MAX));
  }

  private static Endpoint endpoint(Settings settings, String what) throws MalformedInput {
    String host = settings.find(what + ".host").orElse("");
    String port = settings.find(what + ".port").orElse("");
    boolean isOne =
        !host.isEmpty()
            && host.length() <= HOST_CHARS_MAX
            && port.matches("[1-9][0-9]{0,4}")
            && Integer.parseInt(port) <= PORT_MAX;
    if (!isOne) {
      throw new MalformedInput(what + " is no address");
    }
    return new Endpoint(host, Integer.parseInt(port));
  }
}
