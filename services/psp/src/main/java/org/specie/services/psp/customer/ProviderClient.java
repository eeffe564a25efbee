package org.specie.services.psp.customer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.blind.Blinding;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ApiRefusal;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.admission.Tokens;
import org.specie.services.psp.entry.Challenges;
import org.specie.services.psp.entry.Challenges.Challenge;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.entry.Customers;
import org.specie.services.psp.entry.Customers.Session;
import org.specie.services.psp.entry.Customers.Signed;
import org.specie.services.psp.entry.Particulars.Kept;
import org.specie.services.psp.keeping.Backups;
import org.specie.services.psp.keeping.Carriage;
import org.specie.services.psp.keeping.Mailboxes;
import org.specie.services.psp.keeping.Names;
import org.specie.services.psp.keeping.SealedRequests;
import org.specie.services.psp.onboarding.Enrolments.Application;
import org.specie.services.psp.onboarding.Enrolments.Approved;
import org.specie.services.psp.onboarding.Introduction.About;
import org.specie.services.psp.onboarding.Introduction.Ledger;
import org.specie.services.psp.onboarding.KeyProof;

/**
 * Somebody with a key at one provider. Becomes a customer when that is needed, opens a session when
 * there is none, and takes admission tokens. Safe for many threads.
 */
public final class ProviderClient implements AutoCloseable {
  private final ApiClient api;
  private final ServiceAddress address;
  private final String provider;
  private final Ed25519SecretKey key;
  private final Entropy entropy;
  private Optional<String> session = Optional.empty();

  /**
   * @param provider the name it has elsewhere; signatures are worth nothing to any other
   * @param key by which the customer is known there
   */
  public ProviderClient(
      ServiceAddress address, String provider, Ed25519SecretKey key, Entropy entropy) {
    this.api = new ApiClient(address);
    this.address = address;
    this.provider = provider;
    this.key = key;
    this.entropy = entropy;
  }

  /** Somebody else at the same provider, with {@code other} for a key. */
  public ProviderClient as(Ed25519SecretKey other) {
    return new ProviderClient(address, provider, other, entropy);
  }

  /** The name it has elsewhere. */
  public String name() {
    return provider;
  }

  /** Where the provider is. */
  public ServiceAddress address() {
    return address;
  }

  /** By which the provider knows the customer. */
  public Ed25519PublicKey key() {
    return key.publicKey();
  }

  /** Who the provider at {@code api} says it is. */
  public static Answer<About> introduction(ApiClient api) throws IOException {
    return api.ask(Method.GET, "/v1/provider", Optional.empty(), Nothing.NOTHING, About.class);
  }

  /** What the provider at {@code api} hands out about the ledger. */
  public static Answer<Ledger> ledger(ApiClient api) throws IOException {
    return api.ask(Method.GET, "/v1/ledger", Optional.empty(), Nothing.NOTHING, Ledger.class);
  }

  /** Whether the provider shows that it has {@code key} and is reached at this address. */
  public boolean isProvenBy(Ed25519PublicKey key) throws IOException {
    ByteString challenge = ByteString.copyOf(entropy.bytes(KeyProof.CHALLENGE_SIZE));
    Answer<KeyProof.Proof> shown =
        api.ask(
            Method.POST,
            "/v1/provider/proof",
            Optional.empty(),
            new KeyProof.ProofQuestion(challenge.toHex(), address.toString()),
            KeyProof.Proof.class);
    ByteString message = KeyProof.toSign(provider, address.toString(), challenge);
    return shown instanceof Answer.Done<KeyProof.Proof>(var proof)
        && proof.signatures().stream()
            .limit(KeyProof.SIGNATURES_MAX)
            .flatMap(each -> Hex.bytes(each.signature()).stream())
            .anyMatch(signature -> key.verify(message, signature));
  }

  /** The key of admission tokens that the provider shows whoever asks through {@code api}. */
  public static Answer<BlindRsaPublicKey> tokenKey(ApiClient api) throws IOException {
    return api.ask(
            Method.GET, "/v1/tokens/key", Optional.empty(), Nothing.NOTHING, Tokens.Key.class)
        .then(shown -> Answer.done(signer(shown)));
  }

  /** The key of admission tokens that the provider shows this customer. */
  public Answer<BlindRsaPublicKey> tokenKey() throws IOException {
    return tokenKey(api);
  }

  private static BlindRsaPublicKey signer(Tokens.Key shown) throws IOException {
    Optional<ByteString> modulus = Hex.bytes(shown.modulus());
    try {
      return BlindRsaPublicKey.decode(modulus.orElse(ByteString.EMPTY));
    } catch (MalformedInput e) {
      throw new IOException("the provider shows a key of tokens that is none", e);
    }
  }

  /**
   * Fresh admission tokens, as many as are signed at once, each as the value of a header that shows
   * it. Those the provider signed falsely are left out.
   *
   * @param signer the key that the provider shows everybody
   */
  public Answer<List<String>> tokens(BlindRsaPublicKey signer) throws IOException {
    List<Blinding> blindings = new ArrayList<>();
    for (int i = 0; i < Tokens.AT_ONCE; i++) {
      blindings.add(
          Blinding.of(signer, ByteString.copyOf(entropy.bytes(Tokens.NONCE_SIZE)), entropy));
    }
    return inside(
            Method.POST,
            "/v1/tokens",
            new Tokens.Blinded(blindings.stream().map(each -> each.blinded().toHex()).toList()),
            Tokens.Signatures.class)
        .then(signed -> Answer.done(finished(blindings, signed.signatures())));
  }

  private static List<String> finished(List<Blinding> blindings, List<String> signatures) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < Math.min(blindings.size(), signatures.size()); i++) {
      Blinding blinding = blindings.get(i);
      Hex.bytes(signatures.get(i))
          .flatMap(blinding::finish)
          .ifPresent(
              token ->
                  tokens.add(
                      Tokens.SCHEME
                          + ByteString.concat(token.prepared(), token.signature()).toHex()));
    }
    return tokens;
  }

  /** Lets {@code name} lead to the payment address {@code address}. */
  public Answer<Nothing> putName(String name, String address) throws IOException {
    return inside(
        Method.PUT, "/v1/names/" + checked(name), new Names.Address(address), Nothing.class);
  }

  /**
   * The payment address behind {@code name}, by the provider's word.
   *
   * @param token spent by it; so nobody learns who looked
   */
  public Answer<String> address(String name, String token) throws IOException {
    return api.ask(
            Method.GET,
            "/v1/names/" + checked(name),
            Optional.of(token),
            Nothing.NOTHING,
            Names.Address.class)
        .then(found -> Answer.done(found.address()));
  }

  /** Gives {@code name} up; anybody may take it then. */
  public Answer<Nothing> removeName(String name) throws IOException {
    return inside(Method.DELETE, "/v1/names/" + checked(name), Nothing.NOTHING, Nothing.class);
  }

  /**
   * Leaves a sealed payment request with the provider; the number it is found by.
   *
   * @param token spent by it; so nobody learns who asks for money
   */
  public Answer<String> putRequest(ByteString box, String token) throws IOException {
    return api.ask(
            Method.POST,
            "/v1/requests",
            Optional.of(token),
            new SealedRequests.Sealed(box.toHex()),
            SealedRequests.Id.class)
        .then(kept -> Answer.done(kept.id()));
  }

  /** The sealed payment request that the provider at {@code api} keeps as {@code id}. */
  public static Answer<ByteString> request(ApiClient api, String id) throws IOException {
    return api.ask(
            Method.GET,
            "/v1/requests/" + id,
            Optional.empty(),
            Nothing.NOTHING,
            SealedRequests.Sealed.class)
        .then(
            kept ->
                Hex.bytes(kept.content())
                    .map(Answer::done)
                    .orElseGet(() -> Answer.refused(PspRefusal.CONTENT_MALFORMED)));
  }

  /**
   * Opens a mailbox for letters to the holder of {@code mailbox}.
   *
   * @param token spent by it; so nobody learns whose it is
   */
  public Answer<Nothing> openMailbox(Ed25519PublicKey mailbox, String token) throws IOException {
    return api.ask(
        Method.POST,
        "/v1/mailboxes",
        Optional.of(token),
        new Mailboxes.Box(mailbox.bytes().toHex()),
        Nothing.class);
  }

  /** Puts a sealed letter into a mailbox at this provider. */
  public Answer<Nothing> putLetter(Ed25519PublicKey mailbox, ByteString letter) throws IOException {
    return Mailboxes.deliver(api, mailbox, letter);
  }

  /**
   * Has this provider carry a sealed letter to a mailbox at the provider at {@code other}.
   *
   * @param token spent by it; so nobody learns who writes
   */
  public Answer<Nothing> carryLetter(
      String other, Ed25519PublicKey mailbox, ByteString letter, String token) throws IOException {
    return api.ask(
        Method.POST,
        "/v1/letters",
        Optional.of(token),
        new Carriage.Carried(other, mailbox.bytes().toHex(), letter.toHex()),
        Nothing.class);
  }

  /**
   * The letters in the mailbox whose key this client has, after those numbered {@code done} are
   * removed.
   */
  public Answer<List<Mailboxes.Numbered>> letters(List<Long> done) throws IOException {
    return challenged(
            Purpose.READ,
            (challenge, signature) ->
                api.ask(
                    Method.POST,
                    "/v1/mailboxes/" + key().bytes().toHex() + "/read",
                    Optional.empty(),
                    new Mailboxes.Question(
                        challenge, signature, done.stream().map(Mailboxes.Done::new).toList()),
                    Mailboxes.Letters.class))
        .then(found -> Answer.done(found.letters()));
  }

  /** Leaves {@code sealed} with the provider, in place of what has a lower version. */
  public Answer<Nothing> putBackup(long version, ByteString sealed) throws IOException {
    return inside(
        Method.PUT, "/v1/backup", new Backups.Backup(version, sealed.toHex()), Nothing.class);
  }

  /** What was left with the provider last. */
  public Answer<ByteString> backup() throws IOException {
    return inside(Method.GET, "/v1/backup", Nothing.NOTHING, Backups.Backup.class)
        .then(
            kept ->
                Hex.bytes(kept.content())
                    .map(Answer::done)
                    .orElseGet(() -> Answer.refused(PspRefusal.CONTENT_MALFORMED)));
  }

  /**
   * The same for somebody who may be no customer, and does not become one: refused with 6103 then.
   */
  public Answer<ByteString> backupIfKnown() throws IOException {
    return entered().then(_ -> backup());
  }

  /** Opens a session if the key is a customer's, and makes nobody one: refused with 6103 then. */
  public Answer<Nothing> enter() throws IOException {
    return entered().then(_ -> Answer.done(Nothing.NOTHING));
  }

  /** Everything the provider keeps under this customer's name. */
  public Answer<Kept> kept() throws IOException {
    return inside(Method.GET, "/v1/customers/me", Nothing.NOTHING, Kept.class);
  }

  /** Has the provider forget this customer, names and backup included. */
  public Answer<Nothing> leave() throws IOException {
    return inside(Method.DELETE, "/v1/customers/me", Nothing.NOTHING, Nothing.class);
  }

  private static String checked(String name) {
    Check.that(Names.isName(name), "a name is checked before a provider is asked for it");
    return name;
  }

  /** The customer's signature on {@code message}, such as what registrars want to see. */
  public ByteString sign(ByteString message) {
    return key.sign(message);
  }

  /** Has the registrars enrol a wallet. */
  public Answer<Approved> enrol(Application application) throws IOException {
    return inside(Method.POST, "/v1/enrolments", application, Approved.class);
  }

  /** Asks as a customer, in a new session if the one there was is over. */
  private <O extends Record> Answer<O> inside(
      Method method, String path, Record input, Class<O> output) throws IOException {
    return session()
        .then(
            token -> {
              Answer<O> answer = api.ask(method, path, Optional.of(token), input, output);
              if (!isRefused(answer, ApiRefusal.UNAUTHENTICATED.code())) {
                return answer;
              }
              forget(token);
              return session()
                  .then(next -> api.ask(method, path, Optional.of(next), input, output));
            });
  }

  private synchronized void forget(String token) {
    session = session.filter(known -> !known.equals(token));
  }

  private synchronized Answer<String> session() throws IOException {
    if (session.isPresent()) {
      return Answer.done(session.get());
    }
    Answer<String> entered = entered();
    return isRefused(entered, PspRefusal.CUSTOMER_UNKNOWN.code())
        ? signed("/v1/customers", Purpose.REGISTER, Nothing.class).then(_ -> entered())
        : entered;
  }

  /** A new session of whoever is a customer already. */
  private synchronized Answer<String> entered() throws IOException {
    return signed("/v1/sessions", Purpose.ENTER, Session.class)
        .then(
            opened -> {
              session = Optional.of(Customers.BEARER + opened.token());
              return Answer.done(Customers.BEARER + opened.token());
            });
  }

  private static boolean isRefused(Answer<?> answer, int code) {
    return answer instanceof Answer.Refused<?>(var refusal) && refusal.code() == code;
  }

  private <O extends Record> Answer<O> signed(String path, Purpose purpose, Class<O> output)
      throws IOException {
    return challenged(
        purpose,
        (challenge, signature) ->
            api.ask(
                Method.POST,
                path,
                Optional.empty(),
                new Signed(key().bytes().toHex(), challenge, signature),
                output));
  }

  /** What is asked with a challenge and the signature on it. */
  private interface Challenged<O extends Record> {
    Answer<O> ask(String challenge, String signature) throws IOException;
  }

  private <O extends Record> Answer<O> challenged(Purpose purpose, Challenged<O> question)
      throws IOException {
    return api.ask(Method.GET, "/v1/challenge", Optional.empty(), Nothing.NOTHING, Challenge.class)
        .then(
            given -> {
              ByteString challenge = Hex.bytes(given.challenge()).orElse(ByteString.EMPTY);
              String signature = key.sign(Challenges.toSign(provider, purpose, challenge)).toHex();
              return question.ask(given.challenge(), signature);
            });
  }

  @Override
  public void close() {
    api.close();
  }
}
