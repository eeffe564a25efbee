package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.vault.hsm.Pkcs11Hsm;
import org.specie.offline.vault.hsm.Slot;
import org.specie.offline.vault.hsm.SoftHsm;
import org.specie.quality.requirements.Requirement;

/** Another process of the operating system opens the same vault from a copy of its disk (V4). */
class TwoProcessesTest {
  private static final int PATIENCE_SECONDS = 120;
  private static final int ENTRY_MAX = 4_096;

  /** The other process: opens, and says what it sees. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException, MalformedInput {
      Slot slot = new Slot(Path.of(arguments[0]), Long.parseLong(arguments[1]));
      Storage disk = new MemoryStorage();
      Decoder in = new Decoder(ByteString.copyOf(Files.readAllBytes(Path.of(arguments[2]))));
      while (in.remaining() > 0) {
        disk.write(new Storage.Batch().put(in.bytes(ENTRY_MAX), in.bytes(ENTRY_MAX)));
      }
      String said =
          switch (Vault.open(SoftHsm.open(slot), disk, TestVault.ENTROPY)) {
            case Answer.Given<Vault>(Vault vault) -> "holds " + vault.sums().balance().minor();
            case Answer.Refused<Vault> refused -> "refused " + refused.reason().code();
          };
      System.out.println(said);
    }
  }

  private static String other(Slot slot, Storage disk, Path folder)
      throws IOException, InterruptedException {
    Encoder out = new Encoder();
    disk.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          out.bytes(key).bytes(value);
          return true;
        });
    Path copy = Files.write(folder.resolve("disk"), out.toByteArray());
    File said = folder.resolve("said").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Other.class.getName(),
                slot.library().toString(),
                Long.toString(slot.number()),
                copy.toString())
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return Files.readString(said.toPath(), StandardCharsets.UTF_8).strip();
  }

  @Test
  @Requirement({"R37", "R116"})
  void theOneThatOpensLastGoesOnAlone(@TempDir Path folder)
      throws IOException, InterruptedException {
    Slot slot = SoftHsm.slot();
    Pkcs11Hsm hsm = SoftHsm.open(slot);
    TestVault bank = TestVault.on(hsm, DeviceBehaviour.BEN, 5_000, 2);
    Storage old = bank.copyOfDisk();
    Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70)));

    assertThat(other(slot, old, folder)).isEqualTo("refused 7501");
    assertThat(bank.balanceMinor()).isEqualTo(4_930);
    assertThat(other(slot, bank.copyOfDisk(), folder)).isEqualTo("holds 4930");
    assertThatThrownBy(bank::balanceMinor).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> bank.device().pay(DeviceBehaviour.order(token, 70)))
        .as("not even what it paid")
        .isInstanceOf(IOException.class);
    assertThat(bank.tryToOpen(bank.copyOfDisk()))
        .isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
  }

  /** An HSM that is gone and comes back: nothing was answered, and nothing is lost. */
  @Test
  @Requirement({"R37", "R116"})
  void whenTheHsmIsGoneNothingIsAnswered(@TempDir Path folder)
      throws IOException, InterruptedException {
    Slot slot = SoftHsm.slot();
    TestVault bank = TestVault.on(SoftHsm.open(slot), DeviceBehaviour.BEN, 5_000, 2);
    Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70)));
    Path keys = SoftHsm.folder(slot);
    Path away = keys.resolveSibling("away");
    Files.move(keys, away);

    Token other = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    assertThatThrownBy(() -> bank.device().pay(DeviceBehaviour.order(other, 70)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> bank.device().pay(DeviceBehaviour.order(token, 70)))
        .isInstanceOf(IOException.class);
    Files.move(away, keys);

    assertThat(other(slot, bank.copyOfDisk(), folder)).isEqualTo("holds 4930");
  }
}
