package org.specie.offline.agents.inspection;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;

/**
 * An institution's credit of a payment to an account.
 *
 * @param institution its name, at most 64 bytes
 * @param reference its own of this booking, 16 bytes
 */
public record Booking(String institution, ByteString reference) {
  private static final int INSTITUTION_MAX = 64;
  private static final int REFERENCE_SIZE = 16;

  public Booking {
    Check.that(
        !institution.isEmpty() && ByteString.utf8(institution).size() <= INSTITUTION_MAX,
        "an institution has a name of at most 64 bytes");
    Check.that(reference.size() == REFERENCE_SIZE, "the reference of a booking has 16 bytes");
  }

  /** What tells it from every other booking. */
  public Hash32 digest() {
    return Hash32.sha256(new Encoder().text(institution).fixed(reference).toByteString());
  }
}
