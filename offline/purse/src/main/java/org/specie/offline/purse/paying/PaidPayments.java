package org.specie.offline.purse.paying;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/** Every payment this host had made, by what names it: the digest of the token in the request. */
final class PaidPayments {
  private final Map<Hash32, PayOrder> open = new LinkedHashMap<>();
  private final Map<Hash32, Payment> paid = new LinkedHashMap<>();
  private final Map<TokenId, Token> last = new LinkedHashMap<>();
  private Optional<PayOrder> latest = Optional.empty();

  void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Ordered(PayOrder order) -> open.put(order.key(), order);
      case JournalRecord.Paid(Hash32 key, Payment payment) -> {
        PayOrder order =
            Optional.ofNullable(open.remove(key))
                .orElseThrow(() -> new InvariantViolation("what was paid was ordered"));
        paid.put(key, payment);
        latest = Optional.of(order);
        last.put(order.token().configuration().id(), order.token().with(payment));
      }
      case JournalRecord.Declined(Hash32 key) -> open.remove(key);
      case JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.Planned _,
          JournalRecord.Unplanned _,
          JournalRecord.Standing _,
          JournalRecord.SetAside _,
          JournalRecord.Learnt _,
          JournalRecord.Adopted _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _,
          JournalRecord.Allotted _,
          JournalRecord.Stocked _,
          JournalRecord.Asked _,
          JournalRecord.AskedByTap _,
          JournalRecord.Withdrawn _,
          JournalRecord.Received _,
          JournalRecord.Redeemed _ -> {}
    }
  }

  /** Orders of which nobody knows whether the device followed them. */
  List<PayOrder> open() {
    return List.copyOf(open.values());
  }

  /** The order that was carried out last. */
  Optional<PayOrder> latest() {
    return latest;
  }

  /** The payment on this token, if there was one. */
  Optional<Payment> on(Token token) {
    return Optional.ofNullable(paid.get(token.digest()));
  }

  /** The token of this name as it stood after the last payment from here. */
  Optional<Token> last(TokenId id) {
    return Optional.ofNullable(last.get(id));
  }
}
