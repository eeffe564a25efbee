package org.specie.services.issuer.factory;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.services.api.Answer;
import org.specie.services.issuer.line.Line;

/** A factory at the other end of a line, for the register of pseudonyms. */
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
}
