package org.specie.offline.agents;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.certifier.CertifierBook;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.Core;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.TokenOwners;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.agents.inspection.IssuedCredentials;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.recovery.RecoveryAgent;
import org.specie.offline.agents.recovery.RecoveryBook;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/** An issuer, a certifier and a factory over storages that outlive them. */
public final class World {
  public static final Currency CURRENCY = new Currency(978, 2);
  public static final Minutes NOW = new Minutes(29_700_000);
  public static final DeviceClasses CLASS = DeviceClasses.only(0);

  /** What root, certifier and factory may make credentials for. */
  public static final DeviceClasses CLASSES = new DeviceClasses(0b11);

  public static final int PARTITION = 7;
  public static final Limits LIMITS =
      new Limits(Amount.ofMinor(100_000), Amount.ofMinor(1_000_000));
  public static final int KEYS_PER_DEVICE = 3;
  public static final int CLASS_QUOTA = 5;

  private static final int DAY = 1_440;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One for all tests: an RSA key takes its time. */
  public static final BlindRsaSecretKey RSA = BlindRsaSecretKey.generate(2_048, RANDOM::nextBytes);

  public final SigningKey factoryKey = SigningKey.generate();
  public final SigningKey certifierKey = SigningKey.generate();
  public final Map<ByteString, TokenOwner> owners = new TreeMap<>();
  public final Authority authority;
  public final KeyCert certifierCert;
  public final KeyCert factoryCert;
  public final ClassKey classKey;
  public final Core core;
  public final FactoryRecord factoryRecord = new FactoryRecord(new MemoryStorage());
  public final Inspection inspection;
  public final CertifierBook book;

  private TokenPolicy.ByOwner policies =
      new TokenPolicy.ByOwner(
          policy(1, new Limits(Amount.ofMinor(5_000), Amount.ofMinor(20_000))), policy(2, LIMITS));

  public World() throws IOException {
    this(RSA);
  }

  /** With two devices nobody uses, so that there is a crowd. */
  public World(BlindRsaSecretKey classSecret) throws IOException {
    authority =
        Authority.found(SigningKey.generate(), CURRENCY.number(), CLASSES, days(900), LIMITS);
    certifierCert =
        authority.certify(KeyUse.CERTIFIER, certifierKey.publicKey(), CLASSES, days(800), LIMITS);
    factoryCert =
        authority.certify(KeyUse.FACTORY, factoryKey.publicKey(), CLASSES, days(800), LIMITS);
    core =
        new Core(authority.certificate(), new CorePolicy(KEYS_PER_DEVICE, 2), new MemoryStorage());
    accepted(core.accredit(certifierCert).isAccepted());
    accepted(core.accredit(factoryCert).isAccepted());
    TestDevice.registered(this, "one of a crowd");
    TestDevice.registered(this, "two of a crowd");
    classKey =
        ClassKey.certify(
            classSecret,
            new ClassKey.Purpose(CLASS, PARTITION, days(30), LIMITS.payment(), CLASS_QUOTA, 1),
            certifierCert,
            certifierKey);
    accepted(core.take(classKey.certificate(), NOW).isAccepted());
    book = CertifierBook.open(new MemoryStorage());
    inspection = inspection(new MemoryStorage());
  }

  /** What this issuer tells everybody. */
  public IssuerDocument document() {
    return IssuerDocument.of(
            authority.certificate(), CURRENCY, factoryCert, certifierCert, classKey.certificate())
        .orElseThrow();
  }

  private static void accepted(boolean isAccepted) {
    if (!isAccepted) {
      throw new AssertionError("the world is put up by the rules");
    }
  }

  private static TokenPolicy policy(int number, Limits limits) {
    return new TokenPolicy(number, CLASS, 10, 14, limits);
  }

  /** From so many days before now to as many after. */
  public static Validity days(int count) {
    return new Validity(later(-count * DAY), later(count * DAY));
  }

  public static Minutes later(int minutes) {
    return new Minutes(NOW.sinceEpoch() + minutes);
  }

  public static ByteString sixteen(String name) {
    return Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, 16);
  }

  public void setPolicies(TokenPolicy.ByOwner next) {
    policies = next;
  }

  public void addOwner(OwnerId owner, boolean anonymous) {
    owners.put(owner.bytes(), new TokenOwner(anonymous, new PayeeInfo("Bakery, Old Town")));
  }

  /** A recovery agent with this key, accredited, over a book of its own. */
  public RecoveryAgent recoveryAgent(SigningKey key, Storage storage) throws IOException {
    KeyCert certificate =
        authority.certify(KeyUse.RECOVERY, key.publicKey(), CLASS, days(800), LIMITS);
    accepted(core.accredit(certificate).isAccepted());
    return new RecoveryAgent(
        key, certificate, core.lineOf(certificate.id()), new RecoveryBook(storage));
  }

  public Certifier certifier() {
    return certifier(book);
  }

  public Certifier certifier(CertifierBook over) {
    return new Certifier(List.of(classKey), core.lineOf(certifierCert.id()), over);
  }

  public Factory factory() {
    return factory(owner -> Optional.ofNullable(owners.get(owner.bytes())));
  }

  /** The factory, asking this register. */
  public Factory factory(TokenOwners register) {
    return new Factory(
        new Factory.Identity(factoryKey, factoryCert, CURRENCY),
        policies,
        register,
        core.lineOf(factoryCert.id()),
        factoryRecord,
        RANDOM::nextBytes);
  }

  public Inspection inspection(Storage storage) {
    IssuedCredentials issued =
        new IssuedCredentials() {
          @Override
          public Optional<Hash32> token(KeyId factory, TokenId id) throws IOException {
            return factory.equals(factoryCert.id()) ? factoryRecord.made(id) : Optional.empty();
          }

          @Override
          public long grantedKeys(KeyId of) throws IOException {
            return core.granted(of);
          }
        };
    return new Inspection(authority.certificate(), CURRENCY, issued, storage);
  }

  /** Everything above a payment but the root. */
  public Chain chain() {
    return new Chain(List.of(factoryCert, certifierCert, classKey.certificate()));
  }

  /** Somebody who knows the root and nothing else. */
  public TokenVerifier verifier() {
    return new TokenVerifier(KnownKeys.under(authority.certificate()), CURRENCY);
  }
}
