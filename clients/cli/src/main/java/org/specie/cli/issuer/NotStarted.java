package org.specie.cli.issuer;

import java.io.IOException;
import org.specie.kernel.core.Reason;

/**
 * A role whose books cannot be gone on with, or whose HSM does not open, on its way out of what
 * would have run it.
 */
final class NotStarted extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  NotStarted(Reason reason) {
    super(reason.code() + " " + reason.sentence());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
