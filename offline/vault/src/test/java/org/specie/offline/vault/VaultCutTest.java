package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/**
 * The program ends before or after any command of the HSM and any write of the disk, and the vault
 * goes on (V2). Copies of the disk from before are refused, and of two amid a step one opens (V3).
 */
class VaultCutTest {
  /** More places than any step passes. */
  private static final int PLACES_MAX = 60;

  /** What is done until it was not cut off. */
  private interface Step {
    void take() throws IOException;
  }

  /** Takes a step that is cut off at a place; whether it was. */
  private static boolean isCut(TestVault bank, int place, Step step) throws IOException {
    bank.fuse().cutAfter(place);
    try {
      step.take();
    } catch (IOException e) {
      assertThat(bank.fuse().isBurnt()).as("only the cut fails: %s", e).isTrue();
      return true;
    }
    assertThat(bank.fuse().isBurnt()).isFalse();
    return false;
  }

  @Test
  @Requirement({"R2", "R3", "R4", "R37"})
  void paysOnceWhereverItIsCut() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 100_000, 1);
    Set<ByteString> signatures = new HashSet<>();
    long paid = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
      PayOrder order = DeviceBehaviour.order(token, 10 + place);
      boolean cut = isCut(bank, place, () -> bank.device().pay(order));
      bank.restart();
      boolean isPaid = bank.device().result(token) instanceof Result.Paid;
      assertThat(bank.balanceMinor())
          .as("cut at %s", place)
          .isEqualTo(100_000 - paid - (isPaid ? 10 + place : 0));

      Payment payment = DeviceBehaviour.paid(bank.device().pay(order));
      assertThat(bank.device().result(token)).isEqualTo(new Result.Paid(payment));
      paid += 10 + place;
      assertThat(bank.balanceMinor()).isEqualTo(100_000 - paid);
      assertThat(signatures.add(payment.certificate().key().point()))
          .as("a key of its own")
          .isTrue();
      if (!cut) {
        assertThat(place).as("places that can be cut").isGreaterThan(12);
        return;
      }
      bank.issuer().certifyKey(bank.vault());
    }
    throw new AssertionError("a step with more than " + PLACES_MAX + " places");
  }

  @Test
  @Requirement({"R5", "R37"})
  void creditsOnceWhereverItIsCut() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 0, 0);
    TestVault payer = TestVault.with(DeviceBehaviour.ANA, 100_000, 0);
    long credited = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      payer.issuer().certifyKey(payer.vault());
      Token fresh = Token.fresh(Mint.shared().token(DeviceBehaviour.BEN));
      Token token =
          fresh.with(
              DeviceBehaviour.paid(payer.device().pay(DeviceBehaviour.order(fresh, 1 + place))));
      boolean cut = isCut(bank, place, () -> bank.device().redeem(token));
      bank.restart();
      assertThat(bank.balanceMinor()).isIn(credited, credited + 1 + place);

      assertThat(bank.device().redeem(token)).isEqualTo(new RedeemAnswer.Redeemed());
      credited += 1 + place;
      assertThat(bank.balanceMinor()).as("cut at %s", place).isEqualTo(credited);
      if (!cut) {
        assertThat(place).isGreaterThan(10);
        return;
      }
    }
    throw new AssertionError("a step with more than " + PLACES_MAX + " places");
  }

  @Test
  @Requirement("R37")
  void loadsAndMakesKeysOnceWhereverItIsCut() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 0, 0);
    boolean cut = true;
    for (int place = 0; cut; place++) {
      int serial = place + 1;
      cut = isCut(bank, place, () -> bank.issuer().load(bank.vault(), serial, 5));
      bank.restart();
      assertThat(bank.issuer().load(bank.vault(), serial, 5).isAccepted()).isTrue();
      assertThat(bank.balanceMinor()).isEqualTo(5L * serial);
    }
    cut = true;
    for (int place = 0; cut; place++) {
      cut = isCut(bank, place, () -> bank.vault().generate());
      bank.restart();
      assertThat(bank.hsm().names().stream().filter(name -> name.contains("/pay/")))
          .as("keys in the HSM are those that a record names")
          .hasSizeLessThanOrEqualTo(place + 1);
    }
  }

  /** An opening that is cut off anywhere is made again. */
  @Test
  @Requirement("R116")
  void opensWhereverTheOpeningWasCut() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 1);
    boolean cut = true;
    for (int place = 0; cut; place++) {
      Storage disk = bank.copyOfDisk();
      cut = isCut(bank, place, () -> VaultIssuer.given(bank.tryToOpen(disk)));
      bank.restartOn(disk);
      assertThat(bank.balanceMinor()).isEqualTo(700);
    }
  }

  /** Whatever was answered cannot be taken back with a copy of the disk. */
  @Test
  @Requirement({"R37", "R116"})
  void aCopyOfTheDiskFromBeforeIsRefused() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 5_000, 3);
    Storage before = bank.copyOfDisk();
    Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    Payment payment = DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70)));
    Storage after = bank.copyOfDisk();

    assertThat(bank.tryToOpen(before)).isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
    assertThat(bank.tryToOpen(before)).isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
    bank.restartOn(after);
    assertThat(DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 71))))
        .as("not signed again")
        .isEqualTo(payment);
  }

  /** Amid a step an old and a new disk exist: one opens, for good, and what has left is in it. */
  @Test
  @Requirement({"R4", "R37", "R116"})
  void ofAnOldAndANewCopyOneOpensForGood() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 100_000, 1);
    boolean cut = true;
    boolean oldFirst = false;
    int olds = 0;
    for (int place = 0; cut || oldFirst; place += oldFirst ? 0 : 1) {
      oldFirst = !oldFirst;
      Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
      Storage before = bank.copyOfDisk();
      cut = isCut(bank, place, () -> bank.device().pay(DeviceBehaviour.order(token, 10)));
      bank.fuse().disarm();
      Storage after = bank.copyOfDisk();
      Storage first = oldFirst ? before : after;
      Storage second = oldFirst ? after : before;
      boolean opens = bank.tryToOpen(first) instanceof Answer.Given;
      if (opens) {
        olds += oldFirst ? 1 : 0;
        assertThat(bank.tryToOpen(second))
            .as("cut at %s", place)
            .isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
        bank.restartOn(first);
      } else {
        assertThat(oldFirst).as("the disk as it is opens").isTrue();
        bank.restartOn(second);
      }
      if (!cut) {
        assertThat(bank.device().result(token)).isInstanceOf(Result.Paid.class);
      }
      while (bank.vault().certifiedKeys() == 0) {
        bank.issuer().certifyKey(bank.vault());
      }
    }
    assertThat(olds).as("the old disk opened as long as nothing had left").isGreaterThan(3);
  }
}
