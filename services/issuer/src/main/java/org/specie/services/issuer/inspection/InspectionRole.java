package org.specie.services.issuer.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.agents.inspection.IssuedCredentials;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.Suspicion;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Access;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Seat;

/**
 * Inspection behind its operations. Whoever brings a payment is not told what it raised. Spec:
 * docs/spec/58-issuer-service.md section 9.
 */
public final class InspectionRole {
  /** Where payments are brought. */
  public static final String PATH = "/v1/proofs";

  private static final String BOOK = "inspection";

  /** A proof of 2,048 bytes in hexadecimal digits, and what stands around it. */
  private static final int CONTENT_MAX = 5 << 10;

  private final TokenVerifier verifier;
  private final IssuedCredentials issued;
  private final Kept<Inspection> inspection;
  private final Callers callers;
  private final RoleTime time;
  private final Optional<Ed25519SecretKey> reporting;

  private InspectionRole(
      Setting setting,
      IssuedCredentials issued,
      Kept<Inspection> inspection,
      Callers callers,
      RoleTime time,
      Optional<Ed25519SecretKey> reporting) {
    this.verifier = new TokenVerifier(KnownKeys.under(setting.root()), setting.currency());
    this.issued = issued;
    this.inspection = inspection;
    this.callers = callers;
    this.time = time;
    this.reporting = reporting;
  }

  /** What inspection goes by: the root under which payments are believed. */
  public record Setting(KeyCert root, Currency currency) {}

  /**
   * Opens the book of inspection in {@code database}.
   *
   * @param reporting signs reports for those who follow up money laundering, if it makes any
   */
  public static Answer<InspectionRole> open(
      Setting setting,
      IssuedCredentials issued,
      Callers callers,
      Database database,
      Witness witness,
      Clock clock,
      Optional<Ed25519SecretKey> reporting)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new InspectionRole(
                  setting,
                  issued,
                  new Kept<>(
                      storage,
                      each -> new Inspection(setting.root(), setting.currency(), issued, each)),
                  callers,
                  new RoleTime(clock),
                  reporting));
    };
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    List<Operation<?, ?>> all = new ArrayList<>();
    reporting.ifPresent(key -> all.add(suspicions(key)));
    all.addAll(ofExaminers());
    all.addAll(ofOperators());
    return all;
  }

  private Operation<?, ?> suspicions(Ed25519SecretKey key) {
    return callers.operation(
        InspectionOperations.SUSPICIONS,
        "Reports on owner ids that meet a rule, above the one that is named, in order.",
        Seat.Office.COMPLIANCE,
        Refusals.all(AgentReason.TOO_MANY_RECEIPTS),
        (caller, content) -> suspicions(key, content));
  }

  private Answer<ByteString> suspicions(Ed25519SecretKey key, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    SplittingRule rule = SplittingRule.decode(in);
    Minutes begin = Minutes.decode(in);
    Minutes end = Minutes.decode(in);
    ByteString after = OwnerId.decode(in).bytes();
    in.end();
    return switch (inspection.ask(each -> rule.find(each, begin, end))) {
      case Answer.Refused<List<Suspicion>>(var reason) -> Answer.refused(reason);
      case Answer.Given<List<Suspicion>>(List<Suspicion> found) ->
          Answer.given(reports(found, after, key));
    };
  }

  private static ByteString reports(List<Suspicion> found, ByteString after, Ed25519SecretKey key) {
    Encoder out = new Encoder();
    found.stream()
        .filter(each -> each.owner().bytes().compareTo(after) > 0)
        .limit(InspectionOperations.SUSPICIONS_MAX)
        .forEach(each -> out.fixed(SuspicionReport.sign(each, key).encode()));
    return out.toByteString();
  }

  private List<Operation<?, ?>> ofExaminers() {
    return List.of(
        new Operation<>(
            Method.POST,
            PATH,
            "submitProof",
            "Takes a payment in, from whoever was paid; once, however often it is brought.",
            Access.ANYBODY,
            ProofContent.class,
            ProofTaken.class,
            Refusals.all(TokenReason.values()),
            CONTENT_MAX,
            call -> Refusals.answer(submit(call.input().proof()), ProofTaken::new)),
        callers.operation(
            InspectionOperations.ALARMS,
            "The alarms whose digests are above the one that is named, in order.",
            Seat.Office.EXAMINER,
            List.of(),
            this::alarms),
        callers.operation(
            InspectionOperations.KEPT,
            "The payment that an alarm names.",
            Seat.Office.EXAMINER,
            List.of(),
            this::kept));
  }

  private List<Operation<?, ?>> ofOperators() {
    return List.of(
        callers.operation(
            InspectionOperations.FLOWS,
            "What was issued, credited and turned over, and how fast it circulates.",
            Seat.Office.POLICY,
            List.of(),
            (_, content) -> flows(content)),
        callers.operation(
            InspectionOperations.ISSUED,
            "Notes that an amount was put into circulation; a name counts once.",
            Seat.Office.VOLUME,
            List.of(),
            (_, content) -> noteIssue(content)));
  }

  private Answer<ByteString> flows(ByteString content) throws IOException, MalformedInput {
    Flows.Days days = Flows.Days.decode(content);
    if (!days.areOver(time.now())) {
      throw new MalformedInput("what flows is told of days that are over");
    }
    Flows flows =
        inspection.ask(
            each ->
                new Flows(
                    each.totals().issuedMinor(),
                    each.totals().creditedMinor(),
                    each.turnoverMinor(days.begin(), days.end()),
                    each.velocityThousandths(days.begin(), days.end())));
    return Answer.given(flows.encode());
  }

  private Answer<ByteString> noteIssue(ByteString content) throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    Hash32 name = in.hash();
    Amount amount = OfflineAmount.decodePositive(in);
    in.end();
    Amount noted = inspection.ask(each -> each.issue(name, amount));
    Encoder out = new Encoder();
    OfflineAmount.encode(out, noted);
    return Answer.given(out.toByteString());
  }

  private Answer<String> submit(String digits) throws IOException {
    Optional<Proof> proof = Hex.bytes(digits).flatMap(InspectionRole::read);
    if (proof.isEmpty()) {
      return Answer.refused(TokenReason.MALFORMED);
    }
    Proof brought = proof.get();
    if (verifier.audit(brought) instanceof Verdict.Refused(var reason)) {
      return Answer.refused(reason);
    }
    // Before the book is taken: a bank's factory that hangs holds nobody but who brings this.
    Configuration token = brought.configuration();
    Optional<Hash32> made = issued.token(token.factory(), token.id());
    return switch (inspection.ask(each -> each.submit(brought, made))) {
      case Answer.Refused<List<Alarm>>(var reason) -> Answer.refused(reason);
      case Answer.Given<List<Alarm>> _ ->
          Answer.given(
              Token.fresh(brought.configuration())
                  .with(brought.payment())
                  .digest()
                  .bytes()
                  .toHex());
    };
  }

  private static Optional<Proof> read(ByteString bytes) {
    try {
      return Message.decode(bytes) instanceof Proof proof ? Optional.of(proof) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private static Hash32 digest(ByteString content) throws MalformedInput {
    Decoder in = new Decoder(content);
    Hash32 digest = in.hash();
    in.end();
    return digest;
  }

  private Answer<ByteString> alarms(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Hash32 after = digest(content);
    Encoder out = new Encoder();
    for (Alarm each :
        inspection.ask(one -> one.alarmsAfter(after, InspectionOperations.ALARMS_MAX))) {
      out.fixed(each.encode());
    }
    return Answer.given(out.toByteString());
  }

  private Answer<ByteString> kept(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Hash32 token = digest(content);
    return Answer.given(inspection.ask(each -> each.proof(token)).orElse(ByteString.EMPTY));
  }
}
