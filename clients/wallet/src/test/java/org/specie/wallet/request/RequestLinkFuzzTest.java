package org.specie.wallet.request;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Reads whatever stands in a code on a wall: it is refused, or says the same when written again.
 */
class RequestLinkFuzzTest {
  @FuzzTest
  void readsNothingButRequests(byte[] input) {
    PaymentRequest request;
    try {
      request = RequestLink.read(new String(input, StandardCharsets.UTF_8));
    } catch (MalformedInput refused) {
      return;
    }
    try {
      Check.that(
          RequestLink.read(RequestLink.write(request)).equals(request), "it is the same request");
    } catch (MalformedInput e) {
      throw new IllegalStateException("what was read cannot be read again", e);
    }
  }

  @FuzzTest
  void readsNothingButLinksToProviders(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      String again = RequestAtProvider.read(text).write();
      Check.that(again.equals(text.strip()), "it has one form");
      Check.that(RequestAtProvider.isLink(text), "it is read where it belongs");
    } catch (MalformedInput refused) {
      return;
    }
  }
}
