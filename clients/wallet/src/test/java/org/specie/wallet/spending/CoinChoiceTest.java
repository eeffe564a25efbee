package org.specie.wallet.spending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.credential.Coin;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.holding.HeldCoin;

/** docs/spec/30-wallet.md, clause 30.10. */
final class CoinChoiceTest {
  private static final Amount BALANCE = Amount.parse("10.00");
  private static int count;

  private static HeldCoin coin(String amount) {
    return coin(Amount.parse(amount));
  }

  private static HeldCoin coin(Amount amount) {
    PsSignature signature = new PsSignature(G1.GENERATOR, G1.GENERATOR);
    ByteString name = ByteString.utf8("coin " + count++);
    return new HeldCoin(
        new Coin(Scalar.ONE, Scalar.ONE, amount, signature), name, Hash32.sha256(name));
  }

  private static CoinChoice pay(String amount, HeldCoin... coins) {
    return CoinChoice.toPay(Amount.parse(amount), BALANCE, List.of(coins));
  }

  @Test
  void paysAnyExactAmountFromTheState() {
    assertThat(pay("0.01")).isEqualTo(new CoinChoice.Now(Optional.empty()));
    assertThat(pay("10.00")).isEqualTo(new CoinChoice.Now(Optional.empty()));
    assertThat(pay("10.01")).isEqualTo(new CoinChoice.TooLittle());
  }

  @Test
  void takesTheLargestCoinAlong() {
    HeldCoin large = coin("5.00");
    assertThat(pay("1.00", coin("2.00"), large)).isEqualTo(new CoinChoice.Now(Optional.of(large)));
    assertThat(pay("15.00", coin("2.00"), large)).isEqualTo(new CoinChoice.Now(Optional.of(large)));
  }

  @Test
  void claimsFirstWhatOneCoinDoesNotCover() {
    HeldCoin two = coin("2.00");
    HeldCoin five = coin("5.00");
    assertThat(pay("16.00", two, five)).isEqualTo(new CoinChoice.ClaimFirst(List.of(five, two)));
    assertThat(pay("17.01", two, five)).isEqualTo(new CoinChoice.TooLittle());
  }

  @Test
  void saysWhenTheBalanceHasNoRoom() {
    Amount most = Amount.ofMinor(Amount.MAX_MINOR);
    assertThat(CoinChoice.toLoad(Amount.ofMinor(1), most, List.of()))
        .isEqualTo(new CoinChoice.Full());
    assertThat(CoinChoice.toClaim(most, List.of(coin("0.01")))).isEmpty();
    // A coin that does not fit stays where it is, and the payment goes on without it.
    assertThat(CoinChoice.toPay(Amount.ofMinor(1), most, List.of(coin("0.01"))))
        .isEqualTo(new CoinChoice.Now(Optional.empty()));
  }

  @Test
  @Requirement("U9")
  void paysExactlyAThousandTimesAndOneClaimLeavesNoCoins() {
    Random random = new Random(9);
    List<HeldCoin> coins = new ArrayList<>();
    long state = 100_000;
    long income = 0;
    long spent = 0;
    for (int i = 0; i < 1000; i++) {
      for (int incoming = random.nextInt(40); incoming > 0; incoming--) {
        Amount amount = Amount.ofMinor(1 + random.nextInt(5_000));
        coins.add(coin(amount));
        income += amount.minor();
      }
      Amount amount = Amount.ofMinor(1 + random.nextInt(80_000));
      boolean paid = false;
      while (!paid) {
        switch (CoinChoice.toPay(amount, Amount.ofMinor(state), coins)) {
          case CoinChoice.Now(Optional<HeldCoin> coin) -> {
            state = claim(state, coins, coin.stream().toList()) - amount.minor();
            spent += amount.minor();
            paid = true;
          }
          case CoinChoice.ClaimFirst(List<HeldCoin> chosen) -> {
            assertThat(chosen).isNotEmpty().hasSizeLessThanOrEqualTo(16);
            state = claim(state, coins, chosen);
          }
          case CoinChoice.TooLittle _ -> {
            assertThat(state + sum(coins)).isLessThan(amount.minor());
            paid = true;
          }
          case CoinChoice.Full _ -> throw new AssertionError("there is room");
        }
      }
      assertThat(state).isNotNegative();
      assertThat(state + sum(coins)).isEqualTo(100_000 + income - spent);
    }
    // Whatever came in between, the owner claims all of it when it suits: sixteen at a time.
    int bulks = 0;
    int waiting = coins.size();
    Optional<CoinChoice.ClaimFirst> next = CoinChoice.toClaim(Amount.ofMinor(state), coins);
    while (next.isPresent()) {
      state = claim(state, coins, next.get().coins());
      bulks++;
      next = CoinChoice.toClaim(Amount.ofMinor(state), coins);
    }
    assertThat(coins).isEmpty();
    assertThat(bulks).isEqualTo((waiting + 15) / 16);
  }

  /** Whoever sends many small coins does not change what the next payment looks like. */
  @Test
  void paysAtOnceWhereTheBalanceSufficesHoweverManyCoinsWait() {
    List<HeldCoin> dust = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      dust.add(coin("0.01"));
    }
    assertThat(CoinChoice.toPay(Amount.parse("5.00"), BALANCE, dust))
        .isEqualTo(new CoinChoice.Now(Optional.of(dust.getFirst())));
    assertThat(CoinChoice.toPay(Amount.parse("10.02"), BALANCE, dust))
        .isEqualTo(new CoinChoice.ClaimFirst(dust.subList(0, 16)));
  }

  private static long claim(long state, List<HeldCoin> coins, List<HeldCoin> chosen) {
    coins.removeAll(chosen);
    return state + sum(chosen);
  }

  private static long sum(List<HeldCoin> coins) {
    return coins.stream().mapToLong(held -> held.coin().value().minor()).sum();
  }
}
