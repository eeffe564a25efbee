package org.specie.cli.issuer;

import java.io.IOException;
import java.util.function.Function;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Currency;

/**
 * A factory and the pseudonym agent that enters owners with it, as they are founded: the issuer's
 * own, or a bank's, which lie in a folder of its name. Spec: docs/spec/58-issuer-service.md 10.5.
 */
final class TokenOffice {
  private static final int SECRET_SIZE = 32;
  private static final int TOKEN_PAYMENTS = 20;
  private static final int TOKEN_DAYS = 60;

  private final String name;
  private final PartyFolders parties;
  private final Places places;
  private final KeyCert certificate;
  private final Ed25519SecretKey factoryLine;
  private final Ed25519SecretKey pseudonymLine;
  private final Ed25519SecretKey entries;

  /** Where its two roles listen. */
  record Places(Endpoint factory, Endpoint pseudonym) {}

  /**
   * What its factory has to know of the issuer.
   *
   * @param core where the core is, by its address and the key of its lines
   */
  record Issuer(
      KeyCert root,
      Currency currency,
      String core,
      String coreLine,
      Ed25519SecretKey inspection,
      String inspectionUrl,
      OperatorsFounding operators) {}

  /**
   * Makes its keys.
   *
   * @param name of the identity register, and of the bank
   */
  TokenOffice(
      String name, PartyFolders parties, Places places, Function<P256Key, KeyCert> certifying)
      throws IOException {
    this.name = name;
    this.parties = parties;
    this.places = places;
    this.certificate = certifying.apply(parties.agentKey(Role.FACTORY.word()).publicKey());
    this.factoryLine = parties.line(Role.FACTORY.word());
    this.pseudonymLine = parties.line(Role.PSEUDONYM.word());
    this.entries = parties.signing(Role.PSEUDONYM.word(), PseudonymFolder.ENTRIES);
  }

  /** Of its identity register, and of the bank. */
  String name() {
    return name;
  }

  KeyCert certificate() {
    return certificate;
  }

  String factoryLine() {
    return PartyFolders.hex(factoryLine);
  }

  String factoryUrl() {
    return "http://" + places.factory();
  }

  /** Says where the factory is that {@code settings} asks, under {@code prefix}. */
  void describeFactoryTo(Settings settings, String prefix) {
    settings
        .put(prefix + ".url", factoryUrl())
        .put(prefix + ".line", factoryLine())
        .put(prefix + ".certificate", certificate.encode().toHex());
  }

  /** What the station's settings call {@code bank}. */
  static String bank(String name) {
    return "bank." + name;
  }

  /** Lets a station write notes for cards whose tokens this bank's factory makes. */
  void describeBankTo(Settings station) {
    station.put(bank(name) + ".certificate", certificate.encode().toHex());
  }

  /** Says where the agent is that {@code settings} asks. */
  Settings describeAgentTo(Settings settings) {
    return settings
        .put("pseudonym.url", "http://" + places.pseudonym())
        .put("pseudonym.line", PartyFolders.hex(pseudonymLine));
  }

  /** What an authority has to know of the agent. */
  void describeTo(Settings authority) {
    authority
        .put(name + ".url", "http://" + places.pseudonym())
        .put(name + ".line", PartyFolders.hex(pseudonymLine))
        .put(name + ".agent", PartyFolders.hex(entries));
  }

  void writeFactory(Issuer issuer) throws IOException {
    issuer
        .operators()
        .describePolicyTo(parties.settings(Role.FACTORY, places.factory(), issuer.root()))
        .put("certificate", certificate.encode().toHex())
        .put("core.url", issuer.core())
        .put("core.line", issuer.coreLine())
        .put("register.line", PartyFolders.hex(pseudonymLine))
        .put("inspection.line", PartyFolders.hex(issuer.inspection()))
        .put(FactoryServing.INSPECTION, issuer.inspectionUrl())
        .put("currency.places", issuer.currency().places())
        .put("token.payments", TOKEN_PAYMENTS)
        .put("token.days", TOKEN_DAYS)
        .write("the factory: where it listens, the core, and the most it puts into a token");
  }

  /**
   * Whom an agent has around it.
   *
   * @param authorities for whom it seals
   * @param compliance who may leave letters with it
   * @param reports with which inspection signs what letters are about
   */
  record Neighbours(
      KeyCert root,
      AuthorityFounding authorities,
      Ed25519SecretKey compliance,
      Ed25519SecretKey reports) {}

  private Settings agent(Neighbours around, Ed25519SecretKey station) throws IOException {
    parties.keep(
        Role.PSEUDONYM.word(),
        PseudonymFolder.OWNERS,
        Secret.random(SECRET_SIZE, parties.entropy()));
    Settings settings =
        parties
            .settings(Role.PSEUDONYM, places.pseudonym(), around.root())
            .put("factory.url", factoryUrl())
            .put("factory.line", factoryLine())
            .put("station.line", PartyFolders.hex(station))
            .put("compliance.line", PartyFolders.hex(around.compliance()))
            .put(PseudonymFolder.REPORTS, PartyFolders.hex(around.reports()))
            .put(PseudonymFolder.SOURCE, name);
    around.authorities().describeTo(settings);
    return settings;
  }

  /** An agent that learns who people are from whoever the issuer has identify them. */
  void writeAgent(Neighbours around, Ed25519SecretKey station) throws IOException {
    Ed25519SecretKey identities = parties.line(Founding.IDENTITIES);
    agent(around, station)
        .put("identities.line", PartyFolders.hex(identities))
        .write("the pseudonym agent: where it listens, its factory, and who may call");
    describeAgentTo(parties.settings(Founding.IDENTITIES))
        .put(PseudonymFolder.AGENT, PartyFolders.hex(entries))
        .write("whoever identifies people: whom it tells");
  }

  /** An agent over a bank's customers, and the desk at which the bank asks it. */
  void writeAgentOfBank(Neighbours around) throws IOException {
    Ed25519SecretKey station = parties.line(Founding.STATION);
    agent(around, station)
        .put(PseudonymFolder.SEALED, PseudonymFolder.word(Identity.Kind.REFERENCE))
        .write("the pseudonym agent of a bank: where it listens, its factory, who may call");
    describeAgentTo(parties.settings(Founding.STATION))
        .put(PseudonymFolder.AGENT, PartyFolders.hex(entries))
        .write("the bank's desk: whom it asks for owner ids");
  }
}
