package org.specie.offline.purse.conductor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.card.CardSecrets.Tier;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.conductor.Conductor.Meeting;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** A host's conductor with the real applet. */
class ConductorTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final Tier FROM_TEN = new Tier(Amount.ofMinor(1_000), Set.of(Kind.NUMBER));
  private static final Tier FROM_FIFTY =
      new Tier(Amount.ofMinor(5_000), Set.of(Kind.NUMBER, Kind.PASSWORD));

  private final TestCard card =
      TestCard.with(Mint.shared().issuer(), DeviceBehaviour.BEN, 50_000, 4);
  private final Person person = new Person();
  private final Conductor conductor = met(card.binding());

  ConductorTest() throws IOException {}

  private Conductor met(CardBinding binding) throws IOException {
    return met(card, binding);
  }

  private Conductor met(CardChannel channel, CardBinding binding) throws IOException {
    ByteString id = new CardDevice(card, card.binding()).deviceId();
    if (Conductor.meet(channel, binding, id, Mint.shared().document(), person)
        instanceof Meeting.Met(Conductor met)) {
      return met;
    }
    throw new AssertionError("they are of one issuer");
  }

  /** Presses, and types what is prepared. */
  private final class Person implements Owner {
    private final Deque<String> typed = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private int presses;

    @Override
    public void press() throws IOException {
      presses++;
      card.press();
    }

    @Override
    public Optional<Secret> tell(Kind kind, int triesLeft) {
      asked.add(kind + " " + triesLeft);
      return Optional.ofNullable(typed.poll()).map(ConductorTest::secret);
    }
  }

  private static Secret secret(String text) {
    return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  private void guard() throws IOException {
    Map<Kind, Secret> both = Map.of(Kind.NUMBER, secret("4711"), Kind.PASSWORD, secret("long"));
    assertThat(conductor.protect(both, Optional.of(List.of(FROM_TEN, FROM_FIFTY)), ENTROPY))
        .isEqualTo(Verdict.accepted());
  }

  private PayAnswer pay(CardDevice device, long minor) throws IOException {
    Token fresh = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    return device.pay(DeviceBehaviour.order(fresh, minor));
  }

  @Test
  @Requirement({"R73", "R74"})
  void meetsOnlyADeviceOfTheIssuerThatItWasToldOf() throws IOException {
    ByteString id = new CardDevice(card, card.binding()).deviceId();
    assertThat(Conductor.meet(card, card.binding(), id, Mint.stranger().document(), person))
        .isEqualTo(new Meeting.Refused(PurseReason.OTHER_ROOT));
    assertThat(conductor.issuer().root()).isEqualTo(Mint.shared().issuer().root());
  }

  @Test
  @Requirement({"R74", "R75"})
  void asksTheOwnerForWhatTheAmountWants() throws IOException {
    guard();
    assertThat(conductor.protection().tiers()).containsExactly(FROM_TEN, FROM_FIFTY);
    assertThat(person.presses).isEqualTo(1);

    assertThat(conductor.authorise(Amount.ofMinor(999))).isEqualTo(Verdict.accepted());
    assertThat(person.asked).isEmpty();
    var _ = DeviceBehaviour.paid(pay(conductor.device(), 999));

    person.typed.addAll(List.of("0815", "4711", "long"));
    assertThat(conductor.authorise(Amount.ofMinor(5_000))).isEqualTo(Verdict.accepted());
    assertThat(person.asked).containsExactly("NUMBER 3", "NUMBER 2", "PASSWORD 10");
    var _ = DeviceBehaviour.paid(pay(conductor.device(), 5_000));
  }

  /** Answers to STATUS have no code, so whoever is between may say another id in them. */
  @Test
  @Requirement("R75")
  void aRightSecretIsRightWhateverIsSaidOfTheDevice() throws IOException {
    guard();
    ByteString id = conductor.device().deviceId();
    CardChannel between =
        command ->
            ByteString.hex(
                card.transmit(command).toHex().replace(id.toHex(), id.toHex().replace('1', '2')));
    Conductor behind = met(between, card.binding());
    person.typed.add("4711");
    assertThat(behind.authorise(Amount.ofMinor(1_000))).isEqualTo(Verdict.accepted());
    assertThat(person.asked).containsExactly("NUMBER 3");
  }

  @Test
  @Requirement({"R74", "R75"})
  void stopsWhereTheOwnerOrTheDeviceDoes() throws IOException {
    guard();
    assertThat(conductor.authorise(Amount.ofMinor(1_000)))
        .as("nobody types")
        .isEqualTo(Verdict.refused(PurseReason.NOT_APPROVED));
    person.typed.add("0815");
    assertThat(conductor.authorise(Amount.ofMinor(1_000)))
        .as("nobody types again")
        .isEqualTo(Verdict.refused(DeviceReason.SECRET_WRONG));
    person.typed.addAll(List.of("2", "3", "4"));
    assertThat(conductor.authorise(Amount.ofMinor(1_000)))
        .isEqualTo(Verdict.refused(DeviceReason.SECRET_LOCKED));
    assertThat(pay(conductor.device(), 1_000))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.SECRET_LOCKED));
  }

  @Test
  @Requirement({"R74", "R75"})
  void changesWhatTheOwnerKnows() throws IOException {
    guard();
    person.typed.add("4711");
    Map<Kind, Secret> other = Map.of(Kind.NUMBER, secret("1234"));
    assertThat(conductor.protect(other, Optional.empty(), ENTROPY)).isEqualTo(Verdict.accepted());
    assertThat(person.asked).as("what is changed and no more").containsExactly("NUMBER 3");
    person.typed.addAll(List.of("1234", "long"));
    assertThat(conductor.protect(Map.of(), Optional.of(List.of()), ENTROPY))
        .isEqualTo(Verdict.accepted());
    assertThat(conductor.authorise(Amount.ofMinor(9_000))).isEqualTo(Verdict.accepted());
    var _ = DeviceBehaviour.paid(pay(conductor.device(), 9_000));
  }

  @Test
  @Requirement("R74")
  void lowersTheButtonsLimitAndNeverRaisesIt() throws IOException {
    assertThat(conductor.lowerButton(Amount.ofMinor(50))).isEqualTo(Verdict.accepted());
    assertThat(conductor.lowerButton(Amount.ofMinor(51)))
        .isEqualTo(Verdict.refused(DeviceReason.LIMIT_ONLY_LOWER));
    assertThat(pay(conductor.device(), 50))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
  }

  @Test
  @Requirement("R74")
  void bindsAnotherHostAndEndsIt() throws IOException {
    CardBinding second =
        conductor
            .bindBeside(card, card.point(), Amount.ofMinor(70))
            .made()
            .orElseThrow(() -> new AssertionError("the owner pressed"));
    CardDevice there = met(second).device();
    assertThat(pay(there, 71)).isEqualTo(new PayAnswer.Refused(DeviceReason.ABOVE_BINDING_LIMIT));
    var _ = DeviceBehaviour.paid(pay(there, 70));

    assertThat(conductor.unbind(second)).isEqualTo(Verdict.accepted());
    assertThatThrownBy(() -> pay(there, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("6A83");
  }

  /** Each message to the part that it is for, as it came. */
  @Test
  @Requirement("R74")
  void routesEachMessageToItsPart() throws IOException {
    Table ana = Table.withDevice("ana", conductor.device());
    assertThat(ana.purse().receiving().stock(Mint.shared().token(DeviceBehaviour.BEN)).isAccepted())
        .isTrue();
    Message.Request request = ana.ask(100);
    Payment payment =
        DeviceBehaviour.paid(conductor.device().pay(DeviceBehaviour.order(request.token(), 100)));
    Message.Response response =
        new Message.Response(request.token().configuration().id(), payment, Chain.NONE);
    Chain chain = Mint.shared().credentials().chain();
    List<Message> all =
        List.of(
            request,
            response,
            new Message.ChainWanted(Mint.shared().credentials().payerClass().id()),
            new Message.Chained(chain),
            new Message.Proof(request.token().configuration(), payment, chain));
    List<String> taken = new ArrayList<>();
    for (Message each : all) {
      taken.add(Conductor.route(each, new Names(each)));
    }
    assertThat(taken).containsExactly("asked", "paid", "lacking", "shown", "proven");
  }

  /** Says where a message arrived, and that it is the one that was sent. */
  private record Names(Message sent) implements Parts<String> {
    private String at(String part, Message arrived) {
      assertThat(arrived).isEqualTo(sent);
      return part;
    }

    @Override
    public String asked(Message.Request request) {
      return at("asked", request);
    }

    @Override
    public String paid(Message.Response response) {
      return at("paid", response);
    }

    @Override
    public String lacking(Message.ChainWanted wanted) {
      return at("lacking", wanted);
    }

    @Override
    public String shown(Message.Chained chain) {
      return at("shown", chain);
    }

    @Override
    public String proven(Message.Proof proof) {
      return at("proven", proof);
    }
  }
}
