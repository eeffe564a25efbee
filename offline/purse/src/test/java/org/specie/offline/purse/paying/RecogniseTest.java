package org.specie.offline.purse.paying;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.journal.Journal;

/** Page 52, 11.4: whether the device is the one that paid last. */
class RecogniseTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final int BEYOND_THE_TOKEN = 1_440 * 4_000;

  private final MemoryStorage storage = new MemoryStorage();
  private final MemoryDevice device = new MemoryDevice("ana", 1_000);

  private Purse open(SecureDevice with) throws IOException {
    Journal journal = Journal.open(storage, Secret.copyOf(new byte[32]), ENTROPY).orElseThrow();
    return Purse.open(journal, Mint.shared().verifier(), with, Mint.shared().credentials());
  }

  @Test
  void aDeviceFromBeforeItPaidIsRefused() throws IOException {
    assertThat(open(device).paying().recognise(Mint.NOW).isAccepted()).isTrue();
    var asked = Table.with("ben", 0).ask(30);
    var _ = open(device).paying().pay(asked, Amount.ofMinor(30), Mint.NOW, order -> true);
    assertThat(open(device).paying().recognise(Mint.NOW).isAccepted()).isTrue();

    MemoryDevice before = new MemoryDevice("ana", 1_000);
    assertThat(open(before).paying().recognise(Mint.NOW))
        .isEqualTo(Verdict.refused(PurseReason.DEVICE_FROM_BEFORE));
    // Of a token that is over a device may have forgotten the payment.
    assertThat(open(before).paying().recognise(Mint.later(BEYOND_THE_TOKEN)).isAccepted()).isTrue();
  }

  @Test
  void aDeviceThatPaidLongAgoAndKeepsNotWhatIsTheSame() throws IOException {
    var asked = Table.with("ben", 0).ask(30);
    var _ = open(device).paying().pay(asked, Amount.ofMinor(30), Mint.NOW, order -> true);
    device.forgetPayments();
    assertThat(open(device).paying().recognise(Mint.NOW).isAccepted()).isTrue();
  }
}
