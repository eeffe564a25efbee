package org.specie.offline.purse.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Mint;

/** Page 52, 10.1. */
class IssuerDocumentTest {
  private static final int CURRENCY_SIZE = 3;
  private static final int KEY_CERT = 180;
  private final IssuerDocument document = Mint.shared().document();

  @Test
  void readsWhatItWrote() throws MalformedInput {
    assertThat(IssuerDocument.decode(document.encode())).isEqualTo(document);
    assertThat(document.credentials()).isEqualTo(Mint.shared().credentials());
  }

  /**
   * The root's own signature is believed by nobody; a bit anywhere else is noticed, but for the
   * root's limits, classes and times, which only bound what stands under it.
   */
  @Test
  void refusesEveryChangedByteUnderTheRoot() {
    byte[] bytes = document.encode().toByteArray();
    for (int at = CURRENCY_SIZE + KEY_CERT; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> IssuerDocument.decode(ByteString.copyOf(changed)))
          .as("byte %d", at)
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void refusesAnotherCurrencyAnotherRootAndAnotherLength() {
    byte[] bytes = document.encode().toByteArray();
    for (int at : new int[] {1, CURRENCY_SIZE, CURRENCY_SIZE + 2, CURRENCY_SIZE + 50}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> IssuerDocument.decode(ByteString.copyOf(changed)))
          .as("byte %d", at)
          .isInstanceOf(MalformedInput.class);
    }
    ByteString whole = document.encode();
    assertThatThrownBy(() -> IssuerDocument.decode(whole.slice(0, whole.size() - 1)))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> IssuerDocument.decode(ByteString.concat(whole, ByteString.hex("00"))))
        .isInstanceOf(MalformedInput.class);
  }
}
