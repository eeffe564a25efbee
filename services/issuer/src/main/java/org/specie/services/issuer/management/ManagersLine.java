package org.specie.services.issuer.management;

import java.io.IOException;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.station.DeviceManagers;
import org.specie.offline.agents.station.DeviceOrder;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.SignatureLine;

/**
 * The managers of devices at the other end of a line, for a station. What they sign is verified
 * before a card is told it. Spec: docs/spec/58-issuer-service.md section 8b.
 */
public final class ManagersLine implements DeviceManagers {
  private final Line line;
  private final P256Key key;

  /**
   * The managers that {@code line} leads to.
   *
   * @param key what they sign with, as the station was told when the issuer was founded
   */
  public ManagersLine(Line line, P256Key key) {
    this.line = line;
    this.key = key;
  }

  @Override
  public P256Key publicKey() {
    return key;
  }

  private static LineOperation operation(DeviceOrder order) {
    return switch (order) {
      case DeviceOrder.Owner _ -> ManagersRole.OWNER;
      case DeviceOrder.Load _ -> ManagersRole.LOAD;
      case DeviceOrder.Unlock _ -> ManagersRole.UNLOCK;
    };
  }

  @Override
  public Answer<P256Signature> sign(DeviceOrder order) throws IOException {
    return SignatureLine.ask(
        line, operation(order), order.encode(), signature -> order.isSignedBy(key, signature));
  }
}
