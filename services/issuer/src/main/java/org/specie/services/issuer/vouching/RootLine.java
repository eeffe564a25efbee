package org.specie.services.issuer.vouching;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.DeviceRoot;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.SignatureLine;

/**
 * The root at the other end of a line, for a station. What it signs is verified before a card is
 * told it. Spec: docs/spec/58-issuer-service.md section 8c.
 */
public final class RootLine implements DeviceRoot {
  private final Line line;
  private final KeyCert certificate;

  /**
   * The root that {@code line} leads to.
   *
   * @param certificate its own, as the station was told when the issuer was founded
   */
  public RootLine(Line line, KeyCert certificate) {
    this.line = line;
    this.certificate = certificate;
  }

  @Override
  public KeyCert certificate() {
    return certificate;
  }

  @Override
  public Answer<P256Signature> vouchFor(P256Key card, ByteString facts) throws IOException {
    return SignatureLine.ask(
        line,
        RootRole.VOUCH,
        ByteString.concat(card.point(), facts),
        signature -> certificate.key().verify(Domain.DEVICE, signature, card.point(), facts));
  }
}
