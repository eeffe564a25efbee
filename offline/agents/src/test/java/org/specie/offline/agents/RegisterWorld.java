package org.specie.offline.agents;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.offline.agents.pseudonym.Register;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.Suspicion;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.agents.unsealing.Approval;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.Unsealing;
import org.specie.offline.agents.unsealing.UnsealingAuthority;
import org.specie.offline.agents.unsealing.UnsealingBook;
import org.specie.offline.agents.unsealing.UnsealingCase;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.agents.unsealing.Warrant;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * A bank that knows people, an agent that gives pseudonyms, and four authorities of which three
 * open.
 */
public final class RegisterWorld {
  public static final int NEEDED = 3;
  public static final int MEMBERS = 4;
  private static final Entropy RANDOM = new SecureRandom()::nextBytes;

  /** One for all tests; the ceremony is the real one. */
  private static final LocalCeremony CEREMONY =
      LocalCeremony.run(
          DkgParameters.forDecryption(
              Hash32.sha256(ByteString.utf8("authorities")), MEMBERS, NEEDED, 1),
          RANDOM);

  public final PseudonymAgent.Keys agentKeys =
      new PseudonymAgent.Keys(Ed25519SecretKey.generate(RANDOM), Secret.random(32, RANDOM));
  public final Storage registerStorage;
  public final Register register;
  public final Authorities authorities;
  private final List<Ed25519SecretKey> signing = new ArrayList<>();
  private final List<Storage> books = new ArrayList<>();
  private final Map<String, Ed25519SecretKey> people = new TreeMap<>();
  private final Map<String, Identity> identities = new TreeMap<>();

  public RegisterWorld() {
    this(new MemoryStorage());
  }

  public RegisterWorld(Storage registerStorage) {
    this(registerStorage, List.of());
  }

  /** With authorities who know these agents too. */
  public RegisterWorld(Storage registerStorage, List<Ed25519PublicKey> others) {
    this.registerStorage = registerStorage;
    register = new Register(registerStorage);
    for (int i = 0; i < MEMBERS; i++) {
      signing.add(Ed25519SecretKey.generate(RANDOM));
      books.add(new MemoryStorage());
    }
    authorities =
        new Authorities(
            EscrowThresholdKey.of(CEREMONY.key()),
            signing.stream().map(Ed25519SecretKey::publicKey).toList(),
            Stream.concat(Stream.of(agentKeys.publicKey()), others.stream()).toList());
  }

  public static Entropy entropy() {
    return RANDOM;
  }

  /** The bank's customers, by account. */
  public final IdentityRegister bank =
      new IdentityRegister() {
        @Override
        public String source() {
          return "Bank of the Old Town";
        }

        @Override
        public Optional<Person> find(String reference) {
          return Optional.ofNullable(people.get(reference))
              .map(
                  key ->
                      new Person(
                          key.publicKey(),
                          identity(reference),
                          new TokenOwner(false, new PayeeInfo("Bakery, Old Town"))));
        }
      };

  /** Somebody whom the bank knows by this account. */
  public void addCustomer(String account) {
    people.put(account, Ed25519SecretKey.generate(RANDOM));
  }

  /** Somebody of whom the data themselves are sealed. */
  public void addCustomer(String account, String data) {
    addCustomer(account);
    identities.put(account, new Identity(Identity.Kind.DATA, bank.source(), data));
  }

  /** What this customer signs with. */
  public Ed25519SecretKey person(String account) {
    return Optional.ofNullable(people.get(account)).orElseThrow();
  }

  public Identity identity(String account) {
    return identities.getOrDefault(
        account, new Identity(Identity.Kind.REFERENCE, bank.source(), account));
  }

  public PseudonymAgent agent() {
    return agent(agentKeys);
  }

  public PseudonymAgent agent(PseudonymAgent.Keys keys) {
    return new PseudonymAgent(keys, bank, authorities.key().key(), register, RANDOM);
  }

  public Consent consent(String account, Minutes time) {
    return consent(account, 1, time);
  }

  public Consent consent(String account, int device, Minutes time) {
    Ed25519SecretKey key = people.getOrDefault(account, Ed25519SecretKey.generate(RANDOM));
    return Consent.give(key, agentKeys.publicKey(), account, device, time);
  }

  /** The owner id of a customer of the bank, for the first device. */
  public OwnerId enrol(String account) throws IOException {
    return enrol(account, 1);
  }

  /** The owner id of a customer of the bank, for this of the customer's devices. */
  public OwnerId enrol(String account, int device) throws IOException {
    if (!people.containsKey(account)) {
      addCustomer(account);
    }
    return agent()
        .identify(consent(account, device, World.NOW).encode(), World.NOW)
        .optional()
        .orElseThrow();
  }

  /** Authority {@code index}, from 1, as it comes up with its book. */
  public UnsealingAuthority authority(int index) throws IOException {
    return new UnsealingAuthority(authorities, keys(index), book(index), RANDOM);
  }

  public UnsealingAuthority.Keys keys(int index) {
    return new UnsealingAuthority.Keys(
        EscrowKeyShare.of(CEREMONY.shares().get(index - 1)), signing.get(index - 1));
  }

  public UnsealingBook book(int index) throws IOException {
    return UnsealingBook.open(books.get(index - 1));
  }

  /** What authority {@code index} signs with, for one that lies. */
  public Ed25519SecretKey signing(int index) {
    return signing.get(index - 1);
  }

  /** A report about {@code owner}, who met a rule, as an inspection with this key signs it. */
  public static SuspicionReport report(OwnerId owner, Ed25519SecretKey inspection) {
    return SuspicionReport.sign(
        new Suspicion(
            owner,
            new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), 3, 60),
            World.NOW,
            World.later(60),
            3,
            2_850,
            Hash32.sha256(owner.bytes())),
        inspection);
  }

  /** What the first of the authorities, as many as it takes, open for {@code order}. */
  public Unsealing opened(UnsealingOrder order, RegisterEntry entry) throws IOException {
    UnsealingCase about = UnsealingCase.of(order, entry, RANDOM);
    List<Approval> approvals = new ArrayList<>();
    for (int i = 1; i <= NEEDED; i++) {
      approvals.add(
          authority(i).approve(about.encode(), entry.encode(), World.NOW).optional().orElseThrow());
    }
    Warrant warrant = new Warrant(about, approvals);
    List<GivenShare> shares = new ArrayList<>();
    for (int i = 1; i <= NEEDED; i++) {
      shares.add(
          authority(i).share(warrant.encode(), entry.encode(), World.NOW).optional().orElseThrow());
    }
    return Unsealing.of(authorities, about, entry, shares);
  }
}
