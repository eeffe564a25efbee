package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.factory.PolicyBook;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.token.value.TokenId;
import org.specie.services.api.Answer;
import org.specie.services.issuer.line.Line;

/**
 * A factory at the other end of a line, for the register of pseudonyms, for inspection and for
 * operators of policy.
 */
public final class FactoryLine {
  private final Line line;

  /** The factory that {@code line} leads to. */
  public FactoryLine(Line line) {
    this.line = line;
  }

  /** Enters an owner. */
  public Verdict enter(OwnerEntry owner) throws IOException {
    return switch (line.ask(FactoryRole.ENTER, owner.encode())) {
      case Answer.Done<ByteString> _ -> Verdict.accepted();
      case Answer.Refused<ByteString>(var refusal) -> Verdict.refused(refusal);
    };
  }

  /** The digest of the token that was made with this id. */
  public Optional<Hash32> made(TokenId id) throws IOException {
    return switch (line.ask(FactoryRole.MADE, id.bytes())) {
      case Answer.Done<ByteString>(ByteString given) when given.equals(ByteString.EMPTY) ->
          Optional.empty();
      case Answer.Done<ByteString>(ByteString given) when given.size() == Hash32.SIZE ->
          Optional.of(new Hash32(given));
      case Answer.Done<ByteString> _ -> throw new IOException("the factory answers with no digest");
      case Answer.Refused<ByteString>(var refusal) ->
          throw new IOException("the factory does not answer: " + refusal.code());
    };
  }

  /** Sets the policy for one kind of owners. */
  public Verdict set(PolicyBook.Kind kind, TokenPolicy policy) throws IOException {
    ByteString content = new Encoder().u8(kind.code()).fixed(policy.encode()).toByteString();
    return switch (line.ask(PolicyDesk.SET, content)) {
      case Answer.Done<ByteString> _ -> Verdict.accepted();
      case Answer.Refused<ByteString>(var refusal) -> Verdict.refused(refusal);
    };
  }

  /** The policy in force for one kind of owners. */
  public TokenPolicy policy(PolicyBook.Kind kind) throws IOException {
    ByteString content = new Encoder().u8(kind.code()).toByteString();
    return switch (line.ask(PolicyDesk.CURRENT, content)) {
      case Answer.Done<ByteString>(ByteString given) -> read(given);
      case Answer.Refused<ByteString>(var refusal) ->
          throw new IOException(
              "the factory does not answer: " + refusal.code() + " " + refusal.sentence());
    };
  }

  private static TokenPolicy read(ByteString given) throws IOException {
    try {
      Decoder in = new Decoder(given);
      TokenPolicy policy = TokenPolicy.decode(in);
      in.end();
      return policy;
    } catch (MalformedInput e) {
      throw new IOException("the factory answers with what is no policy", e);
    }
  }
}
