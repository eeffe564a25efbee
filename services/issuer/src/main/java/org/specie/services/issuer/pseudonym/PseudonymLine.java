package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.Letters;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.LineOperation;

/**
 * A pseudonym agent at the other end of a line, for a station, for an authority or for whoever
 * identified people; each is answered what is for its seat. Spec: docs/spec/58-issuer-service.md
 * section 10.
 */
public final class PseudonymLine {
  private final Line line;

  /** The agent that {@code line} leads to. */
  public PseudonymLine(Line line) {
    this.line = line;
  }

  /** The owner id for the device that {@code consent} names. */
  public Answer<OwnerId> identify(ByteString consent) throws IOException {
    return owner(PseudonymRole.IDENTIFY, consent);
  }

  /** An owner id for somebody who stays anonymous, one for each request. */
  public Answer<OwnerId> anonymous(ByteString request) throws IOException {
    return owner(PseudonymRole.ANONYMOUS, request);
  }

  /** Has the factory know an owner id that the agent gave; it never gave one with a slip in it. */
  public Answer<OwnerId> again(OwnerId owner) throws IOException {
    Answer<OwnerId> answer = owner(PseudonymRole.AGAIN, owner.bytes());
    if (answer instanceof Answer.Given<OwnerId>(OwnerId given) && !given.equals(owner)) {
      throw new IOException("the pseudonym agent answers with another owner id");
    }
    return answer;
  }

  private Answer<OwnerId> owner(LineOperation operation, ByteString content) throws IOException {
    return switch (line.ask(operation, content)) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given)
          when given.size() == ArtLayout.ID_SIZE ->
          Answer.given(new OwnerId(given));
      case org.specie.services.api.Answer.Done<ByteString> _ ->
          throw new IOException("the pseudonym agent answers with no owner id");
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(reason(refusal));
    };
  }

  /** The reason of the agent with this number; anything else is no answer. */
  private static Reason reason(Reason told) throws IOException {
    Optional<Reason> own =
        Refusals.read(told, RegisterReason.values())
            .<Reason>map(each -> each)
            .or(() -> Refusals.read(told, IssuerReason.values()));
    return own.orElseThrow(
        () ->
            new IOException(
                "the pseudonym agent does not answer: " + told.code() + " " + told.sentence()));
  }

  /** What was sealed of an owner; nothing of somebody anonymous or unknown. */
  public Optional<RegisterEntry> entry(OwnerId owner) throws IOException {
    return switch (line.ask(PseudonymRole.ENTRY, owner.bytes())) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given)
          when given.equals(ByteString.EMPTY) ->
          Optional.empty();
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) ->
          Optional.of(read(given, owner));
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          throw new IOException(
              "the pseudonym agent gives no entry: " + refusal.code() + " " + refusal.sentence());
    };
  }

  private static RegisterEntry read(ByteString given, OwnerId owner) throws IOException {
    try {
      RegisterEntry entry = RegisterEntry.decode(given);
      if (entry.owner().equals(owner)) {
        return entry;
      }
    } catch (MalformedInput e) {
      throw new IOException("the pseudonym agent answers with what is no entry", e);
    }
    throw new IOException("the pseudonym agent answers with the entry of another owner");
  }

  /** What became of a letter, with the sealed document if it was answered. */
  public record LetterFate(Letters.State state, Optional<ByteString> document) {}

  /** Leaves a letter for the owner whom its report is about; its number. */
  public Answer<Hash32> leave(Letter letter) throws IOException {
    return switch (line.ask(LetterDesk.LEAVE, letter.encode())) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given)
          when given.equals(letter.number().bytes()) ->
          Answer.given(letter.number());
      case org.specie.services.api.Answer.Done<ByteString> _ ->
          throw new IOException("the pseudonym agent answers with the number of another letter");
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(reason(refusal));
    };
  }

  /** How far a letter is. */
  public Answer<LetterFate> fate(Hash32 number) throws IOException {
    return switch (line.ask(LetterDesk.STATE, number.bytes())) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) ->
          Answer.given(fate(given));
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(reason(refusal));
    };
  }

  private static LetterFate fate(ByteString given) throws IOException {
    try {
      Decoder in = new Decoder(given);
      Letters.State state = Letters.State.of(in.u8());
      ByteString document = in.fixed(in.remaining());
      if ((state == Letters.State.ANSWERED) == document.isEmpty()) {
        throw new MalformedInput("a letter that was answered has a document");
      }
      return new LetterFate(state, Optional.of(document).filter(each -> !each.isEmpty()));
    } catch (MalformedInput e) {
      throw new IOException("the pseudonym agent answers with no state of a letter", e);
    }
  }

  /** Enters somebody who was identified. */
  public Verdict enter(PersonEntry person) throws IOException {
    return switch (line.ask(Identities.ENTER, person.encode())) {
      case org.specie.services.api.Answer.Done<ByteString> _ -> Verdict.accepted();
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Verdict.refused(refusal);
    };
  }
}
