package org.specie.offline.purse.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.credential.CredentialDevice.SignedAnswer;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/**
 * What a host and the real applet do whatever carries their words: calls of methods, the PC/SC
 * service of the machine, or a line. A test of one way implements this. Spec:
 * docs/spec/52-purse.md, section 6.
 */
public interface CardWayBehaviour extends DeviceBehaviour {
  /** A card of the shared mint on this way, in use. */
  TestCard card(OwnerId owner, long minor, int keys) throws IOException;

  @Override
  default SecureDevice device(OwnerId owner, long minor, int keys) throws IOException {
    return card(owner, minor, keys).device();
  }

  /** Torn away before a write of a payment, or after the last one: paid once. */
  @Test
  @Requirement("R71")
  default void paysOnceHoweverItIsTornOut() throws IOException {
    int[] writes = {0, 4, 9, 1_000};
    TestCard card = card(BEN, 5_000, writes.length);
    SecureDevice ben = card.device();
    int torn = 0;
    for (int write : writes) {
      PayOrder order = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 1_000);
      card.software().memory().begin(write);
      torn += isTorn(ben, order) ? 1 : 0;
      card.software().powerUp();
      Payment payment = DeviceBehaviour.paid(ben.pay(order));
      assertThat(DeviceBehaviour.paid(ben.pay(order))).isEqualTo(payment);
    }
    assertThat(torn).isEqualTo(writes.length - 1);
    assertThat(ben.state().balance()).isEqualTo(Amount.ofMinor(1_000));
  }

  private static boolean isTorn(SecureDevice device, PayOrder order) {
    try {
      var _ = device.pay(order);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /** The longest word there and a long one back, and no byte of either is another. */
  @Test
  @Requirement("R71")
  default void carriesTheLongestWords() throws IOException {
    CardDevice device = card(BEN, 50, 1).device();
    ByteString longest = ByteString.copyOf(new byte[512]);

    assertThat(device.seal(longest))
        .isInstanceOfSatisfying(
            SignedAnswer.Signed.class,
            signed -> assertThat(signed.request().slice(0, 512)).isEqualTo(longest));
    assertThat(device.root().certificate()).isEqualTo(Mint.shared().issuer().root());
  }

  /** A card hears whom it knows, and nobody else, on every way. */
  @Test
  @Requirement("R71")
  default void hearsNoHostOfAnotherCard() throws IOException {
    TestCard card = card(BEN, 50, 0);
    TestCard other = card(ANA, 70, 0);

    assertThatThrownBy(new CardDevice(card, other.binding())::state)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("6982");
    assertThat(card.device().state().balance()).isEqualTo(Amount.ofMinor(50));
    assertThat(other.device().state().balance()).isEqualTo(Amount.ofMinor(70));
  }
}
