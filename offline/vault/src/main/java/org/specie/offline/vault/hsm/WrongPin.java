package org.specie.offline.vault.hsm;

import java.io.IOException;
import org.specie.kernel.core.Reason;

/** An HSM does not take a PIN. It is tried once, because an HSM locks itself after a few. */
public final class WrongPin extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  WrongPin(Reason reason) {
    super(reason.code() + " " + reason.sentence());
    this.reason = reason;
  }

  /** The number and words of it. */
  public Reason reason() {
    return reason;
  }
}
