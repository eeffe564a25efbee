package org.specie.offline.agents.core;

import java.io.IOException;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.value.Minutes;

/**
 * The core as one agent sees it. What it answers is durable and the same when it is asked again; a
 * broken line leaves open whether it was asked. Spec: docs/spec/54-agents.md 3.6 and 3.7.
 */
public interface IssuerCore {
  /**
   * Grants the payment key that {@code request} wants, and answers with its serial under the class
   * key: one of 1, 2, 3 … up to the quota.
   */
  Answer<Long> grant(BlindRequest request, Minutes now) throws IOException;

  /** Says that a registered, active device of the owner it names made {@code request}. */
  Answer<SealedRequest> vouch(SealedRequest request) throws IOException;

  /**
   * Ends the device that made {@code request}, for this agent alone, and answers with what is
   * registered of it. Spec: docs/spec/54-agents.md 7.4.
   */
  Answer<DeviceRecord> end(RecoveryRequest request) throws IOException;
}
