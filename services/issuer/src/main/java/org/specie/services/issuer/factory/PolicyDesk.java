package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.factory.PolicyBook;
import org.specie.offline.agents.factory.PolicyBook.Kind;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.services.api.Operation;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * Where an operator of policy sets what a factory puts into tokens. Spec:
 * docs/spec/58-issuer-service.md 7.6.
 */
final class PolicyDesk {
  static final LineOperation SET = new LineOperation("/v1/policies", "setTokenPolicy");
  static final LineOperation CURRENT = new LineOperation("/v1/policy", "tokenPolicy");

  private final Kept<PolicyBook> policies;

  PolicyDesk(Kept<PolicyBook> policies) {
    this.policies = policies;
  }

  TokenPolicy.ByOwner current() throws IOException {
    return policies.ask(PolicyBook::current);
  }

  List<Operation<?, ?>> operations(Callers callers) {
    return List.of(
        callers.operation(
            SET,
            "Sets the policy for one kind of owners, from the next token on.",
            Seat.Office.POLICY,
            Refusals.all(AgentReason.POLICY_PASSED),
            (_, content) -> set(content)),
        callers.operation(
            CURRENT,
            "The policy in force for one kind of owners.",
            Seat.Office.POLICY,
            List.of(),
            (_, content) -> current(content)));
  }

  private Answer<ByteString> set(ByteString content) throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    Kind kind = Kind.of(in.u8());
    TokenPolicy policy = TokenPolicy.decode(in);
    in.end();
    return switch (policies.ask(each -> each.set(kind, policy))) {
      case Verdict.Accepted _ -> Answer.given(ByteString.EMPTY);
      case Verdict.Refused(Reason reason) -> Answer.refused(reason);
    };
  }

  private Answer<ByteString> current(ByteString content) throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    Kind kind = Kind.of(in.u8());
    in.end();
    return Answer.given(policies.ask(each -> each.current(kind)).encode());
  }
}
