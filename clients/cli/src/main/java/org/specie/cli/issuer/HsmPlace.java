package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.node.replica.Settings;
import org.specie.offline.vault.hsm.HsmKeys;
import org.specie.offline.vault.hsm.Pin;
import org.specie.offline.vault.hsm.Slot;
import org.specie.offline.vault.hsm.WrongPin;

/**
 * Where an HSM holds the keys of one role, and what opens it.
 *
 * @param pin a file with the PIN
 */
record HsmPlace(Slot slot, Path pin) {
  private static final Map<Slot, HsmKeys> OPEN = new HashMap<>();

  private static final String LIBRARY = "hsm.library";
  private static final String SLOT = "hsm.slot";
  private static final String PIN = "hsm.pin";

  /** What a role's file says of it, if its keys lie in one. */
  static Optional<HsmPlace> in(Settings settings) throws IOException {
    if (settings.find(LIBRARY).isEmpty()) {
      return Optional.empty();
    }
    Path library = Path.of(settings.get(LIBRARY));
    if (!library.isAbsolute()) {
      throw new IOException("'" + LIBRARY + "' is no absolute path");
    }
    return Optional.of(new HsmPlace(new Slot(library, slot(settings)), Path.of(settings.get(PIN))));
  }

  private static long slot(Settings settings) throws IOException {
    String number = settings.get(SLOT);
    try {
      return Long.parseUnsignedLong(number);
    } catch (NumberFormatException e) {
      throw new IOException("'" + SLOT + "' is '" + number + "', which is no number of a slot", e);
    }
  }

  /** Writes it into a role's file. */
  Settings note(Settings settings) {
    return settings
        .put(LIBRARY, slot.library().toString())
        .put(SLOT, slot.number())
        .put(PIN, pin.toString());
  }

  /**
   * Logs in, for as long as this process runs, as an HSM does it: once for a slot.
   *
   * @throws NotStarted if the HSM does not take the PIN
   */
  HsmKeys open() throws IOException {
    synchronized (OPEN) {
      HsmKeys before = OPEN.get(slot);
      if (before != null) {
        return before;
      }
      try {
        HsmKeys opened = HsmKeys.open(slot, Pin.read(pin));
        OPEN.put(slot, opened);
        return opened;
      } catch (WrongPin e) {
        throw new NotStarted(e.reason());
      }
    }
  }
}
