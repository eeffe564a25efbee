package org.specie.offline.vault.state;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.token.check.Redeemed;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.TokenId;

/** What was paid and how far own tokens are redeemed, until the tokens are over (50, 6.5). */
public final class Books {
  /** Most payments that are kept whole; of older ones stays that they were made. */
  public static final int KEPT_MAX = 50_000;

  /** Most own tokens that can still be redeemed. */
  public static final int OWN_TOKENS_MAX = 100_000;

  /** What is known of an order. */
  public sealed interface Order {
    /** Nothing was paid. */
    record Unpaid() implements Order {}

    /** This was. */
    record Paid(Payment payment) implements Order {}

    /** Something was, long ago. */
    record NotKept() implements Order {}
  }

  private record Own(Redeemed redeemed, Minutes until) {}

  private final SequencedMap<Hash32, Payment> kept = new LinkedHashMap<>();
  private final Map<Hash32, Minutes> paid = new HashMap<>();
  private final Map<TokenId, Own> own = new HashMap<>();

  void pay(Payment payment, Minutes until) {
    paid.put(payment.previous(), until);
    kept.putLast(payment.previous(), payment);
    if (kept.size() > KEPT_MAX) {
      kept.pollFirstEntry();
    }
  }

  void redeem(TokenId id, Redeemed redeemed, Minutes until) {
    own.put(id, new Own(redeemed, until));
  }

  /** Drops what nobody can ask for any more. */
  void forget(Minutes floor) {
    paid.values().removeIf(until -> isOver(until, floor));
    kept.keySet().removeIf(key -> !paid.containsKey(key));
    own.values().removeIf(each -> isOver(each.until(), floor));
  }

  private static boolean isOver(Minutes until, Minutes floor) {
    return floor.isBeyond(until, ArtLayout.GRACE_MINUTES);
  }

  /** What was paid for the token with this digest. */
  public Order order(Hash32 digest) {
    if (!paid.containsKey(digest)) {
      return new Order.Unpaid();
    }
    Payment payment = kept.get(digest);
    return payment == null ? new Order.NotKept() : new Order.Paid(payment);
  }

  /** How far a token of the vault's own is redeemed. */
  public Redeemed redeemed(Configuration configuration) {
    return Optional.ofNullable(own.get(configuration.id()))
        .map(Own::redeemed)
        .orElseGet(() -> Redeemed.nothingOf(configuration));
  }

  /** A digest over own tokens, in the order of their ids: id, number, aggregate, digest, end. */
  public Hash32 digestOfOwn() {
    Encoder out = new Encoder();
    own.entrySet().stream()
        .sorted(Comparator.comparing(each -> each.getKey().bytes()))
        .forEach(
            each -> {
              Redeemed redeemed = each.getValue().redeemed();
              out.fixed(each.getKey().bytes()).u32(redeemed.sequence());
              OfflineAmount.encode(out, redeemed.aggregate());
              each.getValue().until().encode(out.hash(redeemed.digest()));
            });
    return Hash32.sha256(out.toByteString());
  }

  /** Whether one more own token can be remembered, or this one is. */
  public boolean hasRoomFor(TokenId id) {
    return own.containsKey(id) || own.size() < OWN_TOKENS_MAX;
  }
}
