package org.specie.offline.purse.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.offline.purse.Mint;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;

/**
 * A withdrawal, a deposit and a withdrawal that fails, with the bank cut off at one place: before
 * and after every write, every command of the vault, every question to the ledger. Whatever the
 * place, everything happens exactly once, and the float covers what people hold at every moment.
 */
@Requirement({"R118", "R123"})
final class BorderCutTest {
  private static final int PLACES_MIN = 40;
  private static final int ATTEMPTS_MAX = 3;

  /** Something the bank does, and does again after it was cut off. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Bureau bureau, Step step) {
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      try {
        step.run();
        assertCovered(bureau);
        return;
      } catch (IOException cut) {
        assertCovered(bureau);
        bureau.stop();
      }
    }
    throw new AssertionError("cut off once, and not for ever");
  }

  /** What left the vault, and what is on its way there, is in the float. */
  private static void assertCovered(Bureau bureau) {
    assertThat(bureau.ledger.inside()).isGreaterThanOrEqualTo(bureau.outsideTheVault());
  }

  private static void work(Bureau bureau, Minutes now) {
    for (int i = 0; i < 3; i++) {
      attempt(bureau, () -> bureau.border().work(now));
      bureau.ledger.block();
      assertCovered(bureau);
    }
  }

  private static Withdrawal ask(Bureau bureau, long minor) throws IOException {
    Request request = bureau.ana.ask(minor);
    attempt(bureau, () -> bureau.ask(request));
    return bureau.border().withdrawal(request.token().digest()).orElseThrow();
  }

  private static void story(Bureau bureau) throws IOException {
    Withdrawal first = ask(bureau, 1_250);
    work(bureau, Mint.NOW);
    bureau.load(first);
    work(bureau, Mint.NOW);
    bureau.ana.take(bureau.paid(first.key()).orElseThrow());

    Response deposit = bureau.ana.pay(bureau.deposit(), 300);
    attempt(
        bureau,
        () -> assertThat(bureau.border().deposit(deposit, Mint.later(9)).isAccepted()).isTrue());
    Withdrawal second = ask(bureau, 70);
    bureau.load(second);
    work(bureau, Mint.later(9));
    bureau.ana.take(bureau.paid(second.key()).orElseThrow());

    Withdrawal third = ask(bureau, 500);
    bureau.load(third);
    attempt(
        bureau,
        () ->
            bureau.border().withdraw(third.request(), Bureau.ANA, Bureau.SALT, Mint.later(50_000)));
    work(bureau, Mint.later(50_000));
    assertThat(bureau.border().refunded(third.key())).isPresent();
    assertThat(bureau.border().credited(deposit.payment().previous())).isPresent();
  }

  private static void assertDoneOnce(Bureau bureau, int place) throws IOException {
    long held = bureau.ana.device().balanceMinor();
    assertThat(held).as("place %s", place).isEqualTo(1_250 - 300 + 70);
    assertThat(bureau.ledger.inside()).as("place %s", place).isEqualTo(held);
    assertThat(bureau.outsideTheVault()).as("place %s", place).isEqualTo(held);
    assertThat(bureau.ledger.balance(Bureau.ANA))
        .as("place %s", place)
        .isEqualTo(Bureau.SAVINGS - held);
    assertThat(bureau.border().onTheWayIn().minor()).isZero();
    assertThat(bureau.border().onTheWayOut().minor()).isZero();
  }

  @Test
  void everyPlaceOfTheStoryCanBeTheLast() throws IOException {
    int place = 0;
    boolean isCut;
    do {
      Bureau bureau = new Bureau();
      bureau.fuse.cutAfter(place);
      story(bureau);
      isCut = bureau.fuse.isBurnt();
      bureau.fuse.disarm();
      assertDoneOnce(bureau, place);
      bureau.stop();
      assertDoneOnce(bureau, place);
      place++;
    } while (isCut);
    assertThat(place).as("places that were tried").isGreaterThan(PLACES_MIN);
  }
}
