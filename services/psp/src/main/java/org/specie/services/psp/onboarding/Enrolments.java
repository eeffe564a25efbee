package org.specie.services.psp.onboarding;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.entry.Customers;
import org.specie.services.registrar.RegistrarRefusal;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;

/**
 * Enrolment of customers: the provider looks at the evidence and passes it on; the registrars look
 * themselves and decide whether the person is new. Nothing of either is kept here. Source:
 * docs/spec/41-psp.md 41.11.
 */
public final class Enrolments {
  /** Who wants to be enrolled, and how that is shown. */
  public record Application(
      @Described("The identity provider.") String issuer,
      @Described("The person's pseudonym, 32 bytes in hexadecimal.") String pseudonym,
      @Described("The kind of wallet the evidence is for.") int kind,
      @Described("The last second in which the evidence is good.") long expires,
      @Described("The identity provider's signature, 64 bytes in hexadecimal.") String signature,
      @Described("The wallet's public spend key, 48 bytes in hexadecimal.") String spendkey,
      @Described("The last height at which the enrolment may be applied.") long height,
      @Described("The customer's signature on all of it, for registrars: 64 bytes in hexadecimal.")
          String consent) {}

  /** A registrar's signature. */
  public record Approval(
      @Described("Which registrar.") int registrar,
      @Described("64 bytes in hexadecimal.") String signature) {}

  /** What the enrolment transaction needs. */
  public record Approved(
      @Described("What the registrars call the person, 32 bytes in hexadecimal.") String uniqueness,
      @Described("Of as many registrars as it takes.") List<Approval> approvals) {}

  private static final int SPEND_KEY_SIZE = 48;
  private static final int KIND_MAX = 255;

  /**
   * Enrolments under way at one time: registrars that keep silent take no more of this provider.
   */
  static final int AT_ONCE = 64;

  private final Customers customers;
  private final Map<String, Ed25519PublicKey> issuers;
  private final Registry registry;
  private final Clock clock;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  public Enrolments(
      Customers customers, Map<String, Ed25519PublicKey> issuers, Registry registry, Clock clock) {
    this.customers = customers;
    this.issuers = Map.copyOf(issuers);
    this.registry = registry;
    this.clock = clock;
  }

  /** What is done. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/enrolments",
            "enrol",
            "Has the registrars enrol the customer's wallet; each person is enrolled once.",
            Access.CUSTOMER,
            Application.class,
            Approved.class,
            List.of(
                PspRefusal.CONTENT_MALFORMED,
                PspRefusal.ISSUER_UNKNOWN,
                PspRefusal.EVIDENCE_WRONG,
                RegistrarRefusal.TOO_FEW,
                RegistrarRefusal.PROVIDER_UNKNOWN),
            Operation.CONTENT_MAX,
            this::enrol));
  }

  private Answer<Approved> enrol(Call<Application> call) throws IOException {
    Application input = call.input();
    Optional<ByteString> pseudonym = Hex.bytes(input.pseudonym(), Hash32.SIZE);
    Optional<ByteString> spendKey = Hex.bytes(input.spendkey(), SPEND_KEY_SIZE);
    Optional<ByteString> signature = Hex.bytes(input.signature());
    Optional<ByteString> consent = Hex.bytes(input.consent(), Ed25519PublicKey.SIGNATURE_SIZE);
    boolean isMalformed =
        pseudonym.isEmpty()
            || spendKey.isEmpty()
            || signature.isEmpty()
            || consent.isEmpty()
            || input.kind() < 0
            || input.kind() > KIND_MAX
            || input.expires() < 0
            || input.height() < 0;
    if (isMalformed) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    Optional<Ed25519PublicKey> issuer = Optional.ofNullable(issuers.get(input.issuer()));
    if (issuer.isEmpty()) {
      return Answer.refused(PspRefusal.ISSUER_UNKNOWN);
    }
    Optional<Evidence> evidence =
        customers
            .key(call.customer())
            .map(
                holder ->
                    new Evidence(
                        input.issuer(),
                        new Hash32(pseudonym.get()),
                        holder,
                        input.kind(),
                        input.expires()))
            .filter(each -> each.expires() >= clock.epochSeconds())
            .filter(each -> issuer.get().verify(each.bytes(), signature.get()));
    return evidence.isEmpty()
        ? Answer.refused(PspRefusal.EVIDENCE_WRONG)
        : approve(
            new Registration(
                evidence.get(), signature.get(), spendKey.get(), input.height(), consent.get()));
  }

  private Answer<Approved> approve(Registration asked) throws IOException {
    if (!seats.tryAcquire()) {
      return Answer.refused(RegistrarRefusal.TOO_FEW);
    }
    try {
      return registry.approve(asked).then(Enrolments::told);
    } finally {
      seats.release();
    }
  }

  private static Answer<Approved> told(Registry.Approved approved) {
    return Answer.done(
        new Approved(
            approved.uniqueness().toHex(),
            approved.approvals().stream()
                .map(each -> new Approval(each.index(), each.signature().toHex()))
                .toList()));
  }
}
