package org.specie.offline.agents.factory;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.value.DeviceClasses;

/**
 * The most that a factory puts into a token of one kind of owner. Spec: docs/spec/54-agents.md 5.4.
 *
 * @param number names the policy in tokens
 * @param payers classes that may pay
 * @param paymentsMax largest number of payments
 * @param days of validity
 * @param limits of a payment and of all
 */
public record TokenPolicy(
    int number, DeviceClasses payers, int paymentsMax, int days, Limits limits) {
  private static final int PAYMENTS_MAX = 0xffff;

  /** A token is inspected when it ends, so it ends within a year. */
  private static final int DAYS_MAX = 366;

  public TokenPolicy {
    Check.that(number >= 0, "policies are numbered from 0");
    Check.that(
        0 < paymentsMax && paymentsMax <= PAYMENTS_MAX, "a token collects 1 to 65535 payments");
    Check.that(0 < days && days <= DAYS_MAX, "a token lives 1 to 366 days");
  }

  /** What is in force whenever a token is made. */
  @FunctionalInterface
  public interface Current {
    ByOwner current() throws IOException;
  }

  /** The one encoding, 25 bytes. */
  public ByteString encode() {
    Encoder out = new Encoder().u32(number).u8(payers.mask()).u16(paymentsMax).u16(days);
    limits.encode(out);
    return out.toByteString();
  }

  /** Reads a policy. */
  public static TokenPolicy decode(Decoder in) throws MalformedInput {
    int number = in.u32();
    DeviceClasses payers = DeviceClasses.decode(in);
    int paymentsMax = in.u16();
    int days = in.u16();
    if (number < 0 || paymentsMax == 0 || days == 0 || days > DAYS_MAX) {
      throw new MalformedInput("a policy has a number, and a token payments and 1 to 366 days");
    }
    return new TokenPolicy(number, payers, paymentsMax, days, Limits.decode(in));
  }

  /**
   * Those of both kinds of owners.
   *
   * @param anonymous of those nobody knows
   * @param identified of all others
   */
  public record ByOwner(TokenPolicy anonymous, TokenPolicy identified) {
    TokenPolicy of(TokenOwners.TokenOwner owner) {
      return owner.anonymous() ? anonymous : identified;
    }
  }
}
