package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.value.TokenId;
import org.specie.services.api.Answer;
import org.specie.services.issuer.line.Line;

/** A factory at the other end of a line, for the register of pseudonyms and for inspection. */
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
}
