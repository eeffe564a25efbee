package org.specie.cli.network;

import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.address.AddressText;

/** Acts of issuing, from what somebody typed. */
public final class Issuance {
  private Issuance() {}

  /** Issues {@code amount} to {@code account}: 0x and 40 digits. */
  public static Act ordinary(String account, Amount amount) {
    try {
      return new Act.IssueOrdinary(Address.parse(account), amount);
    } catch (MalformedInput e) {
      throw new UsageMistake(
          "'" + account + "' is not an account: " + e.getMessage(),
          "'specie wallet receive' shows a wallet's account");
    }
  }

  /** Issues a coin of {@code amount} to whoever has the payment address {@code address}. */
  public static Answer<Act> privately(Suite suite, String address, Amount amount) {
    return payee(suite, address).map(key -> new Act.IssuePrivate(key, amount));
  }

  /** The public spend key of whoever has the payment address {@code address}. */
  public static Answer<G1> payee(Suite suite, String address) {
    try {
      PaymentAddress to = AddressText.read(suite, address);
      return to.isGenuine(suite)
          ? Answer.done(to.publicSpendKey())
          : Answer.refused(WalletReason.ADDRESS_NOT_GENUINE);
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.ADDRESS_UNREADABLE, "(" + e.getMessage() + ")");
    }
  }
}
