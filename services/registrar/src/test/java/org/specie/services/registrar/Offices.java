package org.specie.services.registrar;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;

/** Registrars of one ledger, what they see of it, an identity provider, and people with wallets. */
public final class Offices {
  public static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  public static final Domain DOMAIN = new Domain("offices", "ILS", 1);
  public static final String HALL = "hall.example";
  static final long NOW = 1_800_000_000;

  public final Ed25519SecretKey hall = Ed25519SecretKey.generate(ENTROPY);
  public final AtomicLong height = new AtomicLong(100);
  public final Set<Hash32> enrolled = ConcurrentHashMap.newKeySet();
  private final List<ByteString> keys = new ArrayList<>();
  private final List<Storage> books = new ArrayList<>();
  private final Map<String, Ed25519SecretKey> holders = new ConcurrentHashMap<>();
  private final List<Secret> shares;
  private final List<Secret> foreignShares;

  /** The providers that registrars answer; nothing where they answer everybody. */
  final AtomicReference<Optional<Map<String, Ed25519PublicKey>>> served =
      new AtomicReference<>(Optional.empty());

  /** Whether nobody can say which they are. */
  final AtomicBoolean isListLost = new AtomicBoolean();

  private KeyQuorum quorum;

  public Offices(int count, int required) {
    for (int i = 0; i < count; i++) {
      keys.add(ByteString.copyOf(ENTROPY.bytes(Ed25519SecretKey.SIZE)));
      books.add(new MemoryStorage());
    }
    quorum = new KeyQuorum(keys.stream().map(each -> key(each).publicKey()).toList(), required);
    shares = shares(count, required);
    foreignShares = shares(count, required);
  }

  /** Of a key behind tags that is made anew. */
  private static List<Secret> shares(int count, int required) {
    LocalCeremony made =
        LocalCeremony.run(
            DkgParameters.forQuorum(
                Hash32.of(ENTROPY.bytes(Hash32.SIZE)), count, required, (count - 1) / 2),
            ENTROPY);
    TagKey key = new TagKey(made.key().quorumKey());
    return made.shares().stream()
        .map(each -> new TagShare(key, each.quorumSigner()).toSecret())
        .toList();
  }

  private static TagShare share(Secret kept) {
    try {
      return TagShare.fromSecret(kept);
    } catch (MalformedInput e) {
      throw new AssertionError("what was kept is a share", e);
    }
  }

  /** What everybody knows of the key behind tags. */
  public TagKey tags() {
    return share(shares.getFirst()).key();
  }

  /** What the share at {@code place} answers. */
  public ByteString part(ByteString question, int place) {
    return share(shares.get(place)).answer(question);
  }

  /** What the registrars in {@code places} together make of their shares for {@code asked}. */
  public Optional<ByteString> proof(Registration asked, int... places) {
    ByteString question = TagKey.question(DOMAIN, asked.evidence().identity());
    SortedMap<Integer, ByteString> points = new TreeMap<>();
    for (int place : places) {
      points.put(place, part(question, place));
    }
    return tags().combine(question, points);
  }

  /** As many of them as it takes. */
  public ByteString proof(Registration asked) {
    return proof(asked, IntStream.range(0, quorum.required()).toArray()).orElseThrow();
  }

  private static Ed25519SecretKey key(ByteString bytes) {
    return new Ed25519SecretKey(Secret.copyOf(bytes.toByteArray()));
  }

  public KeyQuorum quorum() {
    return quorum;
  }

  /** Puts the key of somebody new in the place {@code index}; the book there is empty. */
  public void replace(int index) {
    keys.set(index, ByteString.copyOf(ENTROPY.bytes(Ed25519SecretKey.SIZE)));
    books.set(index, new MemoryStorage());
    quorum =
        new KeyQuorum(keys.stream().map(each -> key(each).publicKey()).toList(), quorum.required());
  }

  public LedgerSight sight() {
    return new LedgerSight() {
      @Override
      public View look() {
        return new View(height.get(), policy());
      }

      @Override
      public boolean isKnown(Hash32 tag) {
        return enrolled.contains(tag);
      }
    };
  }

  private Policy policy() {
    Amount limit = Amount.parse("500.00");
    return new Policy(
        List.of(new WalletClass("person", limit), new WalletClass("business", limit)),
        limit,
        new EpochRule.FixedLength(1, NOW, 3_600),
        Amount.parse("1000000.00"),
        quorum,
        quorum);
  }

  /** The registrar at {@code index}, with its book as it was left. */
  public Registrar registrar(int index) throws IOException {
    return registrar(own(key(keys.get(index)), shares.get(index), books.get(index)), sight());
  }

  /** One that has the right key, and a share of another key behind tags. */
  public Registrar estranged(int index) throws IOException {
    return registrar(
        own(key(keys.get(index)), foreignShares.get(index), new MemoryStorage()), sight());
  }

  /** One that signs with a key of its own, and sees a policy that names it. */
  public Registrar forger() throws IOException {
    Ed25519SecretKey key = Ed25519SecretKey.generate(ENTROPY);
    KeyQuorum alone = new KeyQuorum(List.of(key.publicKey()), 1);
    Policy policy = policy();
    LedgerSight dreamt =
        new LedgerSight() {
          @Override
          public View look() {
            return new View(height.get(), policy.withPeople(alone, alone, policy.tiers()));
          }

          @Override
          public boolean isKnown(Hash32 tag) {
            return false;
          }
        };
    return registrar(own(key, shares.getLast(), new MemoryStorage()), dreamt);
  }

  Registrar registrar(Registrar.Own own, LedgerSight sight) {
    return new Registrar(
        own, DOMAIN, sight, Map.of(HALL, hall.publicKey()), this::listed, () -> NOW);
  }

  private Optional<Map<String, Ed25519PublicKey>> listed() throws IOException {
    if (isListLost.get()) {
      throw new IOException("the list is lost");
    }
    return served.get();
  }

  Registrar.Own own(int index, Storage book) throws IOException {
    return own(key(keys.get(index)), shares.get(index), book);
  }

  private static Registrar.Own own(Ed25519SecretKey key, Secret share, Storage book)
      throws IOException {
    return new Registrar.Own(key, share(share), RegisterBook.open(new Lasting(book)));
  }

  /** What lasts when the registrar that wrote it is gone. */
  private record Lasting(Storage entries) implements Storage {
    @Override
    public java.util.Optional<ByteString> get(ByteString key) throws IOException {
      return entries.get(key);
    }

    @Override
    public void write(Batch batch) throws IOException {
      entries.write(batch);
    }

    @Override
    public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
      entries.scan(prefix, from, visitor);
    }

    @Override
    public void close() {}
  }

  /** A wallet's public spend key. */
  public static G1 wallet() {
    return G1.GENERATOR.times(Scalar.random(ENTROPY));
  }

  /** By which {@code person} is a customer. */
  Ed25519SecretKey holder(String person) {
    return holders.computeIfAbsent(person, _ -> Ed25519SecretKey.generate(ENTROPY));
  }

  /** What the identity provider says of {@code person}. */
  Evidence evidence(String person) {
    return new Evidence(
        HALL, Hash32.sha256(ByteString.utf8(person)), holder(person).publicKey(), 0, NOW + 60);
  }

  /** {@code person}'s registration of {@code wallet}, as it should be. */
  public Registration asks(String person, G1 wallet, long validUntil) {
    return asks(evidence(person), person, wallet, validUntil);
  }

  Registration asks(Evidence evidence, String person, G1 wallet, long validUntil) {
    ByteString key = wallet.toCompressed();
    return new Registration(
        evidence,
        hall.sign(evidence.bytes()),
        key,
        validUntil,
        holder(person).sign(Registration.toSign(domain(), evidence, key, validUntil)));
  }

  static ByteString domain() {
    Encoder out = new Encoder();
    DOMAIN.encode(out);
    return out.toByteString();
  }
}
