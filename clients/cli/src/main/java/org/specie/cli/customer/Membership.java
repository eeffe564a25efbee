package org.specie.cli.customer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Route;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.services.psp.entry.Particulars.Kept;
import org.specie.services.psp.onboarding.Enrolments;
import org.specie.services.psp.onboarding.Enrolments.Application;
import org.specie.services.psp.onboarding.Enrolments.Approved;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Letters;
import org.specie.wallet.Refusal;
import org.specie.wallet.Registrars;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.OpenMailbox;
import org.specie.wallet.letter.Mailbox;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestAtProvider;
import org.specie.wallet.storage.BackupKeys;

/**
 * What makes somebody a customer, in the folder that describes the ledger: which provider it is,
 * whose certificates count there, the key it knows its customer by, and admission tokens. None of
 * it is money, and another provider serves as well.
 */
public final class Membership implements AutoCloseable {
  private static final String FILE = "provider.properties";
  private static final String TRUSTED = "provider.crt";
  static final String PARTY = "customer";
  static final String KEY = "key";

  /** The secret in which a new key lies until the provider knows it. */
  static final String NEXT = "key-next";

  private final ProviderClient provider;
  private final TokenPurse tokens;

  private Membership(ProviderClient provider, TokenPurse tokens) {
    this.provider = provider;
    this.tokens = tokens;
  }

  /** Whether the ledger of {@code folder} is reached through a provider. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Makes {@code folder} one whose ledger is reached through the provider at {@code address}.
   * Somewhere else the customer has another key: who takes the name of the provider before cannot
   * have signed what opens a session there.
   */
  public static void write(Path folder, ServiceAddress address, String name, Entropy entropy)
      throws IOException {
    DirectoryHome home = DirectoryHome.at(folder);
    boolean isAnother =
        !isIn(folder) || !Settings.read(folder.resolve(FILE)).get("url").equals(address.toString());
    if (isAnother) {
      home.keep(PARTY, KEY, Secret.random(Ed25519SecretKey.SIZE, entropy));
      home.forget(PARTY, NEXT);
    }
    home.forget(PARTY, TokenPurse.NAME);
    home.forget(PARTY, TokenPurse.SIGNER);
    Path trusted = folder.resolve(TRUSTED);
    if (address.trust().pem().isPresent()) {
      Files.writeString(trusted, address.trust().pem().get(), StandardCharsets.ISO_8859_1);
    } else {
      Files.deleteIfExists(trusted);
    }
    Settings.at(folder.resolve(FILE))
        .put("url", address)
        .put("name", name)
        .write("through whom this ledger is reached");
  }

  /** The one in {@code folder}. */
  public static Membership in(Path folder, Entropy entropy) throws IOException {
    DirectoryHome home = DirectoryHome.at(folder);
    Optional<Secret> key = home.secret(PARTY, KEY);
    if (key.isEmpty()) {
      throw new IOException("the customer's key is missing in " + folder + "; join again");
    }
    ProviderClient provider = client(folder, new Ed25519SecretKey(key.get()), entropy);
    return new Membership(provider, new TokenPurse(home, PARTY, provider));
  }

  /** Somebody with {@code key} at the provider of {@code folder}. */
  static ProviderClient client(Path folder, Ed25519SecretKey key, Entropy entropy)
      throws IOException {
    Settings settings = Settings.read(folder.resolve(FILE));
    Path trusted = folder.resolve(TRUSTED);
    ServiceAddress address =
        ServiceAddress.parse(
                settings.get("url"),
                Files.exists(trusted) ? ServerTrust.read(trusted) : ServerTrust.system())
            .orElseThrow(() -> new IOException("no address of a provider in " + folder));
    return new ProviderClient(address, settings.get("name"), key, entropy);
  }

  /** By which the provider knows this customer. */
  public Ed25519PublicKey key() {
    return provider.key();
  }

  /** Lets {@code name} lead to the payment address {@code address}. */
  public Answer<String> publish(String name, String address) throws IOException {
    return told(provider.putName(name, address)).map(_ -> name);
  }

  /** The payment address behind {@code name}, by the provider's word. */
  public Answer<String> addressOf(String name) throws IOException {
    return told(provider.address(name, tokens.take()));
  }

  /** Gives {@code name} up. */
  public Answer<String> withdraw(String name) throws IOException {
    return told(provider.removeName(name)).map(_ -> name);
  }

  /** The name it has elsewhere. */
  public String name() {
    return provider.name();
  }

  /** Where the provider is. */
  public ServiceAddress address() {
    return provider.address();
  }

  /** Leaves {@code sealed} with the provider, which learns neither who asks nor for what. */
  public Answer<RequestAtProvider> leave(RequestAtProvider.Sealed sealed) throws IOException {
    return told(provider.putRequest(sealed.box(), tokens.take()))
        .then(
            id -> {
              try {
                return Answer.done(sealed.at(provider.address().toString(), id));
              } catch (MalformedInput e) {
                throw new IOException("the provider keeps a request under no number: " + e, e);
              }
            });
  }

  /**
   * The request that {@code link} leads to, from the provider at {@code address}, who is believed
   * nothing: the link's key opens what the payee left, and nothing else.
   */
  public static Answer<PaymentRequest> fetch(RequestAtProvider link, ServiceAddress address)
      throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return told(ProviderClient.request(api, link.id()))
          .then(
              box ->
                  link.open(box)
                      .map(Answer::done)
                      .orElseGet(() -> Answer.refused(WalletReason.REQUEST_NOT_AS_LEFT)));
    }
  }

  /** Has the provider keep {@code mailbox} open, without learning whose it is; where. */
  public Answer<String> open(Mailbox mailbox) throws IOException {
    return told(provider.openMailbox(mailbox.key(), tokens.take()))
        .map(_ -> provider.address().toString());
  }

  /**
   * Puts a sealed letter into {@code mailbox}, which the provider carries there if it is another's;
   * where that is.
   */
  public Answer<String> leave(Mailbox mailbox, ByteString letter) throws IOException {
    boolean isHere = mailbox.provider().equals(provider.address().toString());
    return told(isHere
            ? provider.putLetter(mailbox.key(), letter)
            : provider.carryLetter(mailbox.provider(), mailbox.key(), letter, tokens.take()))
        .map(_ -> mailbox.provider());
  }

  /** The letters in {@code box}, after those numbered {@code done} were removed. */
  public Answer<List<Letters.Found>> letters(Letters letters, OpenMailbox box, List<Long> done)
      throws IOException {
    try (ProviderClient reader = provider.as(letters.reader(box))) {
      return told(reader.letters(done))
          .map(
              all ->
                  all.stream()
                      .flatMap(
                          each ->
                              Hex.bytes(each.content())
                                  .map(bytes -> new Letters.Found(box, each.number(), bytes))
                                  .stream())
                      .toList());
    }
  }

  /** Whether {@code refusal} says that a mailbox is not open any more, or never was. */
  public static boolean isGone(Refusal refusal) {
    return refusal.reason().code() == PspRefusal.NOT_FOUND.code();
  }

  /** The backup of the wallet of {@code keys} at this provider. */
  public KeptBackup backup(BackupKeys keys) {
    return new KeptBackup(
        provider.as(keys.customer(provider.address().toString(), provider.name())));
  }

  /** What was left with the provider under this folder's own key, as wallets did before. */
  public Answer<ByteString> left() throws IOException {
    return told(provider.backup());
  }

  /** Everything the provider keeps under this customer's name. */
  public Answer<Kept> kept() throws IOException {
    return told(provider.kept());
  }

  /** Has the provider forget this customer; what it signed blind, it cannot take back. */
  public Answer<String> leave() throws IOException {
    return told(provider.leave()).map(_ -> provider.address().toString());
  }

  static <T> Answer<T> told(org.specie.services.api.Answer<T> answer) {
    return switch (answer) {
      case org.specie.services.api.Answer.Done<T>(var output) -> Answer.done(output);
      case org.specie.services.api.Answer.Refused<T>(var refusal) -> Answer.refused(refusal);
    };
  }

  /**
   * Refuses to go on through this provider unless the ledger's register lets it: 5502 to 5505.
   *
   * @param gateway to the ledger, through this provider
   * @param nowSeconds by the customer's clock
   */
  public Answer<LedgerGateway.Listing> examine(LedgerGateway gateway, long nowSeconds)
      throws IOException {
    return ProviderStanding.examine(provider, gateway, nowSeconds);
  }

  /** To the operators. */
  public Route route() {
    return new ProviderRoute(provider.address(), tokens);
  }

  /**
   * The way to the registrars for the person of {@code evidence}. What the provider answers with is
   * signed by the registrars, for this wallet's key alone, or worth nothing.
   */
  public Registrars registrars(EvidenceFile evidence, Domain domain) {
    return (key, classId, validUntil) ->
        told(provider.enrol(application(evidence, domain, key, classId, validUntil)))
            .then(approved -> Answer.done(read(approved, domain, key, classId, validUntil)));
  }

  /** What is asked, signed by this customer for this wallet alone. */
  private Application application(
      EvidenceFile shown, Domain domain, G1 publicSpendKey, int classId, long validUntil) {
    Encoder encodedDomain = new Encoder();
    domain.encode(encodedDomain);
    Evidence evidence =
        new Evidence(shown.issuer(), shown.pseudonym(), provider.key(), classId, shown.expires());
    ByteString key = publicSpendKey.toCompressed();
    ByteString consent =
        provider.sign(Registration.toSign(encodedDomain.toByteString(), evidence, key, validUntil));
    return new Application(
        shown.issuer(),
        shown.pseudonym().toHex(),
        classId,
        shown.expires(),
        shown.signature().toHex(),
        key.toHex(),
        validUntil,
        consent.toHex());
  }

  private static Registrars.Approved read(
      Approved approved, Domain domain, G1 key, int classId, long validUntil) throws IOException {
    Optional<ByteString> uniqueness = Hex.bytes(approved.uniqueness(), Hash32.SIZE);
    List<Enrolment.Approval> approvals = new ArrayList<>();
    for (Enrolments.Approval each : approved.approvals()) {
      Hex.bytes(each.signature(), Enrolment.Approval.SIGNATURE_SIZE)
          .ifPresent(
              signature -> approvals.add(new Enrolment.Approval(each.registrar(), signature)));
    }
    if (uniqueness.isEmpty() || approvals.size() > Enrolment.APPROVALS_MAX) {
      throw new IOException("the provider answers with no approval of registrars");
    }
    return new Registrars.Approved(
        new Enrolment.Statement(domain, new Hash32(uniqueness.get()), key, classId, validUntil),
        approvals);
  }

  @Override
  public void close() throws IOException {
    try {
      tokens.close();
    } finally {
      provider.close();
    }
  }
}
