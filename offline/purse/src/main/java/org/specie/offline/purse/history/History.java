package org.specie.offline.purse.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.history.Movement.Paid;
import org.specie.offline.purse.history.Movement.Received;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.TokenId;

/** The movements of a purse in the order of its journal. Spec: docs/spec/52-purse.md section 9. */
public final class History {
  private final Map<TokenId, Configuration> tokens = new HashMap<>();
  private final Map<Hash32, PayOrder> ordered = new HashMap<>();
  private final List<Movement> movements = new ArrayList<>();

  /** Of each token the places of what it received and did not redeem, by number of the payment. */
  private final Map<TokenId, NavigableMap<Integer, Integer>> unredeemed = new HashMap<>();

  private long looks;

  /** Takes in a record of the journal; they come in its order, from its beginning. */
  public void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Stocked(Configuration configuration) ->
          tokens.put(configuration.id(), configuration);
      case JournalRecord.Received(TokenId id, var payment) -> receive(known(id), payment);
      case JournalRecord.Redeemed(TokenId id, int sequence) -> redeem(id, sequence);
      case JournalRecord.Ordered(PayOrder order) -> ordered.put(order.key(), order);
      case JournalRecord.Paid(Hash32 key, var payment) ->
          movements.add(new Paid(known(key).token().configuration(), payment));
      case JournalRecord.Asked _,
          JournalRecord.AskedByTap _,
          JournalRecord.Withdrawn _,
          JournalRecord.Declined _,
          JournalRecord.Allotted _,
          JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.Planned _,
          JournalRecord.Unplanned _,
          JournalRecord.Standing _,
          JournalRecord.SetAside _,
          JournalRecord.Learnt _,
          JournalRecord.Adopted _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _ -> {}
    }
  }

  private void receive(Configuration token, Payment payment) {
    unredeemed
        .computeIfAbsent(token.id(), _ -> new TreeMap<>())
        .put(payment.sequence(), movements.size());
    movements.add(new Received(token, payment, false));
  }

  private Configuration known(TokenId id) {
    return Optional.ofNullable(tokens.get(id))
        .orElseThrow(() -> new InvariantViolation("the journal knows the tokens it speaks of"));
  }

  private PayOrder known(Hash32 key) {
    return Optional.ofNullable(ordered.remove(key))
        .orElseThrow(() -> new InvariantViolation("what was paid was ordered"));
  }

  /** The payment of this number, and all before it on the same token. */
  private void redeem(TokenId id, int sequence) {
    NavigableMap<Integer, Integer> waiting =
        Optional.ofNullable(unredeemed.get(id)).orElseGet(TreeMap::new).headMap(sequence, true);
    for (int place : waiting.values()) {
      looks++;
      if (movements.get(place) instanceof Received(Configuration token, var payment, boolean _)) {
        movements.set(place, new Received(token, payment, true));
      }
    }
    waiting.clear();
  }

  /** How often a movement was looked at to be marked as redeemed: once each. */
  long looks() {
    return looks;
  }

  /** Every payment, oldest first. */
  public List<Movement> movements() {
    return List.copyOf(movements);
  }

  /** All that was paid from here. */
  public Amount paid() {
    return sum(movements.stream().filter(Paid.class::isInstance).toList());
  }

  /** All that was received here. */
  public Amount received() {
    return sum(movements.stream().filter(Received.class::isInstance).toList());
  }

  /** What was received and is not part of the balance yet. */
  public Amount waiting() {
    return sum(
        movements.stream()
            .filter(each -> each instanceof Received received && !received.isRedeemed())
            .toList());
  }

  private static Amount sum(List<Movement> of) {
    Amount sum = Amount.ZERO;
    for (Movement each : of) {
      sum = sum.plus(each.payment().amount());
    }
    return sum;
  }
}
