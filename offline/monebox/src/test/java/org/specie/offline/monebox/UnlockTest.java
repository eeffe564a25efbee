package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.SecretCommands.LONG;
import static org.specie.offline.monebox.SecretCommands.NUMBER;
import static org.specie.offline.monebox.SecretCommands.PASSWORD;
import static org.specie.offline.monebox.SecretCommands.RIGHT;
import static org.specie.offline.monebox.SecretCommands.WANTS_NUMBER;
import static org.specie.offline.monebox.SecretCommands.WRITES_MAX;
import static org.specie.offline.monebox.SecretCommands.WRONG;
import static org.specie.offline.monebox.SecretCommands.asked;
import static org.specie.offline.monebox.SecretCommands.choose;
import static org.specie.offline.monebox.SecretCommands.guarded;
import static org.specie.offline.monebox.SecretCommands.isCut;
import static org.specie.offline.monebox.SecretCommands.prove;
import static org.specie.offline.monebox.SecretCommands.secrets;
import static org.specie.offline.monebox.SecretCommands.token;

import org.junit.jupiter.api.Test;
import org.specie.offline.simulator.Snapshot;
import org.specie.quality.requirements.Requirement;

/** What an owner forgot is taken away by the managers' order, which answers the card (51.14). */
class UnlockTest {
  private static byte[] order(Host host, byte[] asked, byte[] device) {
    return join(asked, Authority.sign(host.authority.manager, "ART1-UNL", device, asked));
  }

  private static byte[] order(Host host, byte[] asked) {
    return order(host, asked, host.deviceId);
  }

  private static void refusesOrder(Host host, byte[] order) {
    assertThat(host.send(Instructions.UNLOCK, order).status()).isEqualTo(StatusWords.NOT_ASKED);
    assertThat(secrets(host)[0]).isEqualTo((byte) 3);
  }

  private static void lock(Host host) {
    for (int i = 0; i < Secrets.TRIES_NUMBER; i++) {
      prove(host, NUMBER, WRONG);
    }
  }

  @Test
  @Requirement("R75")
  void theManagersUnlockOnceForThisDevice() {
    Host host = guarded(2);
    lock(host);
    byte[] asked = asked(host);
    byte[] right = order(host, asked);
    assertThat(host.send(Instructions.UNLOCK, order(host, asked, new byte[16])).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
    byte[] tampered = right.clone();
    tampered[0] ^= 1;
    assertThat(host.send(Instructions.UNLOCK, tampered).status()).isEqualTo(StatusWords.NOT_SIGNED);

    host.card.select();
    host.send(Instructions.UNLOCK, right).expectOk();

    host.pay(token(), 9_000).expectOk();
    assertThat(secrets(host)[0]).isZero();
    host.press().expectOk();
    choose(host, NUMBER, WRONG).expectOk();
    assertThat(host.send(Instructions.UNLOCK, right).status()).isEqualTo(StatusWords.NOT_ASKED);
    prove(host, NUMBER, WRONG).expectOk();
  }

  /** An order that nobody brought in its time is worth nothing after a later lock. */
  @Test
  @Requirement("R75")
  void anOrderAnswersWhatWasAskedLastAndNothingElse() {
    Host host = guarded(1);
    byte[] never = order(host, new byte[Asking.SIZE]);
    refusesOrder(host, never);

    byte[] kept = order(host, asked(host));
    byte[] next = order(host, asked(host));
    refusesOrder(host, kept);

    prove(host, NUMBER, WRONG);
    host.card.select();
    provesBoth(host);
    refusesOrder(host, next);
    refusesOrder(host, never);

    byte[] early = order(host, asked(host));
    provesBoth(host);
    host.press().expectOk();
    choose(host, NUMBER, WRONG).expectOk();
    lock(host);
    for (byte[] each : new byte[][] {never, kept, next, early}) {
      refusesOrder(host, each);
    }
    host.send(Instructions.UNLOCK, order(host, asked(host))).expectOk();
  }

  private static void provesBoth(Host host) {
    prove(host, PASSWORD, LONG).expectOk();
    host.card.select();
    prove(host, NUMBER, RIGHT).expectOk();
  }

  /** Who knows the password and forgot the number pays by the password until the order comes. */
  @Test
  @Requirement("R75")
  void aRightSecretEndsNoOrderForTheOtherOne() {
    Host host = guarded(1);
    byte[] right = order(host, asked(host));
    for (int i = 0; i < 2; i++) {
      prove(host, PASSWORD, LONG).expectOk();
    }
    lock(host);
    host.send(Instructions.UNLOCK, right).expectOk();
    assertThat(secrets(host)[0]).isZero();
  }

  /** What was proven before the card asked says nothing of who asks. */
  @Test
  @Requirement("R75")
  void onlyWhatIsProvenSinceCounts() {
    Host host = guarded(1);
    prove(host, NUMBER, RIGHT).expectOk();
    byte[] first = order(host, asked(host));
    prove(host, NUMBER, RIGHT).expectOk();
    byte[] right = order(host, asked(host));
    prove(host, PASSWORD, LONG).expectOk();
    refusesOrder(host, first);
    host.send(Instructions.UNLOCK, right).expectOk();
  }

  /** Whoever sets the first secret ends what was asked while there was none. */
  @Test
  @Requirement("R75")
  void anOrderAskedBeforeThereIsASecretIsNoneForIt() {
    Host host = Cards.funded(10_000, 1);
    byte[] early = order(host, asked(host));
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    assertThat(host.send(Instructions.UNLOCK, early).status()).isEqualTo(StatusWords.NOT_ASKED);
    assertThat(secrets(host)[0]).isEqualTo(WANTS_NUMBER);
  }

  /** A stranger beside the card ends nobody's asking, and has none. */
  @Test
  @Requirement("R75")
  void onlyABoundHostAsks() {
    Host host = guarded(1);
    byte[] right = order(host, asked(host));
    Host stranger = host.beside();
    stranger.binding = host.binding;
    assertThat(stranger.sendVouched(Instructions.ASK_UNLOCK, new byte[0]).status())
        .isEqualTo(StatusWords.NOT_AUTHENTIC);
    host.send(Instructions.UNLOCK, right).expectOk();
  }

  /** Wherever asking is cut, the card waits for what it asked before or for what it asks now. */
  @Test
  @Requirement("R75")
  void aCutAskingLeavesOneOpen() {
    Host host = guarded(1);
    Snapshot before = host.card.snapshot();
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      byte[] old = order(host, asked(host));
      host.card.memory().begin(at);
      host.sendVouched(Instructions.ASK_UNLOCK, new byte[0]);
      cut = isCut(host);
      boolean isOld = host.send(Instructions.UNLOCK, old).isOk();
      assertThat(isOld && !cut).as("cut at %s", at).isFalse();
      assertThat(secrets(host)[0]).isEqualTo((byte) (isOld ? 0 : 3));
      host.send(Instructions.UNLOCK, order(host, asked(host))).expectOk();
    }
    assertThat(cut).isFalse();
  }

  /** Wherever an order is cut, all is as before and it counts, or all is gone and it does not. */
  @Test
  @Requirement("R75")
  void aCutOrderIsBroughtAgain() {
    Host host = guarded(1);
    byte[] right = order(host, asked(host));
    Snapshot before = host.card.snapshot();
    boolean cut = true;
    for (int at = 0; cut && at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      host.card.memory().begin(at);
      host.send(Instructions.UNLOCK, right);
      cut = isCut(host);
      boolean isDone = secrets(host)[0] == 0;
      assertThat(isDone || cut).as("cut at %s", at).isTrue();
      assertThat(host.send(Instructions.UNLOCK, right).status())
          .isEqualTo(isDone ? StatusWords.NOT_ASKED : (short) 0x9000);
      assertThat(secrets(host)[0]).isZero();
    }
    assertThat(cut).isFalse();
  }
}
