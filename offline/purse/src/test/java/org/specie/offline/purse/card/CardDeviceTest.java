package org.specie.offline.purse.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** A host and the real applet. */
@Requirement("R71")
class CardDeviceTest implements DeviceBehaviour {
  private static TestCard card(OwnerId owner, long minor, int keys) throws IOException {
    return TestCard.with(Mint.shared().issuer(), owner, minor, keys);
  }

  @Override
  public SecureDevice device(OwnerId owner, long minor, int keys) throws IOException {
    return card(owner, minor, keys).device();
  }

  @Test
  @Requirement("R100")
  void anotherHostsWordIsWorthNothing() throws IOException {
    TestCard card = card(BEN, 50, 1);
    TestCard other = card(BEN, 50, 1);
    CardDevice wrong = new CardDevice(card, other.binding());

    assertThatThrownBy(wrong::state).isInstanceOf(IOException.class).hasMessageContaining("6982");
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
        .isEmpty();
  }
}
