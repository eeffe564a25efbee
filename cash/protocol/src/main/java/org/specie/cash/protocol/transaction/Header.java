package org.specie.cash.protocol.transaction;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What every shielded transaction says in clear.
 *
 * @param generation key generation of the credentials shown and created
 * @param classId wallet class of the state
 * @param epoch the epoch of the state created
 * @param renewal whether the budget is set anew and the old epoch hidden
 * @param policyHash of the policy record the proof was made under
 * @param validUntil last block height, a multiple of {@link #GRID}
 * @param salt 32 fresh bytes an attempt
 */
public record Header(
    int generation,
    int classId,
    long epoch,
    boolean renewal,
    Hash32 policyHash,
    long validUntil,
    ByteString salt) {
  /**
   * Heights a transaction may be valid until; a coarse grid, so that the height is no fingerprint.
   */
  public static final long GRID = 64;

  /** Most blocks between now and the last valid height. */
  public static final long HORIZON = 8 * GRID;

  public static final int SALT_SIZE = 32;

  public Header {
    Check.that(salt.size() == SALT_SIZE, "a salt has 32 bytes");
  }

  /** The height wallets choose at {@code height}. */
  public static long validUntilFrom(long height) {
    return (height / GRID + 4) * GRID;
  }

  /**
   * The height for what has to wait at {@code height}: as far ahead as is allowed, but for one step
   * of the grid, so that whoever lags behind does not take it for too far.
   */
  public static long latestFrom(long height) {
    return (height + HORIZON - GRID) / GRID * GRID;
  }

  /** Whether the transaction may be in the block at {@code height}. */
  public boolean isCurrentAt(long height) {
    return validUntil % GRID == 0 && height <= validUntil && validUntil - height <= HORIZON;
  }

  void encode(Encoder out) {
    out.u16(generation)
        .u8(classId)
        .u64(epoch)
        .bool(renewal)
        .hash(policyHash)
        .u64(validUntil)
        .fixed(salt);
  }

  /** Reads the header of a transaction that leaves the budget alone. */
  static Header decodeWithoutRenewal(Decoder in) throws MalformedInput {
    Header header = decode(in);
    if (header.renewal()) {
      throw new MalformedInput("nothing to renew");
    }
    return header;
  }

  static Header decode(Decoder in) throws MalformedInput {
    return new Header(
        in.u16(), in.u8(), in.u64(), in.bool(), in.hash(), in.u64(), in.fixed(SALT_SIZE));
  }
}
