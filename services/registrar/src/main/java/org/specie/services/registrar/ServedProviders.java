package org.specie.services.registrar;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Which providers a registrar answers, as its operator says at the moment of the question. Source:
 * docs/spec/43-registrar.md, clause 2.4.
 */
@FunctionalInterface
public interface ServedProviders {
  /** Their keys by name; nothing where everybody is answered. Fails while that is not known. */
  Optional<Map<String, Ed25519PublicKey>> listed() throws IOException;

  /** Whoever asks is answered. */
  static ServedProviders everybody() {
    return Optional::empty;
  }
}
