package org.specie.services.issuer.authority;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.line.Line;

/** An authority at the other end of a line, for another one. */
public final class AuthorityLine {
  private final Line line;

  /** The authority that {@code line} leads to. */
  public AuthorityLine(Line line) {
    this.line = line;
  }

  /** Its share for the case in {@code asked}; whether it is right, whoever combines it looks. */
  public Answer<GivenShare> share(CaseFile asked) throws IOException {
    return switch (line.ask(AuthorityRole.SHARE, asked.encode())) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) ->
          Answer.given(read(given));
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(reason(refusal));
    };
  }

  private static GivenShare read(ByteString given) throws IOException {
    try {
      return GivenShare.decode(given);
    } catch (MalformedInput e) {
      throw new IOException("the authority answers with what is no share", e);
    }
  }

  private static Reason reason(Reason told) throws IOException {
    Optional<Reason> own =
        Refusals.read(told, RegisterReason.values())
            .<Reason>map(each -> each)
            .or(() -> Refusals.read(told, IssuerReason.values()));
    return own.orElseThrow(
        () ->
            new IOException(
                "the authority does not answer: " + told.code() + " " + told.sentence()));
  }
}
