package org.specie.offline.purse.credential;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;

/**
 * Those who give credentials, near or far. The same request has the same answer, however often it
 * is asked. Spec: docs/spec/54-agents.md 1.2.
 */
public interface Agents {
  /** What an agent says. */
  sealed interface AgentAnswer {
    /** What was asked for. */
    record Given(ByteString answer) implements AgentAnswer {}

    /** Nothing was used up. */
    record Refused(Reason reason) implements AgentAnswer {}
  }

  /** The certifier's answer, 290 bytes, to a blind request. */
  AgentAnswer certify(ByteString request) throws IOException;

  /** A token, as the factory that was asked with a sealed request made it. */
  AgentAnswer makeToken(ByteString request) throws IOException;
}
