package org.specie.wallet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/** docs/spec/30-wallet.md, clause 30.3. */
final class SealedFileTest {
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final ByteString PLAINTEXT = ByteString.utf8("everything a wallet knows");

  /** Sealed by the program as it was when files ended with the history. */
  private static final ByteString OF_VERSION_ONE =
      ByteString.hex(
          "5350454349452d57414c4c45540a0001000000080000000100000001bf5903bb58cb352d441a9816e01ca09c"
              + "ac40550dd379ce5ac59b71ff87ea795d15d9287dcadbe9f19cf63a76470989d33458d772528c746d8f46"
              + "9db22fd7a8c069aa3a83c6581242b164f80a5bc750d17c0c926cf92cad2860071a641d3dfcbc704406ad"
              + "7b73b88956");

  private final Random random = new Random(5);
  private final SealedFile envelope =
      SealedFile.create("open sesame".toCharArray(), CHEAP, random::nextBytes);
  private final ByteString file = envelope.seal(PLAINTEXT, random::nextBytes);

  private static Answer<SealedFile.Opened> open(ByteString file, String passphrase) {
    return SealedFile.open(file, passphrase.toCharArray());
  }

  private static Reason reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  @Test
  void opensWhatItSealed() {
    assertThat(open(file, "open sesame").orThrow().plaintext()).isEqualTo(PLAINTEXT);
    ByteString again =
        open(file, "open sesame").orThrow().envelope().seal(PLAINTEXT, random::nextBytes);
    assertThat(again).as("every box has a key of its own").isNotEqualTo(file);
    assertThat(open(again, "open sesame").orThrow().plaintext()).isEqualTo(PLAINTEXT);
  }

  @Test
  void saysWhichOfPassphraseAndFileIsWrong() {
    assertThat(reason(open(file, "open sesamf"))).isEqualTo(WalletReason.WRONG_PASSPHRASE);
    assertThat(reason(open(file, ""))).isEqualTo(WalletReason.WRONG_PASSPHRASE);
    ByteString cut = file.slice(0, file.size() - 1);
    assertThat(reason(open(cut, "open sesame"))).isEqualTo(WalletReason.FILE_DAMAGED);
    assertThat(reason(open(ByteString.EMPTY, "open sesame"))).isEqualTo(WalletReason.FILE_DAMAGED);
    assertThat(reason(open(ByteString.concat(file, ByteString.hex("00")), "open sesame")))
        .isEqualTo(WalletReason.FILE_DAMAGED);
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    byte[] changed = file.toByteArray();
    changed["SPECIE-WALLET\n".length() + 1] = 4;
    assertThat(reason(open(ByteString.copyOf(changed), "open sesame")))
        .isEqualTo(WalletReason.FILE_VERSION);
  }

  /** What the program before this version wrote is read, and written back as this version. */
  @Test
  void readsFilesOfTheFirstVersion() {
    SealedFile.Opened old = open(OF_VERSION_ONE, "open sesame").orThrow();
    assertThat(old.plaintext()).isEqualTo(PLAINTEXT);
    assertThat(old.version()).isEqualTo(SealedFile.VERSION_WITHOUT_ENTRIES);
    ByteString again = old.envelope().seal(PLAINTEXT, random::nextBytes);
    assertThat(open(again, "open sesame").orThrow().version()).isEqualTo(SealedFile.VERSION);
    assertThat(open(again, "open sesame").orThrow().plaintext()).isEqualTo(PLAINTEXT);
  }

  @Test
  void refusesOneTamperedBitAtEveryPlace() {
    for (int bit = 0; bit < file.size() * 8; bit++) {
      byte[] changed = file.toByteArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(open(ByteString.copyOf(changed), "open sesame").isDone())
          .as("bit %d", bit)
          .isFalse();
    }
  }
}
