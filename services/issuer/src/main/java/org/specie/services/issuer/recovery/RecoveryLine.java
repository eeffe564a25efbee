package org.specie.services.issuer.recovery;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.line.Line;

/** A recovery agent at the other end of a line, for a station that has an ended card. */
public final class RecoveryLine {
  private final Line line;

  /** The agent that {@code line} leads to. */
  public RecoveryLine(Line line) {
    this.line = line;
  }

  /** Has the device credited that sealed {@code request}. */
  public Answer<Recovered> recover(ByteString request) throws IOException {
    return switch (line.ask(RecoveryRole.RECOVER, request)) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) ->
          Answer.given(read(given));
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) -> {
        AgentReason reason =
            Refusals.read(refusal)
                .orElseThrow(
                    () ->
                        new IOException(
                            "the recovery agent does not answer: "
                                + refusal.code()
                                + " "
                                + refusal.sentence()));
        yield Answer.refused(reason);
      }
    };
  }

  private static Recovered read(ByteString given) throws IOException {
    try {
      return Recovered.decode(given);
    } catch (MalformedInput e) {
      throw new IOException("the recovery agent answers with what is no recovery", e);
    }
  }
}
