package org.specie.offline.agents.factory;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reserved;

/**
 * What an owner wishes of a token: 26 bytes, for deposits into an account 42, for withdrawals from
 * one 106. Spec: docs/spec/54-agents.md 5.2.
 *
 * @param dedicated a payer may keep it and pay again
 * @param payers classes of devices that may pay
 * @param paymentsMax how many payments it collects at most
 * @param until the end of its validity
 * @param limits of a payment and of all
 * @param account the institution's reference of the account that the token pays into, or is filled
 *     from, 16 bytes
 * @param withdrawalKey that authorises withdrawals from the account into the owner's purse
 */
public record TokenWish(
    boolean dedicated,
    DeviceClasses payers,
    int paymentsMax,
    Minutes until,
    Limits limits,
    Optional<ByteString> account,
    Optional<P256Key> withdrawalKey) {
  private static final int TYPE = 0x61;
  private static final int PAYMENTS_MAX = 0xffff;
  private static final int DEPOSIT = ArtLayout.FLAG_DEDICATED | ArtLayout.FLAG_DEPOSIT;
  private static final int WITHDRAWAL = ArtLayout.FLAG_DEDICATED | ArtLayout.FLAG_WITHDRAWAL;

  public TokenWish {
    Check.that(
        0 < paymentsMax && paymentsMax <= PAYMENTS_MAX, "a token collects 1 to 65535 payments");
    Check.that(
        account.isEmpty() || account.get().size() == ArtLayout.ACCOUNT_SIZE,
        "an account reference has 16 bytes");
    Check.that(account.isEmpty() || dedicated, "a token that names an account is dedicated");
    Check.that(withdrawalKey.isEmpty() || account.isPresent(), "a key withdraws from an account");
  }

  /** A token for payments of any kind, or for deposits if there is an account. */
  public TokenWish(
      boolean dedicated,
      DeviceClasses payers,
      int paymentsMax,
      Minutes until,
      Limits limits,
      Optional<ByteString> account) {
    this(dedicated, payers, paymentsMax, until, limits, account, Optional.empty());
  }

  /** A token for payments of any kind. */
  public TokenWish(
      boolean dedicated, DeviceClasses payers, int paymentsMax, Minutes until, Limits limits) {
    this(dedicated, payers, paymentsMax, until, limits, Optional.empty());
  }

  /** What the token is for. */
  public Purpose purpose() {
    if (withdrawalKey.isPresent()) {
      return Purpose.WITHDRAWAL;
    }
    return account.isPresent() ? Purpose.DEPOSIT : Purpose.GENERAL;
  }

  private int flags() {
    return (dedicated ? ArtLayout.FLAG_DEDICATED : 0)
        | switch (purpose()) {
          case DEPOSIT -> ArtLayout.FLAG_DEPOSIT;
          case WITHDRAWAL -> ArtLayout.FLAG_WITHDRAWAL;
          case GENERAL, WHOLESALE, RECOVERY -> 0;
        };
  }

  /** The one encoding. */
  public ByteString encode() {
    Encoder out = new Encoder().u8(TYPE).u8(flags());
    out.u8(payers.mask());
    Reserved.encode(out, 1);
    out.u16(paymentsMax);
    until.encode(out);
    limits.encode(out);
    account.ifPresent(out::fixed);
    withdrawalKey.ifPresent(key -> out.fixed(key.point()));
    return out.toByteString();
  }

  /** Reads a wish and nothing after it. */
  public static TokenWish decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != TYPE) {
      throw new MalformedInput("not a wish");
    }
    int flags = in.u8();
    if (flags != 0
        && flags != ArtLayout.FLAG_DEDICATED
        && flags != DEPOSIT
        && flags != WITHDRAWAL) {
      throw new MalformedInput("a token that names an account is dedicated, and is for one thing");
    }
    DeviceClasses payers = DeviceClasses.decode(in);
    Reserved.decode(in, 1);
    int paymentsMax = in.u16();
    if (paymentsMax == 0) {
      throw new MalformedInput("a token collects at least one payment");
    }
    TokenWish read =
        new TokenWish(
            flags != 0,
            payers,
            paymentsMax,
            Minutes.decode(in),
            Limits.decode(in),
            flags == DEPOSIT || flags == WITHDRAWAL
                ? Optional.of(in.fixed(ArtLayout.ACCOUNT_SIZE))
                : Optional.empty(),
            flags == WITHDRAWAL ? Optional.of(P256Key.decode(in)) : Optional.empty());
    in.end();
    return read;
  }
}
