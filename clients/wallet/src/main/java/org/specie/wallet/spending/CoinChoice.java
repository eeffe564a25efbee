package org.specie.wallet.spending;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.wallet.holding.HeldCoin;

/**
 * Which received coins a payment claims. There is no change and there are no denominations: the
 * state holds an exact balance, so all there is to choose is the order in which coins enter it. A
 * payment takes the largest coin along, and only where that does not suffice are others claimed
 * first: what a payment looks like must not depend on how many coins somebody sent. Source:
 * docs/spec/30-wallet.md, clause 30.10.
 */
public sealed interface CoinChoice {
  /** Pay now, claiming this coin on the way. */
  record Now(Optional<HeldCoin> coin) implements CoinChoice {}

  /** Claim these coins in a transaction of their own, then choose again. */
  record ClaimFirst(List<HeldCoin> coins) implements CoinChoice {
    public ClaimFirst {
      coins = List.copyOf(coins);
    }
  }

  /** All coins together do not suffice. */
  record TooLittle() implements CoinChoice {}

  /** The private balance has no room for a coin that is needed, or for what comes in. */
  record Full() implements CoinChoice {}

  /** For {@code amount} to leave a state of {@code balance}. */
  static CoinChoice toPay(Amount amount, Amount balance, List<HeldCoin> coins) {
    List<HeldCoin> largestFirst = largestFirst(coins);
    if (total(balance, coins).minor() < amount.minor()) {
      return new TooLittle();
    }
    Optional<HeldCoin> largest = largestFirst.stream().findFirst().filter(c -> fits(balance, c));
    long after = balance.minor() + largest.map(c -> c.coin().value().minor()).orElse(0L);
    if (after >= amount.minor()) {
      return new Now(largest);
    }
    return claimFirst(balance, largestFirst).map(CoinChoice.class::cast).orElseGet(Full::new);
  }

  /** For {@code amount} to enter a state of {@code balance}. */
  static CoinChoice toLoad(Amount amount, Amount balance, List<HeldCoin> coins) {
    long room = Amount.MAX_MINOR - balance.minor() - amount.minor();
    if (room < 0) {
      return new Full();
    }
    return new Now(
        largestFirst(coins).stream().filter(c -> c.coin().value().minor() <= room).findFirst());
  }

  /** The next coins to claim for their own sake; nothing if there are none that fit. */
  static Optional<ClaimFirst> toClaim(Amount balance, List<HeldCoin> coins) {
    return claimFirst(balance, largestFirst(coins));
  }

  private static Optional<ClaimFirst> claimFirst(Amount balance, List<HeldCoin> largestFirst) {
    long room = Amount.MAX_MINOR - balance.minor();
    List<HeldCoin> chosen = new ArrayList<>();
    for (HeldCoin held : largestFirst) {
      if (chosen.size() < Suite.BULK_SLOTS && held.coin().value().minor() <= room) {
        chosen.add(held);
        room -= held.coin().value().minor();
      }
    }
    return chosen.isEmpty() ? Optional.empty() : Optional.of(new ClaimFirst(chosen));
  }

  private static boolean fits(Amount balance, HeldCoin held) {
    return Amount.isValid(balance.minor() + held.coin().value().minor());
  }

  private static List<HeldCoin> largestFirst(List<HeldCoin> coins) {
    return coins.stream()
        .sorted(Comparator.comparing((HeldCoin held) -> held.coin().value()).reversed())
        .toList();
  }

  private static Amount total(Amount balance, List<HeldCoin> coins) {
    long sum = balance.minor();
    for (HeldCoin held : coins) {
      sum = Math.min(Amount.MAX_MINOR, sum + held.coin().value().minor());
    }
    return Amount.ofMinor(sum);
  }
}
