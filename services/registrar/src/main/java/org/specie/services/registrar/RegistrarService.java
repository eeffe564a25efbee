package org.specie.services.registrar;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Call;
import org.specie.services.api.Caller;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Listener;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Operations;
import org.specie.services.api.Refusal;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.registrar.Registrar.Given;
import org.specie.services.registrar.Registrar.Signed;
import org.specie.services.registrar.Registrar.Standing;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Mark;
import org.specie.services.registrar.evidence.Registration;

/** A {@link Registrar} that answers over HTTP. Source: docs/spec/43-registrar.md, section 2. */
public final class RegistrarService implements AutoCloseable {
  /** Providers ask from few addresses, for many people. */
  public static final ServerLimits LIMITS =
      new ServerLimits(500, 128, 64, 200, 1_000, ServerLimits.SILENCE);

  /** The largest registration, in bytes of JSON. */
  public static final int CONTENT_MAX = 4 << 10;

  private static final String VERSION = "1";
  private static final String PATH = "/v1/registrar";
  private static final String TAG_SHARES = "/v1/tag-shares";
  private static final String REGISTRATIONS = "/v1/registrations";
  private static final int SPEND_KEY_SIZE = 48;
  private static final int CLASS_MAX = 255;
  private static final int CONFLICT = 409;

  /** Why {@code share} is refused, for whatever reason of section 3 it is. */
  private static final List<Refusal> EXAMINED =
      List.of(
          RegistrarRefusal.CONTENT_MALFORMED,
          RegistrarRefusal.PROVIDER_UNKNOWN,
          RegistrarRefusal.ISSUER_UNKNOWN,
          RegistrarRefusal.EVIDENCE_WRONG,
          RegistrarRefusal.LEDGER_UNSEEN,
          RegistrarRefusal.NOT_A_REGISTRAR,
          Refusal.Explanation.of(RegistrarReason.KEY_INVALID, 400),
          Refusal.Explanation.of(PrivateReason.NOT_CURRENT, CONFLICT),
          Refusal.Explanation.of(PrivateReason.UNKNOWN_CLASS, CONFLICT));

  /** Why {@code register} is refused. */
  private static final List<Refusal> REFUSALS =
      Stream.concat(
              EXAMINED.stream(),
              Stream.of(
                  RegistrarRefusal.TAG_UNPROVEN,
                  Refusal.Explanation.of(RegistrarReason.REGISTERED_BEFORE, CONFLICT)))
          .toList();

  /** A provider's mark as it is sent. */
  public record Brought(
      @Described("The provider that brings the registration.") String provider,
      @Described(
              value = "Its signatures, by each key it uses, 64 bytes in hexadecimal.",
              max = Mark.SIGNATURES_MAX)
          List<BySignature> signatures) {

    private static Brought of(Mark mark) {
      return new Brought(
          mark.provider(),
          mark.signatures().stream().map(each -> new BySignature(each.toHex())).toList());
    }

    private Optional<Mark> read() {
      List<ByteString> read =
          signatures.stream()
              .flatMap(
                  each -> Hex.bytes(each.signature(), Ed25519PublicKey.SIGNATURE_SIZE).stream())
              .toList();
      return read.size() == signatures.size()
          ? Optional.of(new Mark(provider, read))
          : Optional.empty();
    }
  }

  /** One of a provider's signatures. */
  public record BySignature(@Described("64 bytes in hexadecimal.") String signature) {}

  /** A registration as it is sent. */
  public record Application(
      @Described("The identity provider.") String issuer,
      @Described("The person's pseudonym, 32 bytes in hexadecimal.") String pseudonym,
      @Described("The key for which the evidence was made out, 32 bytes in hexadecimal.")
          String holder,
      @Described("The kind of wallet the evidence is for.") int kind,
      @Described("The last second in which the evidence is good.") long expires,
      @Described("The identity provider's signature, 64 bytes in hexadecimal.") String signature,
      @Described("The wallet's public spend key, 48 bytes in hexadecimal.") String spendkey,
      @Described("The last height at which the enrolment may be applied.") long height,
      @Described("The holder's signature on all of it, 64 bytes in hexadecimal.") String consent,
      @Described("Which provider brings it, where registrars want to know.")
          Optional<Brought> mark) {

    /** How {@code asked} is sent. */
    public static Application of(Registration asked) {
      Evidence evidence = asked.evidence();
      return new Application(
          evidence.issuer(),
          evidence.pseudonym().toHex(),
          evidence.holder().bytes().toHex(),
          evidence.classId(),
          evidence.expires(),
          asked.signature().toHex(),
          asked.publicSpendKey().toHex(),
          asked.validUntil(),
          asked.consent().toHex(),
          asked.mark().map(Brought::of));
    }

    private Optional<Registration> read() {
      Optional<ByteString> pseudonymRead = Hex.bytes(pseudonym, Hash32.SIZE);
      Optional<Ed25519PublicKey> holderRead =
          Hex.bytes(holder, Ed25519PublicKey.SIZE).flatMap(RegistrarService::key);
      Optional<ByteString> signatureRead = Hex.bytes(signature, Ed25519PublicKey.SIGNATURE_SIZE);
      Optional<ByteString> spendKeyRead = Hex.bytes(spendkey, SPEND_KEY_SIZE);
      Optional<ByteString> consentRead = Hex.bytes(consent, Ed25519PublicKey.SIGNATURE_SIZE);
      Optional<Mark> markRead = mark.flatMap(Brought::read);
      boolean isInForm =
          pseudonymRead.isPresent()
              && holderRead.isPresent()
              && signatureRead.isPresent()
              && spendKeyRead.isPresent()
              && consentRead.isPresent()
              && markRead.isPresent() == mark.isPresent()
              && 0 <= kind
              && kind <= CLASS_MAX
              && 0 <= expires
              && 0 <= height;
      return isInForm
          ? Optional.of(
              new Registration(
                  new Evidence(
                      issuer, new Hash32(pseudonymRead.get()), holderRead.get(), kind, expires),
                  signatureRead.get(),
                  spendKeyRead.get(),
                  height,
                  consentRead.get(),
                  markRead))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return "Application[redacted]";
    }
  }

  /** A registrar's part of the proof of a tag. */
  public record Share(
      @Described("Whose share of the key behind tags it is, from 0.") int place,
      @Described("The share's point, 48 bytes in hexadecimal.") String point) {}

  /** A registration with the proof of the person's tag. */
  public record Proven(
      @Described("What is to be signed.") Application registration,
      @Described("What enough shares make together, 48 bytes in hexadecimal.") String proof) {
    @Override
    public String toString() {
      return "Proven[redacted]";
    }
  }

  /** What a registrar signed. */
  public record Approved(
      @Described("What registrars call the person, 32 bytes in hexadecimal.") String uniqueness,
      @Described("The signature on the enrolment statement, 64 bytes in hexadecimal.")
          String signature) {}

  /** A registrar and how it is. */
  public record About(
      @Described("By which people know it.") String name,
      @Described("By which the policy names it, 32 bytes in hexadecimal.") String key,
      @Described("The last block it sees; 0 if it does not see the ledger.") long height,
      @Described("Whether the policy in force names it.") boolean named,
      @Described("How many people are in its book.") long entries) {}

  private final Registrar registrar;
  private final ApiServer server;

  private RegistrarService(Registrar registrar, ApiServer server) {
    this.registrar = registrar;
    this.server = server;
  }

  private static Optional<Ed25519PublicKey> key(ByteString bytes) {
    try {
      return Optional.of(Ed25519PublicKey.decode(bytes));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /**
   * Starts to answer for {@code registrar}, which is closed with it.
   *
   * @param name by which people know it
   */
  public static RegistrarService start(
      String name, Registrar registrar, Listener listener, ServerLimits limits) throws IOException {
    return new RegistrarService(
        registrar,
        ApiServer.start(
            new Operations(
                name,
                VERSION,
                List.of(about(name, registrar), share(registrar), register(registrar))),
            // No operation here is for customers: a registration shows by itself whose it is.
            (_, _) -> Answer.done(new Caller.Anybody()),
            Relay.none(),
            limits,
            listener));
  }

  private static Operation<Nothing, About> about(String name, Registrar registrar) {
    return new Operation<>(
        Method.GET,
        PATH,
        "registrar",
        "Says which registrar answers here, and how it is.",
        Access.ANYBODY,
        Nothing.class,
        About.class,
        List.of(),
        Operation.CONTENT_MAX,
        _ -> {
          Standing standing = registrar.standing();
          return Answer.done(
              new About(
                  name,
                  standing.key().bytes().toHex(),
                  standing.height(),
                  standing.named(),
                  standing.entries()));
        });
  }

  private static Operation<Application, Share> share(Registrar registrar) {
    return new Operation<>(
        Method.POST,
        TAG_SHARES,
        "share",
        "Gives a part of the proof of what registrars call a person.",
        Access.ANYBODY,
        Application.class,
        Share.class,
        EXAMINED,
        CONTENT_MAX,
        call -> give(registrar, call));
  }

  private static Operation<Proven, Approved> register(Registrar registrar) {
    return new Operation<>(
        Method.POST,
        REGISTRATIONS,
        "register",
        "Signs for a person who is new, or is known with the same wallet.",
        Access.ANYBODY,
        Proven.class,
        Approved.class,
        REFUSALS,
        CONTENT_MAX,
        call -> answer(registrar, call));
  }

  private static Answer<Share> give(Registrar registrar, Call<Application> call)
      throws IOException {
    Optional<Registration> asked = call.input().read();
    return asked.isEmpty()
        ? Answer.refused(RegistrarRefusal.CONTENT_MALFORMED)
        : registrar
            .give(asked.get())
            .then(given -> Answer.done(new Share(given.place(), given.point().toHex())));
  }

  private static Answer<Approved> answer(Registrar registrar, Call<Proven> call)
      throws IOException {
    Optional<Registration> asked = call.input().registration().read();
    Optional<ByteString> proof = Hex.bytes(call.input().proof(), TagKey.POINT_SIZE);
    return asked.isEmpty() || proof.isEmpty()
        ? Answer.refused(RegistrarRefusal.CONTENT_MALFORMED)
        : registrar
            .register(asked.get(), proof.get())
            .then(
                signed ->
                    Answer.done(new Approved(signed.tag().toHex(), signed.signature().toHex())));
  }

  /** Who answers over {@code api}, and how it is. */
  public static Answer<About> about(ApiClient api) throws IOException {
    return api.ask(Method.GET, PATH, Optional.empty(), Nothing.NOTHING, About.class);
  }

  /**
   * Asks the registrar over {@code api} for its part of the proof of a tag, which is not verified
   * here. A refusal is told in words of this side: of what the registrar says only the number
   * counts.
   *
   * @throws IOException if it cannot be reached, or answers what no registrar has to say
   */
  public static Answer<Given> share(ApiClient api, Registration asked) throws IOException {
    return switch (api.ask(
        Method.POST, TAG_SHARES, Optional.empty(), Application.of(asked), Share.class)) {
      case Answer.Done<Share>(Share share) -> Answer.done(read(share));
      case Answer.Refused<Share>(Refusal told) -> Answer.refused(known(told.code(), EXAMINED));
    };
  }

  private static Given read(Share share) throws IOException {
    Optional<ByteString> point = Hex.bytes(share.point(), TagKey.POINT_SIZE);
    if (point.isEmpty()) {
      throw new IOException("a registrar answers with no share");
    }
    return new Given(share.place(), point.get());
  }

  /**
   * Asks the registrar over {@code api} for its signature, as {@link #share} does.
   *
   * @param proof of the person's tag
   */
  public static Answer<Signed> register(ApiClient api, Registration asked, ByteString proof)
      throws IOException {
    return switch (api.ask(
        Method.POST,
        REGISTRATIONS,
        Optional.empty(),
        new Proven(Application.of(asked), proof.toHex()),
        Approved.class)) {
      case Answer.Done<Approved>(Approved approved) -> Answer.done(read(approved));
      case Answer.Refused<Approved>(Refusal told) -> Answer.refused(known(told.code(), REFUSALS));
    };
  }

  private static Signed read(Approved approved) throws IOException {
    Optional<ByteString> tag = Hex.bytes(approved.uniqueness(), Hash32.SIZE);
    Optional<ByteString> signature =
        Hex.bytes(approved.signature(), Ed25519PublicKey.SIGNATURE_SIZE);
    if (tag.isEmpty() || signature.isEmpty()) {
      throw new IOException("a registrar answers with no signature");
    }
    return new Signed(new Hash32(tag.get()), signature.get());
  }

  private static Refusal known(int code, List<Refusal> refusals) throws IOException {
    return refusals.stream()
        .filter(each -> each.code() == code)
        .findFirst()
        .orElseThrow(() -> new IOException("a registrar refuses with no reason of its own"));
  }

  /** The port of the API. */
  public int port() {
    return server.port();
  }

  /** Stops answering, then closes the registrar's book. */
  @Override
  public void close() throws IOException {
    server.close();
    registrar.close();
  }
}
