package org.specie.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.quality.requirements.Requirement;

/** The text of refund addresses. docs/spec/30-wallet.md, clause 30.17. */
final class RefundAddressTextTest {
  private static final Suite SUITE = new Suite(new Domain("test", "ILS", 1));

  private static EntryAddress address() {
    Random random = new Random(1);
    HolderKeys keys = HolderKeys.derive(SUITE, Mnemonic.generate(24, random::nextBytes).seed(""));
    return new RefundKeys(SUITE, keys).address(3);
  }

  @Test
  @Requirement("U7")
  void readsWhatItWrites() throws MalformedInput {
    String text = RefundAddressText.write(address());
    assertThat(text).startsWith("spr1").hasSize(138);
    assertThat(RefundAddressText.read(text)).isEqualTo(address());
    assertThat(RefundAddressText.read(" " + text.toUpperCase(Locale.ROOT) + "\n"))
        .isEqualTo(address());
  }

  @Test
  void refusesEverySlipOfThePen() {
    String text = RefundAddressText.write(address());
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'q' ? 'p' : 'q';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThatThrownBy(() -> RefundAddressText.read(changed)).isInstanceOf(MalformedInput.class);
    }
    for (String wrong :
        new String[] {"", "spr1", text.substring(1), text + "q", text.replaceFirst("spr", "spc")}) {
      assertThatThrownBy(() -> RefundAddressText.read(wrong)).isInstanceOf(MalformedInput.class);
    }
  }
}
