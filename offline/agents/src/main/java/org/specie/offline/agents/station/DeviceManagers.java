package org.specie.offline.agents.station;

import java.io.IOException;
import org.specie.offline.agents.Answer;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * The managers of devices as a station sees them. What they answer is durable; a broken line leaves
 * open whether they were asked. Spec: docs/spec/57-station.md section 10.
 */
public interface DeviceManagers {
  /** Whose word cards of this issuer take: it is put on them when they are initialised. */
  P256Key publicKey();

  /** Their word for {@code order}; the same again is answered with the same bytes. */
  Answer<P256Signature> sign(DeviceOrder order) throws IOException;
}
