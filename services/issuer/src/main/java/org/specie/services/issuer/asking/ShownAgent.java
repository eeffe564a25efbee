package org.specie.services.issuer.asking;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.pseudonym.PseudonymRole;
import org.specie.services.issuer.pseudonym.PseudonymRole.AgentShown;

/**
 * The pseudonym agent that a person consents to, as it shows itself to everybody alike. Whose it is
 * the person knows by its address. Spec: docs/spec/58-issuer-service.md 10.1.
 */
public final class ShownAgent {
  private ShownAgent() {}

  /** The public key of the agent at {@code address}; fails if none answers there. */
  public static Ed25519PublicKey of(ServiceAddress address) throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return switch (api.ask(
          Method.GET, PseudonymRole.PATH, Optional.empty(), Nothing.NOTHING, AgentShown.class)) {
        case Answer.Done<AgentShown>(AgentShown shown) -> key(address, shown);
        case Answer.Refused<AgentShown>(var refusal) ->
            throw new IOException(address + ": " + refusal.code() + " " + refusal.sentence());
      };
    }
  }

  private static Ed25519PublicKey key(ServiceAddress address, AgentShown shown) throws IOException {
    Optional<ByteString> bytes = Hex.bytes(shown.key(), Ed25519PublicKey.SIZE);
    try {
      if (bytes.isPresent()) {
        return Ed25519PublicKey.decode(bytes.get());
      }
    } catch (MalformedInput e) {
      throw new IOException(address + " shows no key of a pseudonym agent", e);
    }
    throw new IOException(address + " shows no key of a pseudonym agent");
  }
}
