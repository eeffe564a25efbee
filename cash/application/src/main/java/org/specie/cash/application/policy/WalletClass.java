package org.specie.cash.application.policy;

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
 */
public record WalletClass(String name, Amount budget) {
  private static final int NAME_BYTES_MAX = 32;

  public WalletClass {
    Check.that(isName(name), "a class has a name of 1 to 32 bytes");
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && ByteString.utf8(name).size() <= NAME_BYTES_MAX;
  }

  void encode(Encoder out) {
    out.text(name).u64(budget.minor());
  }

  static WalletClass decode(Decoder in) throws MalformedInput {
    String name = in.text(NAME_BYTES_MAX);
    long budget = in.u64();
    if (!isName(name) || !Amount.isValid(budget)) {
      throw new MalformedInput("not a wallet class");
    }
    return new WalletClass(name, Amount.ofMinor(budget));
  }
}
