package org.specie.cli.wallet;

import java.io.IOException;
import org.specie.cli.Printer;
import org.specie.cli.customer.Membership;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.letter.Mailbox;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;

/**
 * The letter that goes with a payment, once that is made. The payment stands whatever becomes of
 * it. Source: docs/spec/35-letters.md 35.10.
 */
final class PayersLetter {
  private static final String BETWEEN = "; ";

  private final Membership provider;
  private final Wallet wallet;
  private final Printer printer;

  PayersLetter(Membership provider, Wallet wallet, Printer printer) {
    this.provider = provider;
    this.wallet = wallet;
    this.printer = printer;
  }

  /** What the payee is told: of an open payment the reference too, which the ledger has not. */
  static String words(PaymentRequest request, String note) {
    return switch (request.payee()) {
      case Payee.Account _ when !request.reference().isEmpty() && !note.isEmpty() ->
          request.reference() + BETWEEN + note;
      case Payee.Account _ -> request.reference() + note;
      case Payee.Private _ -> note;
    };
  }

  /** Leaves a letter about {@code paid}, which {@code request} asked for; whether it was left. */
  boolean leave(PaymentRequest request, Mailbox mailbox, Entry paid, String words) {
    if (!(paid.state() instanceof EntryState.Final)) {
      return failed("the payment is not final yet");
    }
    try {
      Answer<String> left =
          letter(request, mailbox, paid, words).then(written -> provider.leave(mailbox, written));
      return switch (left) {
        case Answer.Done<String> _ -> true;
        case Answer.Refused<String>(Refusal refusal) -> failed(refusal.toString());
      };
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private Answer<ByteString> letter(
      PaymentRequest request, Mailbox mailbox, Entry paid, String words) throws IOException {
    return switch (request.payee()) {
      case Payee.Account _ -> wallet.letters().aboutOpen(paid, mailbox, words);
      case Payee.Private(String address) ->
          wallet
              .readAddress(address)
              .then(payee -> wallet.letters().aboutPrivate(paid, payee, mailbox, words));
    };
  }

  private boolean failed(String why) {
    printer.note("It is paid; no letter about it was left for the payee: " + why);
    return false;
  }
}
