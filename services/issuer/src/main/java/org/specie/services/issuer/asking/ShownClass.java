package org.specie.services.issuer.asking;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.message.Chain;
import org.specie.services.api.Hex;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.RoleIntroduction;

/**
 * The newest class key that a certifier shows to everybody alike. Spec:
 * docs/spec/58-issuer-service.md 1.3.
 */
public final class ShownClass {
  /** The certifier's own certificate, behind the root's. */
  private static final int CERTIFIER = 1;

  private ShownClass() {}

  /**
   * The certificate of the certifier at {@code address} and that of its newest class key; nothing
   * is verified, and none where it shows no such thing.
   */
  public static Chain of(ServiceAddress address) throws IOException {
    List<String> shown = RoleIntroduction.of(address).certificates();
    if (shown.size() <= CERTIFIER + 1) {
      return Chain.NONE;
    }
    Optional<Certificate> certifier = read(shown.get(CERTIFIER));
    Optional<Certificate> newest = read(shown.getLast());
    return certifier.isPresent() && newest.isPresent()
        ? new Chain(List.of(certifier.get(), newest.get()))
        : Chain.NONE;
  }

  private static Optional<Certificate> read(String hex) {
    Optional<ByteString> bytes = Hex.bytes(hex);
    try {
      return bytes.isPresent() ? Optional.of(Certificate.decode(bytes.get())) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }
}
