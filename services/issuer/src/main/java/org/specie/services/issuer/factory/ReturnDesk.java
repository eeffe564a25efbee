package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.factory.Returns;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.services.api.Access;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.inspection.ProofContent;
import org.specie.services.issuer.inspection.ProofTaken;

/**
 * Where owners give payments back, and how these get to inspection. Spec:
 * docs/spec/58-issuer-service.md 7.4.
 */
final class ReturnDesk {
  private static final int CONTENT_MAX = 8 << 10;

  private final Kept<Returns> returns;
  private final FactoryRole.Inspecting inspection;

  ReturnDesk(Kept<Returns> returns, FactoryRole.Inspecting inspection) {
    this.returns = returns;
    this.inspection = inspection;
  }

  Operation<?, ?> operation() {
    return new Operation<>(
        Method.POST,
        FactoryRole.RETURNED_PATH,
        "returnPayment",
        "Takes back a payment on a token that this factory made, and brings it to inspection once.",
        Access.ANYBODY,
        ProofContent.class,
        ProofTaken.class,
        Refusals.all(
            Stream.concat(Stream.of(AgentReason.TOKEN_OF_OTHERS), Stream.of(TokenReason.values()))
                .toArray(Reason[]::new)),
        CONTENT_MAX,
        call -> Refusals.answer(take(call.input().proof()), ProofTaken::new));
  }

  private Answer<String> take(String digits) throws IOException {
    Optional<Proof> proof = Hex.bytes(digits).flatMap(ReturnDesk::read);
    if (proof.isEmpty()) {
      return Answer.refused(TokenReason.MALFORMED);
    }
    return switch (returns.ask(each -> each.take(proof.get()))) {
      case Answer.Refused<Hash32>(var reason) -> Answer.refused(reason);
      case Answer.Given<Hash32>(Hash32 digest) -> Answer.given(digest.toHex());
    };
  }

  private static Optional<Proof> read(ByteString bytes) {
    try {
      return Message.decode(bytes) instanceof Proof proof ? Optional.of(proof) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /**
   * Brings what waits, each once. The book is free while inspection looks, because it asks this
   * factory meanwhile what it made.
   */
  void bring() throws IOException {
    Hash32 last = Hash32.ZERO;
    Optional<Proof> next = next(last);
    while (next.isPresent()) {
      Proof proof = next.get();
      Verdict answer = inspection.submit(proof);
      returns.ask(
          each -> {
            each.brought(proof, answer);
            return answer;
          });
      last = Returns.digest(proof);
      next = next(last);
    }
  }

  private Optional<Proof> next(Hash32 last) throws IOException {
    return returns.ask(each -> each.next(last));
  }
}
