package org.specie.services.issuer.line;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.services.api.Access;
import org.specie.services.api.Call;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;

/**
 * The callers a role knows, at the role's end of their lines. Spec: docs/spec/58-issuer-service.md
 * section 4.
 */
public final class Callers {
  /** How far a call's time may be from the role's. */
  public static final long WINDOW_SECONDS = 300;

  private final Ed25519SecretKey own;
  private final Map<Ed25519PublicKey, Seat> seats;
  private final Clock clock;

  /**
   * @param own the key of the role's lines
   * @param seats who may call
   * @param clock the role's own
   */
  public Callers(Ed25519SecretKey own, Map<Ed25519PublicKey, Seat> seats, Clock clock) {
    this.own = own;
    this.seats = Map.copyOf(seats);
    this.clock = clock;
  }

  /** Answers callers that may ask. */
  @FunctionalInterface
  public interface Desk {
    /**
     * What {@code caller} is answered; fails with {@code MalformedInput} on what it cannot read.
     */
    Answer<ByteString> answer(Seat caller, ByteString content) throws IOException, MalformedInput;
  }

  /** The public key of the role's lines. */
  public Ed25519PublicKey publicKey() {
    return own.publicKey();
  }

  /** An operation for callers of {@code office} alone. */
  public Operation<SignedCall, SignedAnswer> operation(
      LineOperation operation,
      String summary,
      Seat.Office office,
      List<? extends Refusal> refusals,
      Desk desk) {
    return new Operation<>(
        Method.POST,
        operation.path(),
        operation.name(),
        summary,
        Access.ANYBODY,
        SignedCall.class,
        SignedAnswer.class,
        Stream.concat(
                Stream.of(
                    IssuerReason.CALLER_UNKNOWN,
                    IssuerReason.CALL_NOT_SIGNED,
                    IssuerReason.CALL_MALFORMED,
                    IssuerReason.CALL_NOT_NOW),
                refusals.stream())
            .toList(),
        LineOperation.CONTENT_MAX,
        (Call<SignedCall> call) -> answer(operation.name(), office, desk, call.input()));
  }

  private org.specie.services.api.Answer<SignedAnswer> answer(
      String operation, Seat.Office office, Desk desk, SignedCall call) throws IOException {
    Optional<Ed25519PublicKey> caller = key(call.caller());
    Optional<Seat> seat =
        caller
            .flatMap(key -> Optional.ofNullable(seats.get(key)))
            .filter(each -> each.office() == office);
    if (caller.isEmpty() || seat.isEmpty()) {
      return org.specie.services.api.Answer.refused(IssuerReason.CALLER_UNKNOWN);
    }
    Optional<ByteString> content = Hex.bytes(call.content());
    Optional<ByteString> signature = Hex.bytes(call.signature(), Ed25519PublicKey.SIGNATURE_SIZE);
    if (content.isEmpty() || signature.isEmpty() || call.time() < 0) {
      return org.specie.services.api.Answer.refused(IssuerReason.CALL_MALFORMED);
    }
    ByteString signed = LineText.call(own.publicKey(), operation, call.time(), content.get());
    if (!caller.get().verify(signed, signature.get())) {
      return org.specie.services.api.Answer.refused(IssuerReason.CALL_NOT_SIGNED);
    }
    if (!isOfNow(call.time())) {
      return org.specie.services.api.Answer.refused(IssuerReason.CALL_NOT_NOW);
    }
    try {
      return Refusals.answer(
          desk.answer(seat.get(), content.get()),
          given ->
              new SignedAnswer(
                  given.toHex(), own.sign(LineText.answer(signed, caller.get(), given)).toHex()));
    } catch (MalformedInput _) {
      return org.specie.services.api.Answer.refused(IssuerReason.CALL_MALFORMED);
    }
  }

  /** Whoever recorded a call has it answered no longer than this. Both are not negative. */
  private boolean isOfNow(long time) {
    return Math.abs(clock.epochSeconds() - time) <= WINDOW_SECONDS;
  }

  private static Optional<Ed25519PublicKey> key(String digits) {
    return Hex.bytes(digits, Ed25519PublicKey.SIZE)
        .flatMap(
            bytes -> {
              try {
                return Optional.of(Ed25519PublicKey.decode(bytes));
              } catch (MalformedInput _) {
                return Optional.empty();
              }
            });
  }
}
