package org.specie.offline.purse.paying;

import java.io.IOException;
import org.specie.offline.purse.device.PayOrder;

/** The owner's word: by button, number or finger, as the amount demands. */
@FunctionalInterface
public interface Approver {
  /** Whether the owner wants this, having seen amount and payee. */
  boolean approves(PayOrder order) throws IOException;
}
