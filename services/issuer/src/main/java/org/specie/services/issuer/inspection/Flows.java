package org.specie.services.issuer.inspection;

import java.util.OptionalLong;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What flows, in sums. Spec: docs/spec/58-issuer-service.md 9.6.
 *
 * @param issuedMinor ever put into circulation
 * @param creditedMinor ever credited to accounts
 * @param turnoverMinor of payments claimed in the stretch of time that was asked for
 * @param velocityThousandths of it over what circulates; nothing while nothing does
 */
public record Flows(
    long issuedMinor, long creditedMinor, long turnoverMinor, OptionalLong velocityThousandths) {
  ByteString encode() {
    return new Encoder()
        .u64(issuedMinor)
        .u64(creditedMinor)
        .u64(turnoverMinor)
        .bool(velocityThousandths.isPresent())
        .u64(velocityThousandths.orElse(0))
        .toByteString();
  }

  static Flows decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    long issued = in.u64();
    long credited = in.u64();
    long turnover = in.u64();
    boolean circulates = in.bool();
    long velocity = in.u64();
    in.end();
    if (!circulates && velocity != 0) {
      throw new MalformedInput("without circulation there is no velocity");
    }
    return new Flows(
        issued, credited, turnover, circulates ? OptionalLong.of(velocity) : OptionalLong.empty());
  }
}
