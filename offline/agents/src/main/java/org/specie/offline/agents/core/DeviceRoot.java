package org.specie.offline.agents.core;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.Answer;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * The root as a station sees it, which vouches for devices. A broken line leaves open whether it
 * was asked. Spec: docs/spec/57-station.md section 3.
 */
public interface DeviceRoot {
  /** The root's own certificate: what a blank card is told first. */
  KeyCert certificate();

  /** Its word on what the device with this key is: the facts that its station puts on it. */
  Answer<P256Signature> vouchFor(P256Key device, ByteString facts) throws IOException;
}
