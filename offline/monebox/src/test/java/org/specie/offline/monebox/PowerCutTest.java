package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.offline.simulator.PersistentMemory;
import org.specie.offline.simulator.PlantedFault;
import org.specie.offline.simulator.Snapshot;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** The power fails before every write of every command, and the card goes on (51.11). */
class PowerCutTest {
  /** More writes than any command has. */
  private static final int WRITES_MAX = 400;

  /** The smallest commit buffer among the cards of 51.13. */
  private static final int JOURNAL_MAX = 384;

  /** A command, and what must hold once the power is back. */
  private interface Step {
    Answer command();

    void afterwards(boolean cut);
  }

  /** Cuts a command at each of its writes, from one and the same memory; how many there were. */
  private static int cutEverywhere(Host host, Step step) {
    PersistentMemory memory = host.card.memory();
    Snapshot before = host.card.snapshot();
    for (int at = 0; at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      memory.begin(at);
      Answer answer = step.command();
      boolean cut = memory.wasCut();
      host.card.powerUp();
      if (!cut) {
        answer.expectOk();
      }
      step.afterwards(cut);
      if (!cut) {
        assertThat(memory.journalledMost()).isLessThanOrEqualTo(JOURNAL_MAX);
        return at;
      }
    }
    throw new AssertionError("a command with more than " + WRITES_MAX + " writes");
  }

  /** Paying 2,500 of 10,000: before it or after it, and once. */
  private static final class Paying implements Step {
    private final Host payer;
    private final byte[] token;
    private final byte[] previous;

    Paying(Host payer, byte[] token, byte[] previous) {
      this.payer = payer;
      this.token = token;
      this.previous = previous;
    }

    @Override
    public Answer command() {
      return payer.pay(token, previous, 2_500, Authority.NOW);
    }

    @Override
    public void afterwards(boolean cut) {
      long before = payer.status().balance();
      assertThat(payer.status().balances()).isTrue();
      Answer kept = payer.getResult(token, previous);
      assertThat(before).isEqualTo(kept.isOk() ? 7_500 : 10_000);
      byte[] again = command().expectData();
      if (kept.isOk()) {
        assertThat(again).isEqualTo(kept.data());
      }
      PaymentWalkTest.verify(token, again);
      assertThat(command().expectData()).isEqualTo(again);
      assertThat(payer.status().balance()).isEqualTo(7_500);
      assertThat(payer.status().balances()).isTrue();
    }
  }

  /** The power fails amid a payment, and the next thing that happens to the card is its end. */
  @Test
  @Requirement({"R2", "R106"})
  void whatWasDeductedIsFetchedFromACardThatHasEnded() {
    Host payer = Cards.funded(10_000, 2);
    byte[] token = Cards.blank().token().issue();
    PersistentMemory memory = payer.card.memory();
    Snapshot before = payer.card.snapshot();
    int made = 0;
    for (int at = 0; at < WRITES_MAX; at++) {
      before.restore();
      payer.card.powerUp();
      memory.begin(at);
      payer.pay(token, 2_500);
      boolean cut = memory.wasCut();
      payer.card.powerUp();
      Answer inUse = payer.getResult(token);
      long balance = payer.status().balance();
      payer.tamper().expectOk();

      Answer ended = payer.getResult(token);
      assertThat(ended.status()).as("cut at %s", at).isEqualTo(inUse.status());
      assertThat(balance).isEqualTo(ended.isOk() ? 7_500 : 10_000);
      if (ended.isOk()) {
        made++;
        assertThat(ended.data()).isEqualTo(inUse.data());
        PaymentWalkTest.verify(token, ended.data());
      }
      if (!cut) {
        assertThat(made).as("cuts after the payment was made, and none").isGreaterThan(1);
        return;
      }
    }
    throw new AssertionError("a command with more than " + WRITES_MAX + " writes");
  }

  private static int cutPaying(PlantedFault fault) {
    Host payer = Cards.funded(10_000, 2, fault);
    return cutEverywhere(payer, new Paying(payer, Cards.blank().token().issue(), new byte[0]));
  }

  @Test
  @Requirement({"R2", "R3", "R4"})
  void paymentIsMadeOnceWhereverThePowerFails() {
    assertThat(cutPaying(PlantedFault.NONE)).isGreaterThan(10);
  }

  @Test
  @Requirement("R2")
  void paymentOnAPaymentIsMadeOnce() {
    Host first = Cards.funded(10_000, 1);
    byte[] token = Cards.blank().token().issue();
    byte[] previous = first.pay(token, 300).expectData();
    Host payer = Cards.funded(10_000, 2);

    assertThat(cutEverywhere(payer, new Paying(payer, token, previous))).isGreaterThan(10);
  }

  @Test
  @Requirement("R2")
  void paymentThatEvictsAnotherIsMadeOnce() {
    Host payer = Cards.funded(10_400, 4);
    for (int i = 0; i < Cards.RESULTS; i++) {
      payer.pay(Cards.blank().token().issue(), i == 0 ? 200 : 100).expectOk();
    }

    assertThat(cutEverywhere(payer, new Paying(payer, Cards.blank().token().issue(), new byte[0])))
        .isGreaterThan(10);
  }

  /** Redeeming 2,500 onto 700: before it or after it, and once. */
  private static final class Redeeming implements Step {
    private final Host payee;
    private final byte[] token;
    private final byte[] payment;

    Redeeming(Host payee, byte[] token, byte[] payment) {
      this.payee = payee;
      this.token = token;
      this.payment = payment;
    }

    @Override
    public Answer command() {
      return payee.redeem(token, payment);
    }

    @Override
    public void afterwards(boolean cut) {
      long before = payee.status().balance();
      assertThat(before).isIn(700L, 3_200L);
      byte outcome = before == 700 ? Receiving.CREDITED : Receiving.ALREADY;
      assertThat(command().expectData()).containsExactly(outcome);
      assertThat(command().expectData()).containsExactly(Receiving.ALREADY);
      assertThat(payee.status().balance()).isEqualTo(3_200);
      assertThat(payee.status().balances()).isTrue();
    }
  }

  private static int cutRedeeming(PlantedFault fault) {
    Host payee = Cards.funded(700, 0, fault);
    byte[] token = payee.token().issue();
    byte[] payment = Cards.funded(10_000, 1).pay(token, 2_500).expectData();
    return cutEverywhere(payee, new Redeeming(payee, token, payment));
  }

  @Test
  @Requirement({"R2", "R5"})
  void redemptionCountsOnceWhereverThePowerFails() {
    assertThat(cutRedeeming(PlantedFault.NONE)).isGreaterThan(5);
  }

  private static int cutLoading(PlantedFault fault) {
    Host host = Cards.funded(700, 0, fault);
    byte[] order = host.loading(2, 300);
    return cutEverywhere(
        host,
        new Step() {
          @Override
          public Answer command() {
            return host.send(Instructions.LOAD, order);
          }

          @Override
          public void afterwards(boolean cut) {
            assertThat(host.status().balance()).isIn(700L, 1_000L);
            command().expectOk();
            assertThat(host.status().balance()).isEqualTo(1_000);
            assertThat(host.status().balances()).isTrue();
          }
        });
  }

  @Test
  void loadCountsOnceWhereverThePowerFails() {
    assertThat(cutLoading(PlantedFault.NONE)).isGreaterThan(4);
  }

  /** The harness can fail: each mistake is found in each command that moves money. */
  @ParameterizedTest
  @EnumSource(value = PlantedFault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void findsPlantedFaults(PlantedFault fault) {
    assertThatThrownBy(() -> cutPaying(fault)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> cutRedeeming(fault)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> cutLoading(fault)).isInstanceOf(AssertionError.class);
  }

  /** A command that is repeated until it is done, and what shows that it is. */
  record Preparing(String name, Host host, Runnable begin, Runnable done) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Preparing> preparations() {
    Host blank = Cards.blank();
    Host tested = Cards.blank();
    tested.test().expectOk();
    Host initialised = Cards.blank();
    initialised.test().expectOk();
    initialised.initialise().expectOk();
    Host operational = Cards.operational();
    byte certificate = operational.generate();
    return Stream.of(
        new Preparing(
            "test",
            blank,
            blank::test,
            () -> {
              blank.test().expectOk();
              blank.initialise().expectOk();
            }),
        new Preparing(
            "initialise",
            tested,
            tested::initialise,
            () -> {
              tested.initialise();
              tested.personalise().expectOk();
            }),
        new Preparing(
            "personalise",
            initialised,
            initialised::personalise,
            () -> {
              initialised.personalise();
              initialised.press().expectOk();
              initialised.bindFirst(1).expectOk();
              initialised.activate().expectOk();
            }),
        new Preparing(
            "bind",
            operational,
            () -> {
              operational.press();
              operational.beside().bindWith(operational, 5);
            },
            () -> {
              Host second = operational.beside();
              operational.press().expectOk();
              second.bindWith(operational, 5).expectOk();
              assertThat(second.status().bindings()).isIn(2, 3);
            }),
        new Preparing(
            "generate",
            operational,
            operational::generate,
            () -> {
              int free = operational.status().freeKeys();
              operational.certifyKey();
              assertThat(operational.status().freeKeys()).isEqualTo(free - 1);
            }),
        new Preparing(
            "certify",
            operational,
            () -> operational.certifyPlace(certificate, operational.authority.classKey),
            () -> {
              if (operational.status().certifiedKeys() == 0) {
                operational.certifyPlace(certificate, operational.authority.classKey);
              }
              assertThat(operational.status().certifiedKeys()).isEqualTo(1);
            }),
        new Preparing(
            "install key",
            operational,
            () -> operational.installKey(operational.authority.timeKeeper, ArtLayout.USE_TIME),
            () ->
                operational
                    .installKey(operational.authority.timeKeeper, ArtLayout.USE_TIME)
                    .expectOk()),
        new Preparing(
            "install class",
            operational,
            () -> operational.send(Instructions.INSTALL_CLASS, otherClass()),
            () -> operational.send(Instructions.INSTALL_CLASS, otherClass()).expectOk()),
        new Preparing(
            "set limit",
            operational,
            () -> operational.sendVouched(Instructions.SET_LIMIT, Authority.amount(5)),
            () -> {
              assertThat(operational.status().buttonLimit()).isIn(5L, Host.BUTTON_LIMIT);
              operational.sendVouched(Instructions.SET_LIMIT, Authority.amount(5)).expectOk();
            }));
  }

  private static byte[] otherClass() {
    Authority authority = Authority.INSTANCE;
    return authority.classCertificate(authority.otherClassKey, (byte) 0x04, 1);
  }

  @ParameterizedTest
  @MethodSource("preparations")
  @Requirement("R104")
  void preparationGoesOnWhereverThePowerFails(Preparing preparing) {
    Host host = preparing.host();
    PersistentMemory memory = host.card.memory();
    Snapshot before = host.card.snapshot();
    for (int at = 0; at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      memory.begin(at);
      try {
        preparing.begin().run();
      } catch (AssertionError refused) {
        assertThat(memory.wasCut()).isTrue();
      }
      boolean cut = memory.wasCut();
      host.card.powerUp();
      preparing.done().run();
      if (!cut) {
        assertThat(at).isPositive();
        assertThat(memory.journalledMost()).isLessThanOrEqualTo(JOURNAL_MAX);
        before.restore();
        host.card.powerUp();
        return;
      }
    }
    throw new AssertionError("a command with more than " + WRITES_MAX + " writes");
  }

  /** Disabling, cut anywhere, and cut again anywhere while the next selection goes on with it. */
  @Test
  @Requirement("R106")
  void disablingEndsWithoutKeysWhereverThePowerFails() {
    Host host = Cards.funded(700, 2);
    PersistentMemory memory = host.card.memory();
    Snapshot before = host.card.snapshot();
    for (int at = 0; at < WRITES_MAX; at++) {
      before.restore();
      host.card.powerUp();
      memory.begin(at);
      host.tamper();
      boolean cut = memory.wasCut();
      boolean again = cut;
      for (int next = 0; again; next++) {
        memory.powerUp();
        memory.begin(next);
        host.card.select();
        again = memory.wasCut();
      }
      memory.powerUp();
      byte state = host.card.select()[1];
      if (at > 0) {
        assertThat(state).isEqualTo(Lifecycle.DISABLED);
        assertThat(host.pay(Cards.blank().token().issue(), 1).status())
            .isEqualTo(StatusWords.WRONG_STATE);
      }
      if (!cut) {
        return;
      }
    }
    throw new AssertionError("a command with more than " + WRITES_MAX + " writes");
  }
}
