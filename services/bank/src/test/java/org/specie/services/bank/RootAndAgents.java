package org.specie.services.bank;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.certifier.CertifierBook;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.Core;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Extensions;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/** An issuer of offline cash: root, core and certifier as they are, and a factory's key. */
final class RootAndAgents implements IssuedCard.Issuer {
  static final Minutes NOW = new Minutes(29_700_000);

  private static final int DAY = 1_440;
  private static final int PARTITION = 7;
  private static final int PAYMENTS = 1_000;
  private static final int USES = 1_000;
  private static final Currency CURRENCY = new Currency(376, 2);
  private static final DeviceClasses CLASS = DeviceClasses.only(0);
  private static final Limits LIMITS =
      new Limits(Amount.ofMinor(100_000), Amount.ofMinor(1_000_000));
  private static final P256Signature NONE = new P256Signature(ByteString.copyOf(new byte[64]));

  private final KeyPair root = pair();
  private final KeyPair managers = pair();
  private final SigningKey factory = SigningKey.generate();
  private final Authority authority =
      Authority.found(SigningKey.of(root), CURRENCY.number(), CLASS, days(900), LIMITS);
  private final KeyCert factoryCert = agent(KeyUse.FACTORY, factory);
  private final KeyCert certifierCert;
  private final ClassKey classKey;
  private final Core core;
  private final Certifier certifier;
  private int tokens;

  RootAndAgents() throws IOException {
    SigningKey certifierKey = SigningKey.generate();
    certifierCert = agent(KeyUse.CERTIFIER, certifierKey);
    core = new Core(authority.certificate(), new CorePolicy(1, 1), new MemoryStorage());
    accepted(core.accredit(certifierCert));
    register(
        ByteString.utf8("one of the crowd"),
        SigningKey.generate().publicKey(),
        new OwnerId(ByteString.utf8("owner of another")));
    classKey =
        ClassKey.certify(
            BlindRsaSecretKey.generate(2_048, new SecureRandom()::nextBytes),
            new ClassKey.Purpose(CLASS, PARTITION, days(30), LIMITS.payment(), 100, USES),
            certifierCert,
            certifierKey);
    accepted(core.take(classKey.certificate(), NOW));
    certifier =
        new Certifier(
            List.of(classKey),
            core.lineOf(certifierCert.id()),
            CertifierBook.open(new MemoryStorage()));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static P256Signature sign(KeyPair pair, ByteString domain, ByteString... parts) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(domain.toByteArray());
      signer.update(ByteString.concat(parts).toByteArray());
      return P256Signature.withLowS(ByteString.copyOf(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void accepted(Verdict verdict) {
    if (!verdict.isAccepted()) {
      throw new AssertionError(verdict);
    }
  }

  private static Validity days(int count) {
    return new Validity(
        new Minutes(NOW.sinceEpoch() - count * DAY), new Minutes(NOW.sinceEpoch() + count * DAY));
  }

  private KeyCert agent(KeyUse use, SigningKey key) {
    return authority.certify(use, key.publicKey(), CLASS, days(800), LIMITS);
  }

  /** What the ledger calls this issuer. */
  Hash32 name() {
    return GatewayFloat.issuerName(authority.certificate());
  }

  /** What a device of the one class pays under. */
  Credentials credentials() {
    ClassCert payerClass = payerClass();
    return new Credentials(payerClass, new Chain(List.of(certifierCert, payerClass)));
  }

  /** Knows the root, the factory and the class. */
  TokenVerifier verifier() {
    KnownKeys keys = KnownKeys.under(authority.certificate());
    accepted(keys.learn(factoryCert));
    accepted(keys.learn(credentials().chain()));
    return new TokenVerifier(keys, CURRENCY);
  }

  /** A token with which somebody asks to be paid. */
  Configuration token(OwnerId owner) {
    return configuration(owner, false, Purpose.GENERAL, Extensions.NONE);
  }

  /** A token of a bank's vault for deposits on the account with this reference of 16 bytes. */
  Configuration deposits(OwnerId vault, ByteString account) {
    return configuration(
        vault, true, Purpose.DEPOSIT, new Extensions(Optional.of(account), Optional.empty()));
  }

  /** The same, valid for so many days from now. */
  Configuration deposits(OwnerId vault, ByteString account, int days) {
    return configuration(
        vault,
        true,
        Purpose.DEPOSIT,
        new Extensions(Optional.of(account), Optional.empty()),
        days(days));
  }

  /** A factory that makes such tokens for people of this town, and asks the core who they are. */
  Factory factory() throws IOException {
    TokenPolicy policy = new TokenPolicy(1, CLASS, PAYMENTS, 20, LIMITS);
    accepted(core.accredit(factoryCert));
    return new Factory(
        new Factory.Identity(factory, factoryCert, CURRENCY),
        new TokenPolicy.ByOwner(policy, policy),
        _ -> Optional.of(new TokenOwner(false, new PayeeInfo("Bakery, Old Town"))),
        core.lineOf(factoryCert.id()),
        new FactoryRecord(new MemoryStorage()),
        new SecureRandom()::nextBytes);
  }

  /** The body of a request for a token with which {@code key} withdraws from an account. */
  static ByteString withdrawalWish(ByteString account, P256Key key, Minutes until) {
    return new TokenWish(
            true, CLASS, PAYMENTS, until, LIMITS, Optional.of(account), Optional.of(key))
        .encode();
  }

  private Configuration configuration(
      OwnerId owner, boolean dedicated, Purpose purpose, Extensions extensions) {
    return configuration(owner, dedicated, purpose, extensions, days(20));
  }

  private Configuration configuration(
      OwnerId owner, boolean dedicated, Purpose purpose, Extensions extensions, Validity validity) {
    tokens++;
    TokenId id =
        new TokenId(Hash32.sha256(ByteString.utf8("token " + tokens)).bytes().slice(0, 16));
    Terms terms = new Terms(CURRENCY, CLASS, PAYMENTS, validity, LIMITS);
    Function<P256Signature, Configuration> by =
        signature ->
            new Configuration(
                false,
                dedicated,
                purpose,
                terms,
                id,
                owner,
                1,
                factoryCert.id(),
                new PayeeInfo("Bakery, Old Town"),
                extensions,
                signature);
    return by.apply(factory.sign(Domain.CONFIGURATION, by.apply(NONE).signedBytes()));
  }

  @Override
  public List<Certificate> certificates() {
    return List.of(authority.certificate(), factoryCert, certifierCert);
  }

  @Override
  public ClassCert payerClass() {
    return classKey.certificate();
  }

  @Override
  public P256Signature signAsRoot(ByteString domain, ByteString... parts) {
    return sign(root, domain, parts);
  }

  @Override
  public P256Key managers() {
    return P256Key.of((ECPublicKey) managers.getPublic());
  }

  @Override
  public P256Signature signAsManagers(ByteString domain, ByteString... parts) {
    return sign(managers, domain, parts);
  }

  @Override
  public void register(ByteString deviceId, P256Key key, OwnerId owner) throws IOException {
    accepted(
        core.register(DeviceRecord.fresh(new DeviceId(deviceId), key, CLASS, PARTITION, owner)));
  }

  @Override
  public void lent(ByteString deviceId, Amount total) throws IOException {
    accepted(core.lend(new DeviceId(deviceId), total));
  }

  @Override
  public ByteString certify(ByteString blindRequest) throws IOException {
    return certifier.certify(blindRequest, NOW).optional().orElseThrow().signature();
  }
}
