package org.specie.cash.protocol;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Where a piece of private cash is valid: one ledger, one currency, one key generation.
 * Transcripts, tags and what a transaction creates depend on all three, so that no proof and no
 * credential replays elsewhere; public bases and a person's keys depend on ledger and currency.
 *
 * @param ledger 1 to 32 of a–z, 0–9 and '-'
 * @param currency three capital letters
 * @param generation key generation, from 1
 */
public record Domain(String ledger, String currency, int generation) {
  private static final String LEDGER = "[a-z0-9-]{1,32}";
  private static final String CURRENCY = "[A-Z]{3}";
  private static final int GENERATION_MAX = 0xffff;

  public Domain {
    Check.that(isValid(ledger, currency, generation), "a domain is well-formed");
  }

  private static boolean isValid(String ledger, String currency, int generation) {
    return ledger.matches(LEDGER)
        && currency.matches(CURRENCY)
        && 1 <= generation
        && generation <= GENERATION_MAX;
  }

  /** The domain separation tag for {@code purpose}. */
  public ByteString tag(String purpose) {
    return ByteString.utf8("SPECIE-" + ledger + "-" + currency + "-v1-" + purpose);
  }

  public void encode(Encoder out) {
    out.text(ledger).text(currency).u16(generation);
  }

  public static Domain decode(Decoder in) throws MalformedInput {
    String ledger = in.text(32);
    String currency = in.text(3);
    int generation = in.u16();
    if (!isValid(ledger, currency, generation)) {
      throw new MalformedInput("not a domain");
    }
    return new Domain(ledger, currency, generation);
  }
}
