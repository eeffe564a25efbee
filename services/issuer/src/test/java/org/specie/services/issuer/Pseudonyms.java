package org.specie.services.issuer;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.offline.token.value.Minutes;
import org.specie.services.database.Database;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Seat;
import org.specie.services.issuer.pseudonym.DistantLetters;
import org.specie.services.issuer.pseudonym.Identities;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.services.issuer.pseudonym.PseudonymRole;

/** A pseudonym agent of a town, the issuer's or a bank's, behind its API. */
final class Pseudonyms {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Secret PEOPLE = Secret.random(32, RANDOM::nextBytes);

  final Ed25519SecretKey authorityKey = Town.key();
  final Ed25519SecretKey identitiesKey = Town.key();
  final PseudonymAgent.Keys keys;
  private final Town town;
  private final String role;
  private final EscrowPublicKey authorities;
  private final Learning learning;
  private final Ed25519SecretKey own = Town.key();
  private Clock clock = Town.CLOCK;

  /** How it learns who people are. */
  interface Learning {
    Answer<Identities> in(Database database) throws IOException;
  }

  /** A book of people in the database of the agent. */
  static Answer<Identities> people(Database database, Town town) throws IOException {
    return Identities.own("Issuer", PEOPLE, database, town.witness("people"), RANDOM::nextBytes);
  }

  Pseudonyms(
      Town town,
      String role,
      PseudonymAgent.Keys keys,
      EscrowPublicKey authorities,
      Learning learning)
      throws IOException {
    this.town = town;
    this.role = role;
    this.keys = keys;
    this.authorities = authorities;
    this.learning = learning;
    town.addDatabase(role);
  }

  /** What it goes by from the next start on. */
  void setTime(Minutes now) {
    clock = () -> now.sinceEpoch() * 60L;
  }

  /** Starts it on what it left. */
  Answer<IssuerService> tryStart(FactoryLine factory) throws IOException {
    Callers callers =
        new Callers(
            own,
            Map.of(
                town.stationKey.publicKey(), Seat.ofStation(),
                town.complianceKey.publicKey(), Seat.ofCompliance(),
                authorityKey.publicKey(), Seat.ofAuthority(),
                identitiesKey.publicKey(), Seat.ofIdentities()),
            Town.CLOCK);
    return town.start(
        role,
        database ->
            switch (learning.in(database)) {
              case Answer.Refused<Identities>(var reason) -> Answer.refused(reason);
              case Answer.Given<Identities>(Identities identities) ->
                  Town.operations(
                      PseudonymRole.open(
                          new PseudonymRole.Setting(
                              keys, authorities, Optional.of(town.reportsKey.publicKey())),
                          identities,
                          factory,
                          callers,
                          database,
                          town.witness(role),
                          clock,
                          RANDOM::nextBytes),
                      PseudonymRole::operations);
            });
  }

  IssuerService start(FactoryLine factory) throws IOException {
    return tryStart(factory).optional().orElseThrow();
  }

  /** The key of its lines. */
  Ed25519PublicKey lineKey() {
    return own.publicKey();
  }

  /** Somebody's way to it. */
  PseudonymLine lineFor(Ed25519SecretKey caller, IssuerService running) {
    return new PseudonymLine(town.line(running, own, caller));
  }

  /** An owner's way to letters. */
  DistantLetters lettersOf(IssuerService running) {
    return new DistantLetters(town.address(running));
  }

  /** What a person says to this agent. */
  ByteString consent(Ed25519SecretKey person, String reference, int device) {
    return Consent.give(person, keys.publicKey(), reference, device, World.NOW).encode();
  }
}
