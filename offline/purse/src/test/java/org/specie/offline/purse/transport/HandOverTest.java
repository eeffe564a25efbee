package org.specie.offline.purse.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.transport.HandOver.Called;
import org.specie.offline.purse.transport.HandOver.Handed;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/** Page 52, 5.3, each end against what the other one may say. */
class HandOverTest {
  private static final Amount PRICE = Amount.ofMinor(30);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Table ana;
  private final Table shop;

  HandOverTest() throws IOException {
    ana = Table.with("ana", 1_000);
    shop = Table.with("shop", 0);
  }

  private static ByteString framed(Message message) {
    ByteString bytes = message.encode();
    return new Encoder().u16(bytes.size()).fixed(bytes).toByteString();
  }

  private static ByteString word(int word) {
    return new Encoder().u16(word).toByteString();
  }

  private MessageLine hearing(ByteString... parts) {
    InputStream in = new ByteArrayInputStream(ByteString.concat(parts).toByteArray());
    return new MessageLine(in, said);
  }

  private Handed pay(Optional<String> payee, ByteString... heard) throws IOException {
    return HandOver.pay(
        hearing(heard), PRICE, payee, (request, amount) -> ana.tryToPay(request, amount.minor()));
  }

  private Called call(Optional<Request> request, ByteString... heard) throws IOException {
    return HandOver.ask(hearing(heard), request, shop.purse().receiving(), Mint.later(6));
  }

  /** A caller that wants to be asked, and then says {@code heard}. */
  private Called ask(Request request, ByteString... heard) throws IOException {
    return call(Optional.of(request), word(0), ByteString.concat(heard));
  }

  private static Called refused(Reason reason) {
    return new Called.Refused(reason, true);
  }

  @Test
  void readsNothingOfMessagesThatAreTooLong() {
    for (int size : new int[] {MessageLine.MESSAGE_MAX + 1, 0xffff}) {
      ByteArrayInputStream in =
          new ByteArrayInputStream(
              ByteString.concat(word(size), ByteString.hex("00".repeat(64))).toByteArray());
      assertThatThrownBy(() -> new MessageLine(in, said).receive())
          .isInstanceOf(MalformedInput.class);
      assertThat(in.available()).isEqualTo(64);
    }
  }

  @Test
  void refusesBytesThatAreNoMessageAndSaysSo() throws IOException {
    Request request = shop.ask(30);
    assertThat(ask(request, word(3), ByteString.hex("424242")))
        .isEqualTo(refused(TokenReason.MALFORMED));
    assertThat(ByteString.copyOf(said.toByteArray()))
        .isEqualTo(ByteString.concat(framed(request), word(TokenReason.MALFORMED.code())));
    assertThat(ask(request, framed(request))).isEqualTo(refused(PurseReason.NOT_A_PAYMENT));
    assertThat(ask(request, word(100), ByteString.hex("42"))).isInstanceOf(Called.Gone.class);
    assertThat(ask(request)).isInstanceOf(Called.Gone.class);
    assertThat(shop.purse().receiving().outstanding()).containsExactly(request);
  }

  @Test
  void asksNobodyWhoDoesNotWantToBeAsked() throws IOException {
    Request request = shop.ask(30);
    assertThatThrownBy(() -> call(Optional.of(request))).isInstanceOf(LineBroken.class);
    assertThat(call(Optional.of(request), word(3), ByteString.hex("424242")))
        .isEqualTo(new Called.Refused(TokenReason.MALFORMED, false));
    assertThat(call(Optional.of(request), framed(request)))
        .isEqualTo(new Called.Refused(PurseReason.NOT_A_PAYMENT, false));
    assertThat(ByteString.copyOf(said.toByteArray()))
        .isEqualTo(
            ByteString.concat(
                word(TokenReason.MALFORMED.code()), word(PurseReason.NOT_A_PAYMENT.code())));
  }

  @Test
  void whoeverDoesNotPaySaysSoAndWhoeverIsNotAskedHearsIt() throws IOException {
    Request request = shop.ask(30);
    assertThat(ask(request, word(0))).isEqualTo(new Called.NotPaid());
    said.reset();
    assertThat(call(Optional.empty(), word(0))).isEqualTo(new Called.NotPaid());
    assertThat(ByteString.copyOf(said.toByteArray())).isEqualTo(word(0));
    assertThat(pay(Optional.empty(), word(0)))
        .isEqualTo(new Handed.Refused(PurseReason.ASKS_NOBODY));
  }

  @Test
  void whatWasPaidBeforeIsHandedOverWithoutARequest() throws IOException {
    Response answer = ana.pay(shop.ask(30), 30);
    assertThat(HandOver.handOver(hearing(word(0)), answer)).isZero();
    ByteString sent = ByteString.copyOf(said.toByteArray());
    assertThat(sent).isEqualTo(framed(answer));
    Request next = shop.ask(30);
    assertThat(call(Optional.of(next), sent)).isEqualTo(new Called.Taken(answer));
    assertThat(shop.purse().receiving().outstanding()).containsExactly(next);
    assertThat(ana.balanceMinor()).isEqualTo(970);
  }

  @Test
  void refusesEveryPaymentWithAChangedByte() throws IOException {
    Request request = shop.ask(30);
    byte[] answer = framed(ana.pay(request, 30)).toByteArray();
    for (int at = 2; at < answer.length; at += 7) {
      byte[] changed = answer.clone();
      changed[at] ^= 1;
      assertThat(ask(request, ByteString.copyOf(changed)))
          .as("byte %d", at)
          .isInstanceOf(Called.Refused.class);
    }
    assertThat(shop.purse().receiving().outstanding()).containsExactly(request);
  }

  @Test
  void takesAPaymentOnceHoweverOftenItComes() throws IOException {
    Request request = shop.ask(30);
    Response answer = ana.pay(request, 30);
    assertThat(ask(request, framed(answer))).isEqualTo(new Called.Taken(answer));
    assertThat(ask(request, framed(answer))).isEqualTo(new Called.Taken(answer));
    assertThat(shop.purse().receiving().waiting()).isEqualTo(PRICE);
  }

  @Test
  void paysNothingButWhatTheOwnerNamed() throws IOException {
    assertThat(pay(Optional.empty(), framed(shop.ask(31))))
        .isEqualTo(new Handed.Refused(TokenReason.OTHER_AMOUNT));
    assertThat(pay(Optional.of("nobody"), framed(shop.ask(30))))
        .isEqualTo(new Handed.Refused(PurseReason.OTHER_PAYEE));
    Response response = ana.pay(shop.ask(5), 5);
    assertThat(pay(Optional.empty(), framed(response)))
        .isEqualTo(new Handed.Refused(PurseReason.NOT_A_REQUEST));
    assertThat(pay(Optional.empty(), word(2), ByteString.hex("4100")))
        .isEqualTo(new Handed.Refused(TokenReason.MALFORMED));
    assertThatThrownBy(() -> pay(Optional.empty(), word(20))).isInstanceOf(LineBroken.class);
    // Each begins with "ask me"; where a request came, "I do not" follows.
    assertThat(ByteString.copyOf(said.toByteArray())).isEqualTo(ByteString.hex("00".repeat(14)));
    assertThat(ana.balanceMinor()).isEqualTo(995);
  }

  @Test
  void theSameRequestIsPaidOnce() throws IOException {
    ByteString request = framed(shop.ask(30));
    assertThat(pay(Optional.empty(), request)).isInstanceOf(Handed.Unsure.class);
    assertThat(pay(Optional.empty(), request, word(7004))).isInstanceOf(Handed.NotTaken.class);
    assertThat(pay(Optional.empty(), request, word(0))).isInstanceOf(Handed.Taken.class);
    assertThat(ana.balanceMinor()).isEqualTo(970);
  }
}
