package org.specie.cash.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Reads the name of a ledger, a currency and a generation. */
class DomainFuzzTest {
  @FuzzTest
  void acceptsOneEncodingOfEachDomain(byte[] input) {
    Decoder in = new Decoder(ByteString.copyOf(input));
    Domain domain;
    try {
      domain = Domain.decode(in);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Encoder out = new Encoder();
    domain.encode(out);
    Check.that(
        out.toByteString().equals(ByteString.copyOf(input)),
        "what was accepted is written the same way");
    Check.that(domain.tag("issue").size() <= 255, "its tags fit a hash to the curve");
  }
}
