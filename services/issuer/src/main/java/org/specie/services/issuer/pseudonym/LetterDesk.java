package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.pseudonym.Letters;
import org.specie.offline.agents.pseudonym.Lookup;
import org.specie.offline.agents.pseudonym.SealedDocument;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Access;
import org.specie.services.api.Described;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * Letters from those who follow up money laundering to owners whom they do not know, at a pseudonym
 * agent. Spec: docs/spec/58-issuer-service.md 10.7.
 */
final class LetterDesk {
  static final LineOperation LEAVE = new LineOperation("/v1/letters", "leaveLetter");
  static final LineOperation STATE = new LineOperation("/v1/letter-states", "letterState");
  static final String FETCH_PATH = "/v1/fetched";
  static final String ANSWER_PATH = "/v1/answered";

  /** A sealed document in digits, and a call. */
  private static final int ANSWER_MAX = 48 << 10;

  private final Kept<PseudonymRole.Open> agent;
  private final IdentityRegister people;
  private final RoleTime time;

  /** A call for letters. */
  record FetchContent(
      @Described(value = "the owner's call, as page 56 writes it", max = 512) String call) {}

  /** Letters that lie for an owner. */
  record LettersShown(
      @Described(value = "each letter, as page 56 writes it", max = 2048) List<String> letters) {}

  /** An owner's answer to a letter. */
  record DocumentContent(
      @Described(value = "the owner's call, as page 56 writes it", max = 512) String call,
      @Described(value = "number of the letter", max = 64) String letter,
      @Described(value = "the sealed document", max = 2 * SealedDocument.SIZE_MAX)
          String document) {}

  LetterDesk(Kept<PseudonymRole.Open> agent, IdentityRegister people, RoleTime time) {
    this.agent = agent;
    this.people = people;
    this.time = time;
  }

  List<Operation<?, ?>> operations(Callers callers) {
    return List.of(
        callers.operation(
            LEAVE,
            "Leaves a letter for the owner whom a report of inspection is about.",
            Seat.Office.COMPLIANCE,
            Refusals.all(
                RegisterReason.MALFORMED,
                RegisterReason.REPORT_FALSE,
                RegisterReason.NOBODY_KNOWN,
                RegisterReason.LETTERS_FULL),
            (_, content) -> leave(content)),
        callers.operation(
            STATE,
            "Says whether a letter was fetched or answered, and gives the sealed document.",
            Seat.Office.COMPLIANCE,
            Refusals.all(RegisterReason.LETTER_UNKNOWN),
            (_, content) -> state(content)),
        new Operation<>(
            Method.POST,
            FETCH_PATH,
            "fetchLetters",
            "Gives an owner the letters that lie for one of their owner ids.",
            Access.ANYBODY,
            FetchContent.class,
            LettersShown.class,
            ofCalls(),
            Operation.CONTENT_MAX,
            call -> Refusals.answer(fetch(call.input()), each -> each)),
        new Operation<>(
            Method.POST,
            ANSWER_PATH,
            "answerLetter",
            "Takes an owner's answer to a letter, sealed for whoever wrote it.",
            Access.ANYBODY,
            DocumentContent.class,
            Nothing.class,
            ofCalls(RegisterReason.LETTER_UNKNOWN, RegisterReason.ANSWERED_OTHERWISE),
            ANSWER_MAX,
            call -> Refusals.answer(answer(call.input()), each -> each)));
  }

  private static List<Refusal> ofCalls(RegisterReason... more) {
    return Refusals.all(
        Stream.concat(
                Stream.of(
                    RegisterReason.MALFORMED,
                    RegisterReason.CONSENT_NOT_VALID_NOW,
                    RegisterReason.NO_CONSENT),
                Stream.of(more))
            .toArray(RegisterReason[]::new));
  }

  private Answer<ByteString> leave(ByteString content) throws IOException {
    return switch (agent.ask(each -> each.letters().orElseThrow().leave(content))) {
      case Answer.Refused<Hash32>(var reason) -> Answer.refused(reason);
      case Answer.Given<Hash32>(Hash32 number) -> Answer.given(number.bytes());
    };
  }

  private Answer<ByteString> state(ByteString content) throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    Hash32 number = in.hash();
    in.end();
    Optional<Letters.State> state = agent.ask(each -> each.letters().orElseThrow().state(number));
    if (state.isEmpty()) {
      return Answer.refused(RegisterReason.LETTER_UNKNOWN);
    }
    ByteString document =
        agent.ask(each -> each.letters().orElseThrow().document(number)).orElse(ByteString.EMPTY);
    return Answer.given(new Encoder().u8(state.get().code()).fixed(document).toByteString());
  }

  private static Optional<LetterCall> call(String digits) {
    return Hex.bytes(digits)
        .flatMap(
            bytes -> {
              try {
                Decoder in = new Decoder(bytes);
                LetterCall call = LetterCall.decode(in);
                in.end();
                return Optional.of(call);
              } catch (MalformedInput _) {
                return Optional.empty();
              }
            });
  }

  private Answer<LettersShown> fetch(FetchContent content) throws IOException {
    Optional<LetterCall> call = call(content.call()).filter(LetterCall::fetches);
    if (call.isEmpty()) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Minutes now = time.now();
    // Before the book is taken: a register that hangs holds nobody but who calls.
    Lookup caller = Lookup.in(people, call.get().claim(), now);
    return agent.ask(
        each ->
            switch (each.agent().recognise(call.get(), caller, now)) {
              case Answer.Refused<OwnerId>(var reason) -> Answer.refused(reason);
              case Answer.Given<OwnerId>(OwnerId owner) ->
                  Answer.given(
                      new LettersShown(
                          each.letters().orElseThrow().fetch(owner).stream()
                              .map(Letter::encode)
                              .map(ByteString::toHex)
                              .toList()));
            });
  }

  private Answer<Nothing> answer(DocumentContent content) throws IOException {
    Optional<ByteString> document = Hex.bytes(content.document());
    Optional<Hash32> letter = Hex.bytes(content.letter(), Hash32.SIZE).map(Hash32::new);
    Optional<LetterCall> call =
        call(content.call())
            .filter(
                each ->
                    letter.isPresent()
                        && document.isPresent()
                        && each.answers(letter.get(), document.get()));
    if (call.isEmpty()) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Minutes now = time.now();
    // Before the book is taken: a register that hangs holds nobody but who calls.
    Lookup caller = Lookup.in(people, call.get().claim(), now);
    return agent.ask(
        each ->
            switch (each.agent().recognise(call.get(), caller, now)) {
              case Answer.Refused<OwnerId>(var reason) -> Answer.refused(reason);
              case Answer.Given<OwnerId>(OwnerId owner) ->
                  switch (each.letters()
                      .orElseThrow()
                      .answer(owner, letter.orElseThrow(), document.orElseThrow())) {
                    case Verdict.Accepted _ -> Answer.given(Nothing.NOTHING);
                    case Verdict.Refused(var reason) -> Answer.refused(reason);
                  };
            });
  }
}
