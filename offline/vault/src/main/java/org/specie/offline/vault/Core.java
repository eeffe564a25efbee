package org.specie.offline.vault;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.vault.hsm.Hsm;
import org.specie.offline.vault.log.NotchedLog;
import org.specie.offline.vault.state.PaymentKeys;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.VaultRecord;
import org.specie.offline.vault.state.VaultState;

/** What the parts of a vault share: the HSM, the state, and the one way in which it changes. */
final class Core {
  static final String DEVICE_KEY = "specie-vault/device";

  final Hsm hsm;
  final Entropy entropy;
  final VaultState state;
  private final NotchedLog log;
  private final Room room;

  Core(Hsm hsm, Entropy entropy, VaultState state, NotchedLog log, Room room) {
    this.hsm = hsm;
    this.entropy = entropy;
    this.state = state;
    this.log = log;
    this.room = room;
  }

  /** Writes a step, and only then takes it. */
  void commit(VaultRecord record) throws IOException {
    log.append(record.encode());
    state.apply(record);
  }

  /** Fails once another process has gone on with this vault. */
  void requireCurrent() throws IOException {
    log.requireCurrent();
  }

  /** Why nothing but payments is taken at this stage; nothing if it is. */
  Optional<Reason> closed(Stage stage) {
    if (state.stage() != stage) {
      return Optional.of(VaultReason.WRONG_STAGE);
    }
    return log.count() < room.records() - room.payments()
        ? Optional.empty()
        : Optional.of(VaultReason.LOG_FULL);
  }

  /** Whether there is a record left for a payment. */
  boolean hasRoomForPayment() {
    return log.count() < room.records() - room.openings();
  }

  /** Ends what a cut left unfinished. */
  void tidy() throws IOException {
    if (state.point().isEmpty()) {
      hsm.destroy(DEVICE_KEY);
      commit(new VaultRecord.Made(hsm.makeSigningKey(DEVICE_KEY)));
    }
    if (state.stage() == Stage.RECOVERED) {
      hsm.destroy(DEVICE_KEY);
    }
    destroyUnneededKeys();
  }

  /** Destroys payment keys that are spent, of a class that is over, or of an ended vault. */
  void destroyUnneededKeys() throws IOException {
    Set<String> needed = state.paymentKeys().names();
    for (String name : hsm.names()) {
      if (PaymentKeys.isName(name) && !needed.contains(name)) {
        hsm.destroy(name);
      }
    }
  }
}
