package org.specie.offline.processor;

import java.io.IOException;
import org.specie.kernel.core.ByteString;

/**
 * The chip with the keys, the balance and the program, as the processor reaches it: its power and
 * its commands, and nothing else is between the two. Spec: docs/spec/61-processor.md section 1.
 */
public interface SecurityCore {
  /** By which kind of interface a host's words came in; what may be done depends on it. */
  enum Medium {
    CONTACTS,
    CONTACTLESS
  }

  /** Takes its power, gives it again, and selects its program. */
  void reset() throws IOException;

  /** Its answer, the last two bytes the status word; an exception if its power failed. */
  ByteString transmit(Medium medium, ByteString command) throws IOException;
}
