package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;

/**
 * A certifier and a factory that are asked where they run. The requests are a device's, whoever
 * carries them: what they hide from the certifier stays hidden. Spec: docs/spec/57-station.md
 * section 5.
 */
public final class IssuingAgents implements Agents {
  private final Certifier certifier;
  private final Factory factory;
  private final Supplier<Minutes> time;

  /** These two, in the time of their own clock. */
  public IssuingAgents(Certifier certifier, Factory factory, Supplier<Minutes> time) {
    this.certifier = certifier;
    this.factory = factory;
    this.time = time;
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    return said(certifier.certify(request, time.get()), Certification::encode);
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    return said(factory.make(request, time.get()), IssuingAgents::fresh);
  }

  private static ByteString fresh(Configuration made) {
    return Token.fresh(made).encode();
  }

  private static <T> AgentAnswer said(Answer<T> answer, Function<T, ByteString> encoding) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> new AgentAnswer.Given(encoding.apply(given));
      case Answer.Refused<T>(var reason) -> new AgentAnswer.Refused(reason);
    };
  }
}
