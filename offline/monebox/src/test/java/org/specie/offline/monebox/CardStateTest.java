package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.SoftwareCard;

/** A card of software goes on where it was, in another process as well. */
class CardStateTest {
  private static final CardImage IMAGE =
      Cards.image(Cards.KEYS, Cards.RESULTS, Cards.PAID, Cards.OWN);

  @Test
  void aRestoredCardIsTheSameCard() throws MalformedInput {
    Host ana = Cards.funded(10_000, 2);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] paid = ana.pay(token, 2_500).expectData();
    ByteString state = ana.card.snapshot().encode();

    Host again = ana.movedTo(SoftwareCard.restored(IMAGE, state));
    assertThat(again.status().balance()).isEqualTo(7_500);
    assertThat(again.getResult(token).expectData()).isEqualTo(paid);
    byte[] other = ben.token().issue();
    byte[] next = again.pay(other, 500).expectData();
    ben.redeem(other, next).expectOk();
    assertThat(again.status().balance()).isEqualTo(7_000);
    assertThat(again.certifyKey()).isNotNegative();
    assertThat(SoftwareCard.restored(IMAGE, state).snapshot().encode()).isEqualTo(state);
  }

  @Test
  void theStateOfAnotherCardIsRefused() {
    ByteString state = Cards.funded(10_000, 1).card.snapshot().encode();
    CardImage larger = Cards.image(Cards.KEYS + 1, Cards.RESULTS, Cards.PAID, Cards.OWN);
    refused(larger, state);
    refused(IMAGE, ByteString.EMPTY);
    refused(IMAGE, state.slice(0, state.size() / 2));
    refused(IMAGE, state.slice(0, state.size() - 1));
    refused(IMAGE, ByteString.concat(state, ByteString.hex("00")));
  }

  private static void refused(CardImage image, ByteString state) {
    assertThatThrownBy(() -> SoftwareCard.restored(image, state))
        .isInstanceOf(MalformedInput.class);
  }
}
