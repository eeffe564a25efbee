package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Letters;
import org.specie.offline.agents.pseudonym.Lookup;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.offline.agents.pseudonym.Register;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Access;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.database.Database;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.factory.OwnerEntry;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * A pseudonym agent and its register behind their operations. Whatever owner id it answers with,
 * its factory knows. Spec: docs/spec/58-issuer-service.md section 10.
 */
public final class PseudonymRole {
  /** Where people look whom they consent to. */
  public static final String PATH = "/v1/agent";

  static final LineOperation IDENTIFY = new LineOperation("/v1/identified", "identifyOwner");
  static final LineOperation ANONYMOUS = new LineOperation("/v1/anonymous", "anonymousOwner");
  static final LineOperation AGAIN = new LineOperation("/v1/again", "enterOwnerAgain");
  static final LineOperation ENTRY = new LineOperation("/v1/entries", "sealedEntry");

  private static final String BOOK = "register";

  private final Kept<Open> register;
  private final FactoryLine factory;
  private final Identities identities;
  private final AgentShown shown;
  private final Callers callers;
  private final RoleTime time;
  private final boolean isWrittenTo;

  /**
   * The agent, over the register that it writes.
   *
   * @param letters that lie in it, if there are any
   */
  record Open(PseudonymAgent agent, Register register, Optional<Letters> letters) {}

  /** What anybody may know of the agent. */
  public record AgentShown(
      @Described(value = "the agent's public key, to which people consent", max = 64) String key,
      @Described(value = "the identity register that it asks", max = 64) String source,
      @Described(value = "the name of the authorities' key, under which it seals", max = 64)
          String authorities) {}

  /**
   * What the agent goes by.
   *
   * @param keys its secrets
   * @param authorities the key under which it seals
   * @param inspection whose reports may be written letters about; without it there are no letters
   */
  public record Setting(
      PseudonymAgent.Keys keys,
      EscrowPublicKey authorities,
      Optional<Ed25519PublicKey> inspection) {}

  private PseudonymRole(
      Kept<Open> register,
      FactoryLine factory,
      Identities identities,
      AgentShown shown,
      Callers callers,
      RoleTime time,
      boolean isWrittenTo) {
    this.register = register;
    this.factory = factory;
    this.identities = identities;
    this.shown = shown;
    this.callers = callers;
    this.time = time;
    this.isWrittenTo = isWrittenTo;
  }

  /** Opens the register's book in {@code database}. */
  public static Answer<PseudonymRole> open(
      Setting setting,
      Identities identities,
      FactoryLine factory,
      Callers callers,
      Database database,
      Witness witness,
      Clock clock,
      Entropy entropy)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new PseudonymRole(
                  new Kept<>(storage, each -> opened(setting, identities, each, entropy)),
                  factory,
                  identities,
                  new AgentShown(
                      setting.keys().publicKey().bytes().toHex(),
                      identities.register().source(),
                      setting.authorities().hash().toHex()),
                  callers,
                  new RoleTime(clock),
                  setting.inspection().isPresent()));
    };
  }

  private static Open opened(
      Setting setting, Identities identities, Storage storage, Entropy entropy) {
    Register register = new Register(storage);
    return new Open(
        new PseudonymAgent(
            setting.keys(), identities.register(), setting.authorities(), register, entropy),
        register,
        setting.inspection().map(each -> new Letters(storage, register, each)));
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    List<Operation<?, ?>> all = new ArrayList<>();
    all.add(
        new Operation<>(
            Method.GET,
            PATH,
            "agent",
            "Says to whom people consent, and under whose key it seals who they are.",
            Access.ANYBODY,
            Nothing.class,
            AgentShown.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ -> org.specie.services.api.Answer.done(shown)));
    all.add(
        callers.operation(
            IDENTIFY,
            "Gives the owner id for the device that a person's consent names, after the factory has it.",
            Seat.Office.STATION,
            refusals(
                RegisterReason.MALFORMED,
                RegisterReason.CONSENT_NOT_VALID_NOW,
                RegisterReason.REFERENCE_UNKNOWN,
                RegisterReason.NO_CONSENT,
                IssuerReason.OWNER_ENTERED_OTHERWISE),
            (_, consent) -> identify(consent)));
    all.add(
        callers.operation(
            ANONYMOUS,
            "Gives a fresh owner id to somebody who stays anonymous, after the factory has it.",
            Seat.Office.STATION,
            refusals(RegisterReason.MALFORMED, IssuerReason.OWNER_ENTERED_OTHERWISE),
            (_, request) -> told(each -> each.agent().anonymous(request))));
    all.add(
        callers.operation(
            AGAIN,
            "Has the factory know an owner id that was given before, should it not.",
            Seat.Office.STATION,
            refusals(IssuerReason.OWNER_NOT_GIVEN, IssuerReason.OWNER_ENTERED_OTHERWISE),
            (_, content) -> again(read(content))));
    all.add(
        callers.operation(
            ENTRY,
            "Gives the sealed entry of an owner id, if it has one.",
            Seat.Office.AUTHORITY,
            List.of(),
            this::entry));
    if (isWrittenTo) {
      all.addAll(
          new LetterDesk(register, new FewLookups(identities.register()), time)
              .operations(callers));
    }
    all.addAll(identities.operations(callers));
    return List.copyOf(all);
  }

  private static List<Refusal> refusals(Reason... reasons) {
    return Refusals.all(reasons);
  }

  /** Who it is is looked up before the book is taken: a register that hangs holds nobody else. */
  private Answer<ByteString> identify(ByteString bytes) throws IOException {
    Consent consent;
    try {
      consent = Consent.decode(bytes);
    } catch (MalformedInput _) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Minutes now = time.now();
    Lookup people = Lookup.in(identities.register(), consent.claim(), now);
    return told(each -> each.agent().identify(consent, people, now));
  }

  /** Has the agent give an owner id, and the factory enter it before anybody hears of it. */
  private Answer<ByteString> told(Kept.Use<Open, Answer<OwnerId>> use) throws IOException {
    Answer<OwnerEntry> given =
        register.ask(
            each ->
                switch (use.of(each)) {
                  case Answer.Refused<OwnerId>(var reason) -> Answer.refused(reason);
                  case Answer.Given<OwnerId>(OwnerId owner) ->
                      Answer.given(
                          new OwnerEntry(owner, each.register().find(owner).orElseThrow()));
                });
    return switch (given) {
      case Answer.Refused<OwnerEntry>(var reason) -> Answer.refused(reason);
      case Answer.Given<OwnerEntry>(OwnerEntry entry) -> entered(entry);
    };
  }

  private static OwnerId read(ByteString content) throws MalformedInput {
    Decoder in = new Decoder(content);
    OwnerId owner = OwnerId.decode(in);
    in.end();
    return owner;
  }

  /** Nothing new is told, so nobody has to consent again. */
  private Answer<ByteString> again(OwnerId owner) throws IOException {
    Optional<TokenOwner> known = register.ask(each -> each.register().find(owner));
    return known.isPresent()
        ? entered(new OwnerEntry(owner, known.get()))
        : Answer.refused(IssuerReason.OWNER_NOT_GIVEN);
  }

  private Answer<ByteString> entered(OwnerEntry entry) throws IOException {
    return switch (factory.enter(entry)) {
      case Verdict.Accepted _ -> Answer.given(entry.id().bytes());
      case Verdict.Refused(var reason) -> {
        IssuerReason own =
            Refusals.read(reason, new IssuerReason[] {IssuerReason.OWNER_ENTERED_OTHERWISE})
                .orElseThrow(
                    () ->
                        new IOException(
                            "the factory enters no owner: "
                                + reason.code()
                                + " "
                                + reason.sentence()));
        yield Answer.refused(own);
      }
    };
  }

  private Answer<ByteString> entry(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    OwnerId owner = read(content);
    Optional<RegisterEntry> entry = register.ask(each -> each.register().entry(owner));
    return Answer.given(entry.map(RegisterEntry::encode).orElse(ByteString.EMPTY));
  }
}
