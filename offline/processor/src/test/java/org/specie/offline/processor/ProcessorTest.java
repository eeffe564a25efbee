package org.specie.offline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.TappedCard;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** The two chips of a device, the core with the real applet, and a host on one of its links. */
class ProcessorTest {
  private static final long LOADED = 90_000;
  private static final long WITH_BUTTON = 20_000;
  private static final int TAMPER = 0x21;
  private static final ByteString FIRST_OF_A_CHAIN = ByteString.hex("90400100020000");

  /** As the length of an answer: 256 bytes. */
  private static final ByteString PART = ByteString.hex("0100");

  private static final ByteString GET_RESPONSE = ByteString.hex("80C0000000");

  private final Battery battery = new Battery(Battery.CAPACITY_MJ);
  private final TestCard card =
      TestCard.with(Mint.shared().issuer(), DeviceBehaviour.BEN, LOADED, 4);
  private final Processor processor = new Processor(new CardCore(card.software()), key(), battery);
  private final CardDevice host = new CardDevice(processor::relay, card.binding());

  ProcessorTest() throws IOException {}

  private static ProcessorKey key() {
    return new ProcessorKey(Secret.copyOf(TestCard.PROCESSOR.toByteArray()));
  }

  private static PayOrder order(long minor) {
    return DeviceBehaviour.order(Token.fresh(Mint.shared().token(DeviceBehaviour.ANA)), minor);
  }

  private static Display shown(long minor) {
    return new Display.Balance(
        Mint.CURRENCY.number(), Mint.CURRENCY.places(), Amount.ofMinor(minor));
  }

  private void showsWhatTheCardHolds() throws IOException {
    assertThat(processor.display()).isEqualTo(shown(host.state().balance().minor()));
  }

  /** Through payments, a redemption, refusals and cuts, on every link. */
  @Test
  @Requirement("R112")
  void displayShowsWhatTheCardHolds() throws IOException {
    assertThat(processor.display()).isEqualTo(new Display.Dark());
    processor.connect(Link.WIRE);
    assertThat(processor.display()).isEqualTo(shown(LOADED));

    var _ = DeviceBehaviour.paid(host.pay(order(1_250)));
    assertThat(processor.display()).isEqualTo(shown(LOADED - 1_250));
    assertThat(host.pay(order(LOADED))).isInstanceOf(PayAnswer.Refused.class);
    showsWhatTheCardHolds();

    processor.connect(Link.RADIO);
    Token own = Token.fresh(Mint.shared().token(DeviceBehaviour.BEN));
    TestCard ana = TestCard.with(Mint.shared().issuer(), DeviceBehaviour.ANA, 500, 1);
    Payment received = DeviceBehaviour.paid(ana.device().pay(DeviceBehaviour.order(own, 400)));
    assertThat(host.redeem(own.with(received))).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(processor.display()).isEqualTo(shown(LOADED - 1_250 + 400));

    cutsAPaymentAtEveryFewWrites();
  }

  private void cutsAPaymentAtEveryFewWrites() throws IOException {
    PayOrder order = order(1_000);
    for (int write = 0; write < 20; write += 3) {
      processor.connect(Link.NFC);
      card.software().memory().begin(write);
      try {
        var _ = host.pay(order);
      } catch (IOException _) {
        assertThat(processor.display())
            .as("what a torn card holds nobody knows")
            .isEqualTo(new Display.Dark());
      }
      card.software().powerUp();
      processor.connect(Link.NFC);
      showsWhatTheCardHolds();
    }
  }

  @Test
  @Requirement("R112")
  void aPressShowsTheBalanceWithoutAnyHost() throws IOException {
    processor.press();
    assertThat(processor.display()).isEqualTo(shown(LOADED));
    processor.pass(Processor.SHOWN_SECONDS);
    assertThat(processor.display()).isEqualTo(new Display.Dark());
  }

  /** Without power nothing is shown, and not what was true before. */
  @Test
  @Requirement("R112")
  void isDarkRatherThanOld() throws IOException {
    processor.press();
    processor.pass(Integer.MAX_VALUE / 2);
    assertThat(processor.storedMj()).isZero();
    assertThat(processor.display()).isEqualTo(new Display.Dark());
    processor.press();
    assertThat(processor.display()).isEqualTo(new Display.Dark());
  }

  /** A payment whose answer comes in parts is made; until the rest is fetched nothing is shown. */
  @Test
  @Requirement("R112")
  void isDarkWhileAnAnswerComesInParts() throws IOException {
    processor.connect(Link.NFC);
    CardChannel inParts =
        command -> processor.relay(ByteString.concat(command.slice(0, command.size() - 2), PART));
    assertThatThrownBy(() -> new TappedCard(inParts).pay(order(1_000))).hasMessageContaining("61");
    assertThat(processor.display()).isEqualTo(new Display.Dark());

    ByteString rest = processor.relay(GET_RESPONSE);
    assertThat(rest.slice(rest.size() - 2, rest.size())).isEqualTo(ByteString.hex("9000"));
    assertThat(processor.display()).isEqualTo(shown(LOADED - 1_000));
  }

  /** A balance that did not come from the core is not shown. */
  @Test
  @Requirement("R112")
  void showsNothingThatTheCoreDidNotSay() throws IOException {
    CardCore core = new CardCore(card.software());
    boolean[] isLying = {false};
    SecurityCore liar =
        new SecurityCore() {
          @Override
          public void reset() {
            core.reset();
          }

          @Override
          public ByteString transmit(Medium medium, ByteString command) throws IOException {
            byte[] answer = core.transmit(medium, command).toByteArray();
            if (isLying[0] && answer.length > 16) {
              answer[5] ^= 1;
            }
            return ByteString.copyOf(answer);
          }
        };
    Processor deceived = new Processor(liar, key(), battery);
    deceived.connect(Link.WIRE);
    assertThat(deceived.display()).isEqualTo(shown(LOADED));
    isLying[0] = true;

    assertThatThrownBy(() -> deceived.connect(Link.WIRE)).hasMessageContaining("not the core's");
    assertThat(deceived.display()).isEqualTo(new Display.Dark());
  }

  @Test
  @Requirement("R102")
  void theButtonReachesTheCore() throws IOException {
    processor.connect(Link.RADIO);
    assertThat(host.pay(order(WITH_BUTTON)))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
    processor.press();
    var _ = DeviceBehaviour.paid(host.pay(order(WITH_BUTTON)));
    assertThat(host.pay(order(WITH_BUTTON)))
        .as("one press, one payment")
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
  }

  /** A press between a host's challenge and its command spoils neither. */
  @Test
  @Requirement("R102")
  void aPressInTheMiddleWaitsForTheEnd() throws IOException {
    processor.connect(Link.WIRE);
    CardChannel pressedAfterChallenge =
        command -> {
          ByteString answer = processor.relay(command);
          if (command.at(1) == ProcessorKey.CHALLENGE) {
            processor.press();
          }
          return answer;
        };
    PayOrder order = order(WITH_BUTTON);

    assertThat(new CardDevice(pressedAfterChallenge, card.binding()).pay(order))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
    var _ = DeviceBehaviour.paid(host.pay(order));
  }

  @Test
  @Requirement("R102")
  void aPressIsForgottenAfterHalfAMinute() throws IOException {
    processor.press();
    processor.pass(Processor.PRESS_SECONDS - 1);
    processor.connect(Link.WIRE);
    var _ = DeviceBehaviour.paid(host.pay(order(WITH_BUTTON)));
    processor.disconnect();
    processor.press();
    processor.pass(Processor.PRESS_SECONDS);
    processor.connect(Link.WIRE);
    assertThat(host.pay(order(WITH_BUTTON)))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
  }

  /** Whoever opens the case ends the device, also between two words of a host. */
  @Test
  @Requirement({"R102", "R106"})
  void anOpenedCaseEndsTheDevice() throws IOException {
    processor.connect(Link.WIRE);
    processor.openCase();

    assertThat(processor.display()).isEqualTo(new Display.NotInUse());
    assertThatThrownBy(() -> host.pay(order(1))).hasMessageContaining("6985");
  }

  /** Also between two links of a chain, where the core refuses the first word. */
  @Test
  @Requirement({"R102", "R106"})
  void anOpenedCaseEndsTheDeviceInTheMiddleOfAChain() throws IOException {
    processor.connect(Link.NFC);
    assertThat(processor.relay(FIRST_OF_A_CHAIN)).isEqualTo(ByteString.hex("9000"));
    processor.openCase();

    assertThat(processor.display()).isEqualTo(new Display.NotInUse());
    assertThat(new TappedCard(processor::relay).pay(order(1_000)))
        .isEqualTo(new PayAnswer.Refused(PurseReason.NO_PAYER));
  }

  /** What the core did not hear is said again before the next command, a tap's too. */
  @Test
  @Requirement({"R102", "R106"})
  void whatTheCoreDidNotHearIsSaidAgainBeforeATapIsPaid() throws IOException {
    CardCore core = new CardCore(card.software());
    int[] lost = {1};
    SecurityCore deaf =
        new SecurityCore() {
          @Override
          public void reset() {
            core.reset();
          }

          @Override
          public ByteString transmit(Medium medium, ByteString command) throws IOException {
            if (command.at(1) == TAMPER && lost[0]-- > 0) {
              throw new IOException("the word is lost");
            }
            return core.transmit(medium, command);
          }
        };
    Processor again = new Processor(deaf, key(), battery);
    again.connect(Link.NFC);
    assertThatThrownBy(again::openCase).hasMessageContaining("lost");

    assertThat(new TappedCard(again::relay).pay(order(1_000)))
        .isEqualTo(new PayAnswer.Refused(PurseReason.NO_PAYER));
    assertThat(again.display()).isEqualTo(new Display.NotInUse());
  }

  /** The core hears of it with the first power there is, before it hears a host. */
  @Test
  @Requirement({"R102", "R106"})
  void aCaseOpenedWithoutPowerEndsTheDeviceBeforeItPays() throws IOException {
    processor.pass(Integer.MAX_VALUE / 2);
    processor.openCase();
    assertThat(card.software().select()).as("the core knows nothing yet").contains(0x55);

    processor.connect(Link.NFC);

    assertThatThrownBy(() -> host.pay(order(1))).hasMessageContaining("6985");
    assertThat(processor.display()).isEqualTo(new Display.NotInUse());
  }

  /** In a field the battery does not matter, and is charged; without one it is all there is. */
  @Test
  @Requirement({"R110", "R111"})
  void theFieldOfAReaderFeedsAndCharges() throws IOException {
    processor.pass(Integer.MAX_VALUE / 2);
    assertThatThrownBy(() -> processor.connect(Link.RADIO)).hasMessageContaining("empty");
    processor.connect(Link.NFC);
    var _ = DeviceBehaviour.paid(new TappedCard(processor::relay).pay(order(1_000)));
    assertThat(processor.storedMj()).as("a tap alone stores nothing").isZero();

    processor.pass(60);
    assertThat(processor.storedMj()).isEqualTo(60 * Battery.CHARGED_MJ_PER_SECOND);
    processor.connect(Link.RADIO);
    long before = processor.storedMj();
    showsWhatTheCardHolds();
    assertThat(before - processor.storedMj()).as("two commands").isEqualTo(2 * Battery.COMMAND_MJ);
  }

  @Test
  @Requirement("R111")
  void chargesToTheBrimAndNoFurther() throws IOException {
    processor.pass(Integer.MAX_VALUE / 2);
    processor.connect(Link.NFC);
    int full = Math.toIntExact(Battery.CAPACITY_MJ / Battery.CHARGED_MJ_PER_SECOND);
    processor.pass(full - 1);
    assertThat(processor.storedMj()).isLessThan(Battery.CAPACITY_MJ);
    processor.pass(2);
    assertThat(processor.storedMj()).isEqualTo(Battery.CAPACITY_MJ);
    processor.disconnect();
    processor.pass(Battery.SECONDS_PER_MJ);
    assertThat(processor.storedMj()).isEqualTo(Battery.CAPACITY_MJ - 1);
  }

  /** The battery ends while a host talks: what was not relayed was not done. */
  @Test
  @Requirement("R111")
  void anEmptyBatteryEndsARadioLinkBeforeTheCommand() throws IOException {
    Processor weak =
        new Processor(new CardCore(card.software()), key(), new Battery(Battery.COMMAND_MJ));
    weak.connect(Link.RADIO);
    CardDevice faint = new CardDevice(weak::relay, card.binding());

    assertThatThrownBy(() -> faint.pay(order(1_000))).hasMessageContaining("nothing was done");
    assertThat(weak.display()).isEqualTo(new Display.Dark());
    processor.connect(Link.WIRE);
    assertThat(host.state().balance()).isEqualTo(Amount.ofMinor(LOADED));
  }
}
