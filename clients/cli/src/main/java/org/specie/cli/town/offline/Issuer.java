package org.specie.cli.town.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.specie.offline.agents.station.Managers;
import org.specie.offline.agents.station.ManagersBook;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/**
 * An issuer that is objects of this process, each with a key and a storage of its own: core,
 * managers, station, certifier, factory, and inspection for whoever asks for one. It is for what
 * lasts a moment or measures something else: play money, whose issuer is to be gone afterwards,
 * benchmarks of purses and of the computing of inspection, and tests of cards. Where roles run as
 * page 58 has them, each is a process: {@code specie issuer}, and the demonstration of offline
 * cash.
 */
public final class Issuer implements CardIssuer, AutoCloseable {
  private static final int DAY = 1_440;
  private static final int MODULUS_BITS = 2_048;
  private static final int KEYS_PER_DEVICE = 200;

  private final Minutes now;
  private final List<Storage> storages = new ArrayList<>();
  private final Map<OwnerId, TokenOwner> owners = new HashMap<>();
  private final Authority root;
  private final Core core;
  private final Station station;
  private final SigningKey certifierKey = SigningKey.generate();
  private final KeyCert certifierCert;
  private final KeyCert factoryCert;
  private final CertifierBook certifierBook;
  private final FactoryRecord factoryRecord;
  private final Factory factory;
  private final BlindRsaSecretKey classSecret;
  private Optional<ClassKey> classKey = Optional.empty();

  private Issuer(Path folder, Minutes now, Entropy entropy) throws IOException {
    this.now = now;
    root = Authority.found(SigningKey.generate(), CURRENCY.number(), CLASS, days(900), LIMITS);
    SigningKey factoryKey = SigningKey.generate();
    certifierCert = certify(KeyUse.CERTIFIER, certifierKey);
    factoryCert = certify(KeyUse.FACTORY, factoryKey);
    core =
        new Core(
            root.certificate(),
            new CorePolicy(KEYS_PER_DEVICE, CROWD_MIN),
            storage(folder.resolve("core")));
    for (KeyCert each : List.of(certifierCert, factoryCert)) {
      require(core.accredit(each));
    }
    station =
        new Station(
            root,
            new Managers(
                SigningKey.generate(), core, new ManagersBook(storage(folder.resolve("managers")))),
            core,
            List.of(factoryCert, certifierCert),
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
            new ClassKey.Purpose(
                CLASS, PARTITION, days(CLASS_DAYS), LIMITS.payment(), CLASS_QUOTA, 1),
            certifierCert,
            certifierKey);
    require(core.take(opened.certificate(), now));
    classKey = Optional.of(opened);
  }

  private ClassKey openedClass() {
    return classKey.orElseThrow(() -> new InvariantViolation("the class has a key by now"));
  }

  @Override
  public Station station() {
    return station;
  }

  /** An inspection with nothing in it yet, over {@code storage}. */
  public Inspection freshInspection(Storage storage) {
    return new Inspection(root.certificate(), CURRENCY, issued(), storage);
  }

  @Override
  public IssuerDocument document() {
    return new IssuerDocument(
        root.certificate(), CURRENCY, factoryCert, certifierCert, openedClass().certificate());
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
