package org.specie.offline.purse.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** A host and the real applet. */
class CardDeviceTest implements CardWayBehaviour {
  /** Of root, code and status word. */
  private static final int ROOT_ANSWER = 180 + 16 + 2;

  @Override
  public TestCard card(OwnerId owner, long minor, int keys) throws IOException {
    return TestCard.with(Mint.shared().issuer(), owner, minor, keys);
  }

  @Test
  @Requirement("R100")
  void anotherHostsWordIsWorthNothing() throws IOException {
    TestCard card = card(BEN, 50, 1);
    TestCard other = card(BEN, 50, 1);
    CardDevice wrong = new CardDevice(card, other.binding());

    assertThatThrownBy(wrong::state).isInstanceOf(IOException.class).hasMessageContaining("6982");
  }

  /** Two programs, two journals, two cards; what one does the other does not notice. */
  @Test
  @Requirement("R101")
  void twoPursesOnOneComputerHaveNothingInCommon() throws IOException {
    TestCard ofAna = card(ANA, 500, 1);
    TestCard ofBen = card(BEN, 700, 1);
    Table ana = Table.withDevice("ana", ofAna.device());
    Table ben = Table.withDevice("ben", ofBen.device());
    assertThat(ana.purse().receiving().stock(Mint.shared().token(ANA)).isAccepted()).isTrue();
    assertThat(ben.purse().receiving().stock(Mint.shared().token(BEN)).isAccepted()).isTrue();

    Request toAna = ana.ask(100);
    Request toBen = ben.ask(40);
    Response byAna = ana.pay(toBen, 40);
    Response byBen = ben.pay(toAna, 100);
    assertThat(ana.purse().receiving().accept(byAna, Mint.later(6)))
        .isEqualTo(Verdict.refused(PurseReason.NOT_ASKED));
    assertThat(ofBen.device().redeem(toAna.token().with(byBen.payment())))
        .isEqualTo(new SecureDevice.RedeemAnswer.Refused(TokenReason.NOT_THE_OWNER));
    assertThatThrownBy(new CardDevice(ofBen, ofAna.binding())::state)
        .isInstanceOf(IOException.class);
    ana.take(byBen);
    ben.take(byAna);

    ana.restart();
    ben.restart();
    assertThat(ana.balanceMinor()).isEqualTo(500 - 40 + 100);
    assertThat(ben.balanceMinor()).isEqualTo(700 - 100 + 40);
    assertThat(ana.purse().history().paid()).isEqualTo(Amount.ofMinor(40));
    assertThat(ana.purse().history().received()).isEqualTo(Amount.ofMinor(100));
    assertThat(ben.purse().history().paid()).isEqualTo(Amount.ofMinor(100));
    assertThat(ben.purse().history().received()).isEqualTo(Amount.ofMinor(40));
  }

  /** docs/spec/52-purse.md 4.4: host and card learn what came along with the payment. */
  @Test
  void collectsWhatIsPaidUnderTheNextClass() throws IOException {
    Mint next = Mint.shared().rotated();
    MemoryDevice ben = new MemoryDevice("ben", 500, next);
    TestCard card = card(BEN, 0, 0);
    Table ana = Table.withDevice("ana", card.device());
    for (int i = 0; i < 2; i++) {
      var _ = ana.purse().receiving().stock(Mint.shared().token(BEN));
    }
    Response unknown = paid(ben, ana.ask(100), Chain.NONE);
    assertThat(ana.purse().receiving().accept(unknown, Mint.later(6)))
        .isEqualTo(Verdict.refused(TokenReason.UNKNOWN_KEY));
    Response first = new Response(unknown.id(), unknown.payment(), next.credentials().chain());
    assertThat(ana.purse().receiving().accept(first, Mint.later(6)).isAccepted()).isTrue();

    ana.restart();
    assertThat(ana.purse().redemption().redeemAll()).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(100);

    ana.restart();
    ana.take(paid(ben, ana.ask(50), Chain.NONE));
    assertThat(ana.balanceMinor()).as("the host knows the class from its journal").isEqualTo(150);
  }

  private static Response paid(MemoryDevice payer, Request request, Chain chain)
      throws IOException {
    Token token = request.token();
    PayOrder order =
        new PayOrder(token, request.amount().orElseThrow(), request.reference(), Mint.NOW);
    if (payer.pay(order) instanceof SecureDevice.PayAnswer.Paid(Payment payment)) {
      return new Response(token.configuration().id(), payment, chain);
    }
    throw new AssertionError("the payer's device pays");
  }

  /** Clause 10.4: the document is hearsay until the card has told its root. */
  @Test
  @Requirement("R73")
  void trustsTheRootThatTheCardTellsAndNoOther() throws IOException {
    TestCard card = card(BEN, 50, 0);
    RootOfTrust root = card.device().root();
    IssuerDocument ofTheCard = Mint.shared().document();
    IssuerDocument ofAStranger = Mint.stranger().document();

    assertThat(root.certificate()).isEqualTo(Mint.shared().issuer().root());
    assertThat(root.admit(ofTheCard)).contains(ofTheCard);
    assertThat(root.admit(ofAStranger)).isEmpty();
  }

  /** Whoever is between the two changes a bit of the root, or tells another one. */
  @Test
  @Requirement("R73")
  void takesNoRootThatTheCardDidNotTell() throws IOException {
    TestCard card = card(BEN, 50, 0);
    ByteString other = Mint.stranger().issuer().root().encode();
    for (int at = 0; at < ROOT_ANSWER; at++) {
      int bit = at;
      refusesRoot(card, said -> flipped(said, bit));
    }
    refusesRoot(card, said -> ByteString.concat(other, said.slice(other.size(), said.size())));
    refusesRoot(card, said -> ByteString.concat(other, ByteString.hex("9000")));
  }

  /** What the card said to another question, to another host, or before a question was changed. */
  @Test
  @Requirement("R73")
  void takesNoRootUnderAnotherBindingOrChallenge() throws IOException {
    TestCard card = card(BEN, 50, 0);
    TestCard other = card(BEN, 50, 0);
    CardDevice wrong = new CardDevice(other, card.binding());
    assertThatThrownBy(wrong::root).isInstanceOf(IOException.class).hasMessageContaining("6982");

    Deque<ByteString> before = new ArrayDeque<>();
    var _ = tapped(card, said -> kept(before, said)).root();
    refusesRoot(card, said -> before.getLast());
  }

  private static ByteString kept(Deque<ByteString> kept, ByteString said) {
    kept.addLast(said);
    return said;
  }

  private static void refusesRoot(TestCard card, UnaryOperator<ByteString> change) {
    assertThatThrownBy(tapped(card, change)::root)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".*(is not what the card said|bytes instead of|status word).*");
  }

  /** The card behind somebody who changes what it answers to ROOT. */
  private static CardDevice tapped(TestCard card, UnaryOperator<ByteString> change) {
    return new CardDevice(
        command -> {
          ByteString said = card.transmit(command);
          return command.at(1) == CardCommand.ROOT ? change.apply(said) : said;
        },
        card.binding());
  }

  private static ByteString flipped(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at] ^= 1;
    return ByteString.copyOf(changed);
  }

  @Test
  @Requirement("R72")
  void bindsNoCardButTheOneItKnows() throws IOException {
    TestCard card = card(BEN, 50, 0);
    card.press();
    assertThat(
            CardBinding.establish(
                card,
                Mint.shared().issuer().root().key(),
                ByteString.utf8("device number 17"),
                Amount.ofMinor(5),
                Optional.of(card.binding())))
        .isInstanceOf(CardBinding.Establishing.OfAnother.class);
  }

  @Test
  void bindsNobodyWithoutTheButton() throws IOException {
    TestCard card = card(BEN, 50, 0);
    assertThat(
            CardBinding.establish(
                card,
                Mint.shared().issuer().root().key(),
                ByteString.utf8("device number 17"),
                Amount.ofMinor(5),
                Optional.of(card.binding())))
        .isEqualTo(new CardBinding.Establishing.Refused(DeviceReason.BUTTON_REQUIRED));
  }
}
