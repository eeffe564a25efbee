package org.specie.services.issuer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.services.api.Access;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;

/**
 * Operations for whoever carries the request of a device. Spec: docs/spec/58-issuer-service.md 6.
 */
public final class DeviceOperation {
  /** A request of 644 bytes in hexadecimal digits, and what stands around it. */
  private static final int CONTENT_MAX = 2 << 10;

  private DeviceOperation() {}

  /** Answers the request of a device. */
  @FunctionalInterface
  public interface Desk {
    Answer<ByteString> answer(ByteString request) throws IOException;
  }

  /** An operation that takes a device's request and gives the agent's answer. */
  public static Operation<RequestContent, AnswerContent> of(
      String path, String name, String summary, List<Refusal> refusals, Desk desk) {
    return new Operation<>(
        Method.POST,
        path,
        name,
        summary,
        Access.ANYBODY,
        RequestContent.class,
        AnswerContent.class,
        refusals,
        CONTENT_MAX,
        call -> {
          Optional<ByteString> request = Hex.bytes(call.input().request());
          return request.isEmpty()
              ? org.specie.services.api.Answer.refused(Refusals.of(AgentReason.MALFORMED))
              : Refusals.answer(
                  desk.answer(request.get()), given -> new AnswerContent(given.toHex()));
        });
  }
}
