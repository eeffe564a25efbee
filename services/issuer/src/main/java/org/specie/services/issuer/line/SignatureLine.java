package org.specie.services.issuer.line;

import java.io.IOException;
import java.util.function.Predicate;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.issuer.Refusals;

/**
 * How a station asks root and managers for signatures that cards believe: another one than asked
 * for is no answer, and a card is not told it. Spec: docs/spec/57-station.md 10.1.
 */
public final class SignatureLine {
  private SignatureLine() {}

  /**
   * The signature that is asked for, or the own reason of whoever is asked why not.
   *
   * @throws IOException if nobody answers, or with anything else
   */
  public static Answer<P256Signature> ask(
      Line line, LineOperation operation, ByteString content, Predicate<P256Signature> isRight)
      throws IOException {
    return switch (line.ask(operation, content)) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) ->
          Answer.given(verified(operation, given, isRight));
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(own(operation, refusal));
    };
  }

  private static P256Signature verified(
      LineOperation operation, ByteString given, Predicate<P256Signature> isRight)
      throws IOException {
    if (given.size() == ArtLayout.SIGNATURE_SIZE) {
      P256Signature signature = new P256Signature(given);
      if (isRight.test(signature)) {
        return signature;
      }
    }
    throw new IOException(
        operation.name() + " is answered with what the key that cards believe has not signed");
  }

  private static Reason own(LineOperation operation, Reason told) throws IOException {
    return Refusals.read(told)
        .<Reason>map(each -> each)
        .or(() -> Refusals.read(told, StationReason.values()))
        .orElseThrow(
            () ->
                new IOException(
                    operation.name() + " is not answered: " + told.code() + " " + told.sentence()));
  }
}
