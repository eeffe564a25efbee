package org.specie.offline.token.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.layout.ArtLayout;

/**
 * Certificates that come along, at most four, an issuer before what it certifies. Spec:
 * docs/spec/50-art.md 4.3.
 */
public record Chain(List<Certificate> certificates) {
  /** The other side knows them all. */
  public static final Chain NONE = new Chain(List.of());

  public Chain {
    certificates = List.copyOf(certificates);
    Check.that(certificates.size() <= ArtLayout.CHAIN_MAX, "a chain has at most four certificates");
  }

  /** The class key that it ends with, if it does. */
  public Optional<ClassCert> payerClass() {
    return !certificates.isEmpty() && certificates.getLast() instanceof ClassCert of
        ? Optional.of(of)
        : Optional.empty();
  }

  void encode(Encoder out) {
    out.u8(certificates.size());
    for (Certificate each : certificates) {
      each.encode(out);
    }
  }

  static Chain decode(Decoder in) throws MalformedInput {
    int count = in.u8();
    if (count > ArtLayout.CHAIN_MAX) {
      throw new MalformedInput("more certificates than allowed");
    }
    List<Certificate> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      read.add(Certificate.decode(in));
    }
    return new Chain(read);
  }
}
