package org.specie.wallet.address;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Reads whatever somebody pastes where an address is asked for. If the first byte is 1, the rest is
 * not the text but what stands in it, under a right checksum that no mutation would hit.
 */
class AddressTextFuzzTest {
  private static final int INSIDE = 1;
  private static final int PAYLOAD_SIZE_MAX = 600;
  private static final Suite SUITE = new Suite(new Domain("test", "ILS", 1));

  @FuzzTest
  void readsOneTextForEachAddress(byte[] input) {
    String text = text(input, AddressText.PREFIX);
    PaymentAddress address;
    try {
      address = AddressText.read(SUITE, text);
    } catch (MalformedInput refused) {
      return;
    }
    isTheSame(AddressText.write(address), text);
    var _ = address.isGenuine(SUITE);
  }

  @FuzzTest
  void readsOneTextForEachRefundAddress(byte[] input) {
    String text = text(input, RefundAddressText.PREFIX);
    EntryAddress address;
    try {
      address = RefundAddressText.read(text);
    } catch (MalformedInput refused) {
      return;
    }
    isTheSame(RefundAddressText.write(address), text);
  }

  private static String text(byte[] input, String prefix) {
    if (input.length == 0 || input[0] != INSIDE) {
      return new String(input, StandardCharsets.UTF_8);
    }
    int size = Math.min(input.length - 1, PAYLOAD_SIZE_MAX);
    return Bech32m.write(prefix, Bech32m.toGroups(ByteString.copyOf(input, 1, size)));
  }

  private static void isTheSame(String written, String text) {
    Check.that(written.length() == text.strip().length(), "as many characters as were read");
    for (int at = 0; at < written.length(); at++) {
      int read = text.strip().charAt(at);
      Check.that(
          read == written.charAt(at) || (read < 0x80 && (read | 0x20) == written.charAt(at)),
          "they are the same but for their case");
    }
  }
}
