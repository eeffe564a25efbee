package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Refusal;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.Refusals;

/**
 * A pseudonym agent that is a process, for owners who come for their letters. Spec:
 * docs/spec/58-issuer-service.md 10.7.
 */
public final class DistantLetters implements AutoCloseable {
  private final ApiClient agent;

  /** The agent at this address. */
  public DistantLetters(ServiceAddress address) {
    this.agent = new ApiClient(address);
  }

  /** The letters of whoever made {@code call}. */
  public org.specie.offline.agents.Answer<List<Letter>> fetch(LetterCall call) throws IOException {
    Answer<LetterDesk.LettersShown> answer =
        agent.ask(
            Method.POST,
            LetterDesk.FETCH_PATH,
            Optional.empty(),
            new LetterDesk.FetchContent(call.encode().toHex()),
            LetterDesk.LettersShown.class);
    return switch (answer) {
      case Answer.Done<LetterDesk.LettersShown>(LetterDesk.LettersShown shown) ->
          org.specie.offline.agents.Answer.given(letters(shown.letters()));
      case Answer.Refused<LetterDesk.LettersShown>(var refusal) ->
          org.specie.offline.agents.Answer.refused(own(refusal));
    };
  }

  private static List<Letter> letters(List<String> shown) throws IOException {
    List<Letter> letters = new ArrayList<>();
    for (String each : shown) {
      try {
        letters.add(Letter.decode(Hex.bytes(each).orElse(ByteString.EMPTY)));
      } catch (MalformedInput e) {
        throw new IOException("the pseudonym agent answers with what is no letter", e);
      }
    }
    return letters;
  }

  /** Leaves a sealed document, which {@code call} answers letter {@code number} with. */
  public Verdict answer(LetterCall call, Hash32 number, ByteString document) throws IOException {
    Answer<Nothing> answer =
        agent.ask(
            Method.POST,
            LetterDesk.ANSWER_PATH,
            Optional.empty(),
            new LetterDesk.DocumentContent(call.encode().toHex(), number.toHex(), document.toHex()),
            Nothing.class);
    return switch (answer) {
      case Answer.Done<Nothing> _ -> Verdict.accepted();
      case Answer.Refused<Nothing>(var refusal) -> Verdict.refused(own(refusal));
    };
  }

  /** The agent's reason with this number; anything else is no answer. */
  private static Reason own(Refusal told) throws IOException {
    return Refusals.read(told, RegisterReason.values())
        .orElseThrow(
            () ->
                new IOException(
                    "the pseudonym agent does not answer: " + told.code() + " " + told.sentence()));
  }

  @Override
  public void close() {
    agent.close();
  }
}
