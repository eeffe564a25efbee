package org.specie.services.issuer.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.token.value.KeyId;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Caller;
import org.specie.services.api.Operation;
import org.specie.services.issuer.IssuerReason;

class CallersTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ByteString CONTENT = ByteString.utf8("a request of a device");
  private static final long NOW = 1_800_000_000;
  private static final LineOperation ASKED = new LineOperation("/v1/asked", "asked");

  private final Ed25519SecretKey role = Ed25519SecretKey.generate(RANDOM::nextBytes);
  private final Ed25519SecretKey agent = Ed25519SecretKey.generate(RANDOM::nextBytes);
  private final Ed25519SecretKey station = Ed25519SecretKey.generate(RANDOM::nextBytes);
  private final List<ByteString> heard = new ArrayList<>();
  private long now = NOW;
  private final Callers callers =
      new Callers(
          role,
          Map.of(
              agent.publicKey(),
              Seat.ofAgent(KeyId.of(ByteString.utf8("agent"))),
              station.publicKey(),
              Seat.ofStation()),
          () -> now);

  private final Operation<SignedCall, SignedAnswer> operation =
      callers.operation(
          ASKED,
          "Asks.",
          Seat.Office.AGENT,
          List.of(),
          (_, content) -> {
            if (content.isEmpty()) {
              throw new MalformedInput("nothing is asked");
            }
            heard.add(content);
            return org.specie.offline.agents.Answer.given(ByteString.utf8("granted"));
          });

  private static SignedCall call(
      Ed25519SecretKey caller, Ed25519SecretKey role, String operation, ByteString content) {
    return new SignedCall(
        caller.publicKey().bytes().toHex(),
        NOW,
        content.toHex(),
        caller.sign(LineText.call(role.publicKey(), operation, NOW, content)).toHex());
  }

  private Answer<SignedAnswer> ask(SignedCall call) throws IOException {
    return operation.handler().handle(new Call<>(new Caller.Anybody(), Map.of(), call));
  }

  private void assertRefused(SignedCall call, IssuerReason reason) throws IOException {
    assertThat(ask(call)).isEqualTo(Answer.refused(reason));
    assertThat(ask(call)).as("and again").isEqualTo(Answer.refused(reason));
    assertThat(heard).isEmpty();
  }

  @Test
  void answersAnAgentUnderTheKeyOfTheRole() throws IOException {
    SignedCall call = call(agent, role, "asked", CONTENT);
    ByteString given = ByteString.utf8("granted");
    ByteString signed =
        LineText.answer(
            LineText.call(role.publicKey(), "asked", NOW, CONTENT), agent.publicKey(), given);
    assertThat(ask(call))
        .isEqualTo(Answer.done(new SignedAnswer(given.toHex(), role.sign(signed).toHex())));
    assertThat(heard).containsExactly(CONTENT);
  }

  @Test
  void refusesWhoeverHasNoSeatForThis() throws IOException {
    Ed25519SecretKey stranger = Ed25519SecretKey.generate(RANDOM::nextBytes);
    assertRefused(call(stranger, role, "asked", CONTENT), IssuerReason.CALLER_UNKNOWN);
    assertRefused(call(station, role, "asked", CONTENT), IssuerReason.CALLER_UNKNOWN);
    SignedCall good = call(agent, role, "asked", CONTENT);
    for (String caller : List.of("", "00", good.caller().replace('a', 'A') + "g")) {
      assertRefused(
          new SignedCall(caller, NOW, good.content(), good.signature()),
          IssuerReason.CALLER_UNKNOWN);
    }
  }

  @Test
  void refusesACallForAnotherRoleOrOperation() throws IOException {
    Ed25519SecretKey other = Ed25519SecretKey.generate(RANDOM::nextBytes);
    assertRefused(call(agent, other, "asked", CONTENT), IssuerReason.CALL_NOT_SIGNED);
    assertRefused(call(agent, role, "askedElse", CONTENT), IssuerReason.CALL_NOT_SIGNED);
  }

  /** Somebody recorded it, and sends it again when the one who made it is long gone. */
  @Test
  void answersARecordedCallForItsMinutesAlone() throws IOException {
    SignedCall recorded = call(agent, role, "asked", CONTENT);
    for (long late : List.of(-Callers.WINDOW_SECONDS - 1, Callers.WINDOW_SECONDS + 1, 86_400L)) {
      now = NOW + late;
      assertRefused(recorded, IssuerReason.CALL_NOT_NOW);
      assertRefused(
          new SignedCall(recorded.caller(), now, recorded.content(), recorded.signature()),
          IssuerReason.CALL_NOT_SIGNED);
    }
    for (long time : List.of(-1L, Long.MIN_VALUE)) {
      assertRefused(
          new SignedCall(recorded.caller(), time, recorded.content(), recorded.signature()),
          IssuerReason.CALL_MALFORMED);
    }
    for (long near : List.of(-Callers.WINDOW_SECONDS, 0L, Callers.WINDOW_SECONDS)) {
      now = NOW + near;
      assertThat(ask(recorded)).isInstanceOf(Answer.Done.class);
    }
    assertThat(heard).containsExactly(CONTENT, CONTENT, CONTENT);
  }

  @Test
  void refusesACallWithOneTamperedByte() throws IOException {
    SignedCall good = call(agent, role, "asked", CONTENT);
    for (int at = 0; at < CONTENT.size(); at++) {
      assertRefused(
          new SignedCall(good.caller(), NOW, tampered(good.content(), at), good.signature()),
          IssuerReason.CALL_NOT_SIGNED);
    }
    for (int at = 0; at < 64; at++) {
      assertRefused(
          new SignedCall(good.caller(), NOW, good.content(), tampered(good.signature(), at)),
          IssuerReason.CALL_NOT_SIGNED);
    }
    assertRefused(
        new SignedCall(station.publicKey().bytes().toHex(), NOW, good.content(), good.signature()),
        IssuerReason.CALLER_UNKNOWN);
  }

  private static String tampered(String digits, int at) {
    byte[] bytes = ByteString.hex(digits).toByteArray();
    bytes[at] ^= 1;
    return ByteString.copyOf(bytes).toHex();
  }

  @Test
  void refusesWhatIsNoCall() throws IOException {
    SignedCall good = call(agent, role, "asked", CONTENT);
    for (String content : List.of("0", "zz", "AB")) {
      assertRefused(
          new SignedCall(good.caller(), NOW, content, good.signature()),
          IssuerReason.CALL_MALFORMED);
    }
    for (String signature : List.of("", "00", good.signature() + "00")) {
      assertRefused(
          new SignedCall(good.caller(), NOW, good.content(), signature),
          IssuerReason.CALL_MALFORMED);
    }
    assertRefused(call(agent, role, "asked", ByteString.EMPTY), IssuerReason.CALL_MALFORMED);
  }
}
