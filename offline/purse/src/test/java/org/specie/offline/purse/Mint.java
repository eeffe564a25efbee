package org.specie.offline.purse;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Extensions;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.signature.BlindKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/** An issuer with its agents, for tests: real keys, real signatures, no rules of its own. */
public final class Mint {
  public static final Currency CURRENCY = new Currency(978, 2);
  public static final Minutes NOW = new Minutes(29_700_000);
  public static final Limits LIMITS =
      new Limits(Amount.ofMinor(100_000), Amount.ofMinor(1_000_000));

  private static final int DAY = 1_440;
  private static final DeviceClasses CLASS = DeviceClasses.only(0);
  private static final Mint SHARED = new Mint();

  private final SigningKey root = new SigningKey();
  private final SigningKey factory = new SigningKey();
  private final SigningKey certifier;
  private final KeyPair classKey;
  private final KeyCert rootCert;
  private final KeyCert factoryCert;
  private final Credentials credentials;
  private final Map<Validity, NextClass> laterClasses = new LinkedHashMap<>();
  private int tokens;

  /**
   * The class key of a later epoch.
   *
   * @param shown the certifier's certificate and the class's
   * @param secret the exponent with which payment keys are certified
   */
  public record NextClass(Chain shown, BigInteger secret) {
    public ClassCert certificate() {
      return (ClassCert) shown.certificates().getLast();
    }
  }

  private Mint(Mint before) {
    classKey = rsa();
    rootCert = before.rootCert;
    factoryCert = before.factoryCert;
    certifier = before.certifier;
    credentials = under(before.credentials.chain().certificates().getFirst());
  }

  private Mint() {
    classKey = rsa();
    certifier = new SigningKey();
    rootCert = certify(KeyUse.ROOT, root);
    factoryCert = certify(KeyUse.FACTORY, factory);
    credentials = under(certify(KeyUse.CERTIFIER, certifier));
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Credentials under(Certificate certifierCert) {
    ClassCert classCert = certifyClass(classKey, validity(10, 100));
    return new Credentials(classCert, new Chain(List.of(certifierCert, classCert)));
  }

  /** The same agents, after the certifier went on to its next class key. */
  public Mint rotated() {
    return new Mint(this);
  }

  /** Another issuer, whom nobody here believes. */
  public static Mint stranger() {
    return new Mint();
  }

  /** The one mint of all tests: an RSA key takes its time. */
  public static Mint shared() {
    return SHARED;
  }

  /** {@code payment} with the signature of another one, which does not hold for it. */
  public static Payment signedLike(Payment payment, Payment other) {
    return new Payment(
        payment.sequence(),
        payment.aggregate(),
        payment.amount(),
        payment.time(),
        payment.previous(),
        payment.reference(),
        payment.use(),
        payment.certificate(),
        other.signature());
  }

  public static Minutes later(int minutes) {
    return new Minutes(NOW.sinceEpoch() + minutes);
  }

  private static Validity validity(int daysBefore, int daysAfter) {
    return new Validity(later(-daysBefore * DAY), later(daysAfter * DAY));
  }

  private KeyCert certify(KeyUse use, SigningKey key) {
    KeyId issuer = root.publicKey().id();
    KeyCert unsigned =
        new KeyCert(
            use,
            CLASS,
            CURRENCY.number(),
            validity(100, 1_000),
            LIMITS,
            key.publicKey(),
            issuer,
            SigningKey.NONE);
    return new KeyCert(
        use,
        CLASS,
        CURRENCY.number(),
        unsigned.validity(),
        LIMITS,
        key.publicKey(),
        issuer,
        root.sign(Domain.KEY, unsigned.signedBytes()));
  }

  private ClassCert classCert(BlindKey key, Validity validity, P256Signature by) {
    return new ClassCert(
        CLASS,
        CURRENCY.number(),
        validity,
        LIMITS.payment(),
        1_000_000,
        1,
        1,
        key,
        certifier.publicKey().id(),
        by);
  }

  private ClassCert certifyClass(KeyPair pair, Validity validity) {
    BigInteger modulus = ((RSAPublicKey) pair.getPublic()).getModulus();
    byte[] signed = modulus.toByteArray();
    BlindKey key = new BlindKey(ByteString.copyOf(signed, signed.length - 256, 256));
    ClassCert unsigned = classCert(key, validity, SigningKey.NONE);
    return classCert(key, validity, certifier.sign(Domain.CLASS, unsigned.signedBytes()));
  }

  /** The class key that follows when the first is over; always the same. */
  public NextClass nextClass() {
    return classKey(101, 200);
  }

  /** The class key that is valid from this day until that; always the same. */
  public synchronized NextClass classKey(int from, int until) {
    return laterClasses.computeIfAbsent(validity(-from, until), this::classKey);
  }

  private NextClass classKey(Validity validity) {
    KeyPair pair = rsa();
    Certificate certifierCert = credentials.chain().certificates().getFirst();
    return new NextClass(
        new Chain(List.of(certifierCert, certifyClass(pair, validity))),
        ((RSAPrivateKey) pair.getPrivate()).getPrivateExponent());
  }

  /** The exponent of a class key that this mint made. */
  public synchronized Optional<BigInteger> secretOf(ClassCert of) {
    return of.id().equals(credentials.payerClass().id())
        ? Optional.of(((RSAPrivateKey) classKey.getPrivate()).getPrivateExponent())
        : laterClasses.values().stream()
            .filter(each -> each.certificate().id().equals(of.id()))
            .map(NextClass::secret)
            .findFirst();
  }

  /** All class keys that this mint made. */
  public synchronized List<ClassCert> classes() {
    return Stream.concat(
            Stream.of(credentials.payerClass()),
            laterClasses.values().stream().map(NextClass::certificate))
        .toList();
  }

  /** What it takes to bring a card into use. */
  public CardIssuer issuer() {
    return new CardIssuer(
        root,
        rootCert,
        List.of(factoryCert, credentials.chain().certificates().getFirst()),
        credentials.payerClass(),
        ((RSAPrivateKey) classKey.getPrivate()).getPrivateExponent());
  }

  /** What it tells everybody. */
  public IssuerDocument document() {
    KeyCert certifierCert = (KeyCert) credentials.chain().certificates().getFirst();
    return new IssuerDocument(
        rootCert, CURRENCY, factoryCert, certifierCert, credentials.payerClass());
  }

  /** What a device of the one class pays under. */
  public Credentials credentials() {
    return credentials;
  }

  /** Knows the root, the factory and the class. */
  public TokenVerifier verifier() {
    KnownKeys keys = KnownKeys.under(rootCert);
    if (!keys.learn(factoryCert).isAccepted() || !keys.learn(credentials.chain()).isAccepted()) {
      throw new AssertionError("the mint's certificates are right");
    }
    return new TokenVerifier(keys, CURRENCY);
  }

  PayCert certifyPaymentKey(P256Key key) {
    try {
      Signature signer = Signature.getInstance("RSASSA-PSS");
      signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      signer.initSign(classKey.getPrivate());
      KeyId id = credentials.payerClass().id();
      signer.update(Domain.PAYMENT_KEY.prefix().toByteArray());
      signer.update(id.bytes().toByteArray());
      signer.update(key.point().toByteArray());
      return new PayCert(id, key, ByteString.copyOf(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A token that takes three payments. */
  public Configuration token(OwnerId owner) {
    return token(owner, false, 3, LIMITS);
  }

  /** A token of a pseudonym. */
  public Configuration anonymous(OwnerId owner) {
    Terms terms = new Terms(CURRENCY, CLASS, 3, validity(1, 30), LIMITS);
    return sign(true, false, Purpose.GENERAL, terms, owner, Extensions.NONE);
  }

  /** A token of its own kind. */
  public Configuration token(OwnerId owner, boolean dedicated, int payments, Limits limits) {
    Terms terms = new Terms(CURRENCY, CLASS, payments, validity(1, 30), limits);
    return sign(dedicated, Purpose.GENERAL, terms, owner, Extensions.NONE);
  }

  /** A token of this validity. */
  public Configuration token(OwnerId owner, Validity validity) {
    Terms terms = new Terms(CURRENCY, CLASS, 3, validity, LIMITS);
    return sign(false, Purpose.GENERAL, terms, owner, Extensions.NONE);
  }

  /** A token that a payer keeps, for a hundred payments within 99 days. */
  public Configuration standing(OwnerId owner) {
    Terms terms = new Terms(CURRENCY, CLASS, 100, validity(1, 99), LIMITS);
    return sign(true, Purpose.GENERAL, terms, owner, Extensions.NONE);
  }

  /** A token that takes a hundred deposits for the account with this reference. */
  public Configuration deposit(OwnerId owner, ByteString account) {
    Terms terms = new Terms(CURRENCY, CLASS, 100, validity(1, 30), LIMITS);
    Extensions extensions = new Extensions(Optional.of(account), Optional.empty());
    return sign(true, Purpose.DEPOSIT, terms, owner, extensions);
  }

  /** A token with which a hundred times money is withdrawn from the account. */
  public Configuration withdrawals(OwnerId owner, ByteString account) {
    Terms terms = new Terms(CURRENCY, CLASS, 100, validity(1, 30), LIMITS);
    P256Key key = new SigningKey().publicKey();
    Extensions extensions = new Extensions(Optional.of(account), Optional.of(key));
    return sign(true, Purpose.WITHDRAWAL, terms, owner, extensions);
  }

  private Configuration sign(
      boolean dedicated, Purpose purpose, Terms terms, OwnerId owner, Extensions extensions) {
    return sign(false, dedicated, purpose, terms, owner, extensions);
  }

  private Configuration sign(
      boolean anonymous,
      boolean dedicated,
      Purpose purpose,
      Terms terms,
      OwnerId owner,
      Extensions extensions) {
    tokens++;
    TokenId id =
        new TokenId(Hash32.sha256(ByteString.utf8("token " + tokens)).bytes().slice(0, 16));
    Function<P256Signature, Configuration> by =
        signature ->
            new Configuration(
                anonymous,
                dedicated,
                purpose,
                terms,
                id,
                owner,
                1,
                factory.publicKey().id(),
                new PayeeInfo(anonymous ? "" : "Bakery, Old Town"),
                extensions,
                signature);
    ByteString signed = by.apply(SigningKey.NONE).signedBytes();
    return by.apply(factory.sign(Domain.CONFIGURATION, signed));
  }
}
