package org.specie.wallet.request;

import java.util.Optional;
import java.util.OptionalLong;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.VisibleText;
import org.specie.wallet.WalletReason;
import org.specie.wallet.letter.Mailbox;

/**
 * What a payee asks for. It is not signed: whoever can exchange a request can exchange a signed one
 * for another signed one. What protects the payer is to see whom it names. Source:
 * docs/spec/31-payment-requests.md, 31.1.
 *
 * @param network the first {@link #NETWORK_SIZE} bytes of the ledger's genesis hash, in hexadecimal
 * @param payee where to pay
 * @param amount how much; the payer decides if it is not said
 * @param reference the payee's own words for its books, which come back in the note of a private
 *     payment; may be empty
 * @param message words for the payer; may be empty
 * @param expiresAtSeconds until when it may be paid; always if it is not said
 * @param mailbox where the payer leaves a letter about the payment
 */
public record PaymentRequest(
    String network,
    Payee payee,
    Optional<Amount> amount,
    String reference,
    String message,
    OptionalLong expiresAtSeconds,
    Optional<Mailbox> mailbox) {
  /** Bytes of the genesis hash that name the ledger. */
  public static final int NETWORK_SIZE = 8;

  /** Longest reference, in characters; that of an end-to-end identification of ISO 20022. */
  public static final int REFERENCE_MAX = 35;

  /** Longest message in bytes of UTF-8. */
  public static final int MESSAGE_BYTES_MAX = 140;

  /** The latest time that can be written: the year 9999. */
  private static final long SECONDS_MAX = 253_402_300_799L;

  public PaymentRequest {
    Check.that(isNetwork(network), "a ledger is named by 16 lower-case hexadecimal digits");
    Check.that(
        amount.isEmpty() || !amount.get().equals(Amount.ZERO), "nobody asks for nothing at all");
    Check.that(isReference(reference), "a reference has 35 characters of the payment alphabet");
    Check.that(isMessage(message), "a message has 140 bytes of visible text");
    Check.that(
        expiresAtSeconds.isEmpty() || isTime(expiresAtSeconds.getAsLong()), "time ends in 9999");
  }

  /** A request that names no mailbox. */
  public PaymentRequest(
      String network,
      Payee payee,
      Optional<Amount> amount,
      String reference,
      String message,
      OptionalLong expiresAtSeconds) {
    this(network, payee, amount, reference, message, expiresAtSeconds, Optional.empty());
  }

  /** The same request, with a mailbox for the payer's letter. */
  public PaymentRequest with(Mailbox next) {
    return new PaymentRequest(
        network, payee, amount, reference, message, expiresAtSeconds, Optional.of(next));
  }

  /** The name of the ledger that began with {@code genesis}. */
  public static String networkOf(Hash32 genesis) {
    return genesis.bytes().slice(0, NETWORK_SIZE).toHex();
  }

  static boolean isNetwork(String text) {
    return text.matches("[0-9a-f]{" + 2 * NETWORK_SIZE + "}");
  }

  /** Whether every system of payments can carry {@code text} as a reference. */
  public static boolean isReference(String text) {
    return text.matches("[A-Za-z0-9/?:().,'+ -]{0," + REFERENCE_MAX + "}");
  }

  /** Whether {@code text} can be shown to a payer as it is. */
  public static boolean isMessage(String text) {
    return VisibleText.isShowable(text, MESSAGE_BYTES_MAX);
  }

  static boolean isTime(long seconds) {
    return 0 < seconds && seconds <= SECONDS_MAX;
  }

  /** Why it may not be paid with {@code offered} on the ledger of {@code genesis} now. */
  public Optional<WalletReason> refusal(Hash32 genesis, long nowSeconds, Optional<Amount> offered) {
    if (!network.equals(networkOf(genesis))) {
      return Optional.of(WalletReason.REQUEST_OTHER_LEDGER);
    }
    if (expiresAtSeconds.isPresent() && expiresAtSeconds.getAsLong() < nowSeconds) {
      return Optional.of(WalletReason.REQUEST_EXPIRED);
    }
    if (amount.isEmpty() && offered.isEmpty()) {
      return Optional.of(WalletReason.REQUEST_WITHOUT_AMOUNT);
    }
    boolean isOther = amount.isPresent() && offered.isPresent() && !amount.equals(offered);
    return isOther ? Optional.of(WalletReason.REQUEST_AMOUNT_DIFFERS) : Optional.empty();
  }
}
