package org.specie.cash.application.policy;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A class of wallets, such as persons or businesses.
 *
 * @param name for people, 1 to 32 bytes
 * @param budget what a renewal sets the anonymity budget to
 * @param limit T1 of this class, where it is not the policy's
 */
public record WalletClass(String name, Amount budget, Optional<Amount> limit) {
  private static final int NAME_BYTES_MAX = 32;

  /** A class with the policy's T1. */
  public WalletClass(String name, Amount budget) {
    this(name, budget, Optional.empty());
  }

  public WalletClass {
    Check.that(isName(name), "a class has a name of 1 to 32 bytes");
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && ByteString.utf8(name).size() <= NAME_BYTES_MAX;
  }

  /** The same with another budget. */
  WalletClass withBudget(Amount other) {
    return new WalletClass(name, other, limit);
  }

  /** The same with another limit, or with the policy's. */
  public WalletClass withLimit(Optional<Amount> own) {
    return new WalletClass(name, budget, own);
  }

  /** Name and budget. */
  void encode(Encoder out) {
    out.text(name).u64(budget.minor());
  }

  /** The same, then whether it has a limit of its own, and that. */
  void encodeWithLimit(Encoder out) {
    encode(out);
    out.bool(limit.isPresent());
    limit.ifPresent(own -> out.u64(own.minor()));
  }

  static WalletClass decode(Decoder in) throws MalformedInput {
    String name = in.text(NAME_BYTES_MAX);
    Amount budget = amount(in);
    if (!isName(name)) {
      throw new MalformedInput("not a wallet class");
    }
    return new WalletClass(name, budget);
  }

  static WalletClass decodeWithLimit(Decoder in) throws MalformedInput {
    WalletClass plain = decode(in);
    return in.bool() ? new WalletClass(plain.name, plain.budget, Optional.of(amount(in))) : plain;
  }

  private static Amount amount(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("not an amount of a wallet class");
    }
    return Amount.ofMinor(minor);
  }
}
