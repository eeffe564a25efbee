package org.specie.services.psp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Caller;
import org.specie.services.api.Gatekeeper;
import org.specie.services.api.Listener;
import org.specie.services.api.Operation;
import org.specie.services.api.Operations;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Database;
import org.specie.services.database.Place;
import org.specie.services.psp.admission.Tokens;
import org.specie.services.psp.entry.Barred;
import org.specie.services.psp.entry.Challenges;
import org.specie.services.psp.entry.Customers;
import org.specie.services.psp.entry.KeyChanges;
import org.specie.services.psp.entry.Particulars;
import org.specie.services.psp.keeping.Backups;
import org.specie.services.psp.keeping.Carriage;
import org.specie.services.psp.keeping.Mailboxes;
import org.specie.services.psp.keeping.Names;
import org.specie.services.psp.keeping.SealedRequests;
import org.specie.services.psp.onboarding.Enrolments;
import org.specie.services.psp.onboarding.Introduction;
import org.specie.services.psp.onboarding.Introduction.PublicFile;
import org.specie.services.psp.onboarding.KeyProof;
import org.specie.services.psp.onboarding.ListedKey;
import org.specie.services.psp.onboarding.Registry;

/** A provider that runs: its database and its API. */
public final class Psp implements AutoCloseable {
  private static final String SCHEMA = "psp";
  private static final String VERSION = "1";

  private final Database database;
  private final ApiServer server;

  private Psp(Database database, ApiServer server) {
    this.database = database;
    this.server = server;
  }

  /**
   * Where a provider stands.
   *
   * @param name by which customers and their signatures know it
   */
  public record Location(String name, Listener listener, Place database) {}

  /** What only the provider knows. Not a record: both are secret. */
  public static final class Keys {
    private final Secret challenges;
    private final BlindRsaSecretKey tokens;

    /**
     * @param challenges any 32 bytes; a new value ends challenges under way
     * @param tokens a new key ends all admission tokens
     */
    public Keys(Secret challenges, BlindRsaSecretKey tokens) {
      this.challenges = challenges;
      this.tokens = tokens;
    }
  }

  /**
   * Whom a provider deals with.
   *
   * @param relay where the operators serve wallets
   * @param network what wallets have to know of the ledger; the provider does not read it
   * @param enrolling how people are enrolled; nothing where that is done elsewhere
   * @param neighbours other providers, to whose mailboxes letters are carried
   * @param barred customers who are let in no more
   * @param key by which the ledger's register knows the provider
   */
  public record Surroundings(
      Relay relay,
      List<PublicFile> network,
      Optional<Enrolling> enrolling,
      Set<ServiceAddress> neighbours,
      Barred barred,
      ListedKey key) {
    public Surroundings {
      network = List.copyOf(network);
      neighbours = Set.copyOf(neighbours);
    }
  }

  /** Whose evidence is taken, and who enrols. */
  public record Enrolling(Map<String, Ed25519PublicKey> issuers, Registry registry) {
    public Enrolling {
      issuers = Map.copyOf(issuers);
    }
  }

  /** Opens the database and starts to answer. */
  public static Psp start(
      Location location,
      Keys keys,
      Surroundings surroundings,
      ServerLimits limits,
      Clock clock,
      Entropy entropy)
      throws IOException {
    Database database = Database.open(location.database(), SCHEMA);
    try {
      Challenges challenges = new Challenges(location.name(), keys.challenges, clock, entropy);
      Customers customers =
          new Customers(database, challenges, surroundings.barred(), clock, entropy);
      Tokens tokens = new Tokens(database, keys.tokens, clock);
      List<Operation<?, ?>> all = new ArrayList<>();
      all.addAll(
          new Introduction(location.name(), VERSION, surroundings.network(), issuers(surroundings))
              .operations());
      all.addAll(new KeyProof(location.name(), surroundings.key()).operations());
      all.addAll(challenges.operations());
      all.addAll(customers.operations());
      all.addAll(new KeyChanges(database, challenges, surroundings.barred()).operations());
      all.addAll(new Particulars(database, clock).operations());
      all.addAll(tokens.operations());
      all.addAll(new Names(database).operations());
      all.addAll(new Backups(database).operations());
      all.addAll(new SealedRequests(database, clock, entropy).operations());
      all.addAll(new Mailboxes(database, challenges, clock).operations());
      all.addAll(new Carriage(surroundings.neighbours()).operations());
      surroundings
          .enrolling()
          .ifPresent(
              enrolling ->
                  all.addAll(
                      new Enrolments(customers, enrolling.issuers(), enrolling.registry(), clock)
                          .operations()));
      return new Psp(
          database,
          ApiServer.start(
              new Operations(location.name(), VERSION, all),
              gate(customers, tokens),
              surroundings.relay(),
              limits,
              location.listener()));
    } catch (IOException e) {
      database.close();
      throw e;
    }
  }

  private static Set<String> issuers(Surroundings surroundings) {
    return surroundings.enrolling().map(each -> each.issuers().keySet()).orElse(Set.of());
  }

  private static Gatekeeper gate(Customers customers, Tokens tokens) {
    return (Access access, Optional<String> authorization) ->
        switch (access) {
          case ANYBODY -> Answer.<Caller>done(new Caller.Anybody());
          case CUSTOMER -> customers.admit(authorization);
          case ADMITTED -> tokens.admit(authorization);
        };
  }

  /** The port of the API. */
  public int port() {
    return server.port();
  }

  /** Stops answering, then closes the database. */
  @Override
  public void close() throws IOException {
    server.close();
    database.close();
  }
}
