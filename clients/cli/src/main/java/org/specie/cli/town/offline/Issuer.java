package org.specie.cli.town.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.certifier.CertifierBook;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.Core;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.agents.inspection.IssuedCredentials;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.recovery.RecoveryAgent;
import org.specie.offline.agents.recovery.RecoveryBook;
import org.specie.offline.agents.station.Managers;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/**
 * The issuer and its agents, each with a key and a storage of its own: core, station, certifier,
 * factory, inspection, recovery.
 */
public final class Issuer implements Agents, AutoCloseable {
  /** New Israeli shekel, ISO 4217. */
  public static final Currency CURRENCY = new Currency(376, 2);

  public static final DeviceClasses CLASS = DeviceClasses.only(0);
  public static final int PARTITION = 1;
  public static final Limits LIMITS = new Limits(Amount.parse("1000.00"), Amount.parse("9000.00"));

  private static final int DAY = 1_440;
  private static final int MODULUS_BITS = 2_048;
  private static final int KEYS_PER_DEVICE = 200;
  private static final long CLASS_QUOTA = 10_000;

  /** A crowd of two hides nobody; a real issuer waits for a thousand. */
  private static final int CROWD_MIN = 2;

  private final Minutes now;
  private final List<Storage> storages = new ArrayList<>();
  private final Map<OwnerId, TokenOwner> owners = new HashMap<>();
  private final Authority root;
  private final Core core;
  private final Station station;
  private final SigningKey certifierKey = SigningKey.generate();
  private final KeyCert certifierCert;
  private final KeyCert factoryCert;
  private final KeyCert recoveryCert;
  private final CertifierBook certifierBook;
  private final FactoryRecord factoryRecord;
  private final Factory factory;
  private final Inspection inspection;
  private final RecoveryAgent recovery;
  private final BlindRsaSecretKey classSecret;
  private Optional<ClassKey> classKey = Optional.empty();

  private Issuer(Path folder, Minutes now, Entropy entropy) throws IOException {
    this.now = now;
    root = Authority.found(SigningKey.generate(), CURRENCY.number(), CLASS, days(900), LIMITS);
    SigningKey factoryKey = SigningKey.generate();
    SigningKey recoveryKey = SigningKey.generate();
    certifierCert = certify(KeyUse.CERTIFIER, certifierKey);
    factoryCert = certify(KeyUse.FACTORY, factoryKey);
    recoveryCert = certify(KeyUse.RECOVERY, recoveryKey);
    core =
        new Core(
            root.certificate(),
            new CorePolicy(KEYS_PER_DEVICE, CROWD_MIN),
            storage(folder.resolve("core")));
    for (KeyCert each : List.of(certifierCert, factoryCert, recoveryCert)) {
      require(core.accredit(each));
    }
    station =
        new Station(
            root,
            new Managers(SigningKey.generate()),
            core,
            List.of(factoryCert, certifierCert, recoveryCert),
            new StationBook(storage(folder.resolve("station"))));
    certifierBook = CertifierBook.open(storage(folder.resolve("certifier")));
    factoryRecord = new FactoryRecord(storage(folder.resolve("factory")));
    factory =
        new Factory(
            new Factory.Identity(factoryKey, factoryCert, CURRENCY),
            new TokenPolicy.ByOwner(policy(1), policy(2)),
            owner -> Optional.ofNullable(owners.get(owner)),
            core.lineOf(factoryCert.id()),
            factoryRecord,
            entropy);
    inspection = freshInspection(storage(folder.resolve("inspection")));
    recovery =
        new RecoveryAgent(
            recoveryKey,
            recoveryCert,
            core.lineOf(recoveryCert.id()),
            new RecoveryBook(storage(folder.resolve("recovery"))));
    classSecret = BlindRsaSecretKey.generate(MODULUS_BITS, entropy);
  }

  /** A new issuer with everything it keeps in {@code folder}. */
  public static Issuer found(Path folder, Minutes now, Entropy entropy) throws IOException {
    return new Issuer(folder, now, entropy);
  }

  private RocksStorage storage(Path folder) throws IOException {
    RocksStorage opened = RocksStorage.open(Files.createDirectories(folder));
    storages.add(opened);
    return opened;
  }

  private Validity days(int count) {
    return new Validity(
        new Minutes(now.sinceEpoch() - count * DAY), new Minutes(now.sinceEpoch() + count * DAY));
  }

  private KeyCert certify(KeyUse use, SigningKey key) {
    return root.certify(use, key.publicKey(), CLASS, days(800), LIMITS);
  }

  private static TokenPolicy policy(int number) {
    return new TokenPolicy(number, CLASS, 20, 60, LIMITS);
  }

  private IssuedCredentials issued() {
    return new IssuedCredentials() {
      @Override
      public Optional<Hash32> token(KeyId of, TokenId id) throws IOException {
        return of.equals(factoryCert.id()) ? factoryRecord.made(id) : Optional.empty();
      }

      @Override
      public long grantedKeys(KeyId of) throws IOException {
        return core.granted(of);
      }
    };
  }

  public static void require(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      throw new InvariantViolation(
          "refused: " + refused.reason().code() + " " + refused.reason().sentence());
    }
  }

  public static <T> T require(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> given;
      case Answer.Refused<T>(var reason) ->
          throw new InvariantViolation("refused: " + reason.code() + " " + reason.sentence());
    };
  }

  /** Certifies the class key, once there is a crowd of devices for it. */
  public void openClass() throws IOException {
    ClassKey opened =
        ClassKey.certify(
            classSecret,
            new ClassKey.Purpose(CLASS, PARTITION, days(30), LIMITS.payment(), CLASS_QUOTA, 1),
            certifierCert,
            certifierKey);
    require(core.take(opened.certificate(), now));
    classKey = Optional.of(opened);
  }

  private ClassKey openedClass() {
    return classKey.orElseThrow(() -> new InvariantViolation("the class has a key by now"));
  }

  public Station station() {
    return station;
  }

  public Inspection inspection() {
    return inspection;
  }

  /** A second inspection with nothing in it yet, over {@code storage}. */
  public Inspection freshInspection(Storage storage) {
    return new Inspection(root.certificate(), CURRENCY, issued(), storage);
  }

  public RecoveryAgent recovery() {
    return recovery;
  }

  public KeyCert recoveryCert() {
    return recoveryCert;
  }

  public KeyCert rootCert() {
    return root.certificate();
  }

  /** What it tells everybody. */
  public IssuerDocument document() {
    return new IssuerDocument(
        root.certificate(), CURRENCY, factoryCert, certifierCert, openedClass().certificate());
  }

  /** Under which class key devices pay. */
  public Credentials credentials() {
    return document().credentials();
  }

  /** All between the root and a payment. */
  public Chain chain() {
    return document().chain();
  }

  /** Somebody who knows the root and what stands under it. */
  public TokenVerifier verifier() {
    return new TokenVerifier(knownKeys(), CURRENCY);
  }

  /** The root and what stands under it. */
  public KnownKeys knownKeys() {
    KnownKeys keys = KnownKeys.under(root.certificate());
    require(keys.learn(chain()));
    return keys;
  }

  /** Enters an owner in the register, as payers will see it. */
  public void register(OwnerId owner, String shown, boolean anonymous, boolean institution) {
    owners.put(owner, new TokenOwner(anonymous, institution, new PayeeInfo(shown)));
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    Certifier certifier =
        new Certifier(List.of(openedClass()), core.lineOf(certifierCert.id()), certifierBook);
    return told(certifier.certify(request, now), Certification::encode);
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    return told(factory.make(request, now), made -> Token.fresh(made).encode());
  }

  /** How something stands on the wire. */
  @FunctionalInterface
  private interface Encoding<T> {
    ByteString of(T value);
  }

  private static <T> AgentAnswer told(Answer<T> answer, Encoding<T> encoding) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> new AgentAnswer.Given(encoding.of(given));
      case Answer.Refused<T>(var reason) -> new AgentAnswer.Refused(reason);
    };
  }

  @Override
  public void close() throws IOException {
    for (Storage each : storages.reversed()) {
      each.close();
    }
  }
}
