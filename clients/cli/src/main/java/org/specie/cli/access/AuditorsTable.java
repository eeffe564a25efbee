package org.specie.cli.access;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cash.application.access.AccessReason;
import org.specie.cash.application.access.Opening;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cli.Surroundings;
import org.specie.cli.act.PaymentName;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.node.role.MemberFolder;
import org.specie.wallet.Answer;

/** Where auditors carry out a warrant: the payment it is about, and their shares of opening it. */
final class AuditorsTable {
  private final Surroundings surroundings;
  private final OrderedPayment payment;

  private AuditorsTable(Surroundings surroundings, OrderedPayment payment) {
    this.surroundings = surroundings;
    this.payment = payment;
  }

  /** The payment called {@code name}, if its opening is ordered on the ledger. */
  static Answer<AuditorsTable> of(Surroundings surroundings, OpenNetwork opened, String name)
      throws IOException {
    return switch (OrderedPayment.seek(
        opened.gateway(), opened.ledger(), PaymentName.core(opened, name))) {
      case OrderedPayment.Sought.Found(var payment) ->
          Answer.done(new AuditorsTable(surroundings, payment));
      case OrderedPayment.Sought.Refused(var reason) -> Answer.refused(reason);
    };
  }

  OrderedPayment payment() {
    return payment;
  }

  /** The share of the auditor whose folder is {@code folder}. */
  DecryptionShare share(Path folder) throws IOException {
    return MemberFolder.at(surroundings.resolve(folder))
        .openingShare(payment, surroundings.entropy());
  }

  /** The share in {@code file}, if it is a right one of this payment. */
  Answer<DecryptionShare> received(Path file) throws IOException {
    try {
      ShareFile share = ShareFile.read(surroundings.resolve(file));
      boolean isRight =
          share.core().equals(payment.due().label())
              && Opening.isRight(payment.tiers().auditorsKey(), payment.due(), share.share());
      return isRight
          ? Answer.done(share.share())
          : Answer.refused(AccessReason.SHARE_FALSE, "(" + file + ")");
    } catch (MalformedInput e) {
      return Answer.refused(
          AccessReason.SHARE_UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
  }
}
