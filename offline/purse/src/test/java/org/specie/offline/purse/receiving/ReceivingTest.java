package org.specie.offline.purse.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;
import org.specie.quality.requirements.Requirement;

class ReceivingTest {
  private static Asking ask(Table table, Optional<Amount> amount) throws IOException {
    return table.purse().receiving().ask(amount, Table.REFERENCE, Mint.NOW, Chain.NONE);
  }

  @Test
  @Requirement({"R9", "R83"})
  void aTokenIsHandedOutOnceAlsoAfterARestart() throws IOException {
    Table ana = Table.with("ana", 0);
    Set<TokenId> handed = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      handed.add(ana.ask(10).token().configuration().id());
      ana.restart();
    }
    assertThat(handed).hasSize(3);
    assertThat(ask(ana, Optional.empty())).isEqualTo(new Asking.Refused(PurseReason.NO_TOKEN_FITS));
    assertThat(ana.purse().receiving().outstanding()).hasSize(3);
  }

  @Test
  @Requirement("R61")
  void theTokenFitsTheAmountAndIsTheFreshest() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Limits small = new Limits(Amount.ofMinor(5), Amount.ofMinor(5));
    ana.purse().receiving().stock(Mint.shared().token(ana.device().owner(), false, 3, small));
    ana.take(ben.pay(ana.ask(10), 10));

    assertThat(ana.ask(10).token().sequence()).as("not the one that was paid").isZero();
    assertThat(ana.ask(10).token().sequence()).isZero();
    assertThat(ana.ask(10).token().sequence()).as("the only one left for this amount").isOne();
    assertThat(ask(ana, Optional.of(Amount.ofMinor(10))))
        .isEqualTo(new Asking.Refused(PurseReason.NO_TOKEN_FITS));
    assertThat(ask(ana, Optional.of(Amount.ofMinor(5)))).isInstanceOf(Asking.Handed.class);
  }

  @Test
  @Requirement("R61")
  void tokensThatAreOverAreNotHandedOut() throws IOException {
    Table ana = Table.with("ana", 0);
    assertThat(
            ana.purse()
                .receiving()
                .ask(Optional.empty(), Table.REFERENCE, Mint.later(31 * 1_440), Chain.NONE))
        .isEqualTo(new Asking.Refused(PurseReason.NO_TOKEN_FITS));
  }

  @Test
  @Requirement("R7")
  void refusesWhatNobodyAskedFor() throws IOException {
    Table ana = Table.with("ana", 0);
    Table eve = Table.with("eve", 0);
    Table ben = Table.with("ben", 5_000);
    Response response = ben.pay(eve.ask(10), 10);

    assertThat(ana.purse().receiving().accept(response, Mint.later(6)))
        .isEqualTo(Verdict.refused(PurseReason.NOT_ASKED));
  }

  @Test
  @Requirement({"R7", "R13"})
  void refusesAnotherAmountThanAsked() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request asked = ana.ask(10);
    Request changed =
        new Request(
            Optional.of(Amount.ofMinor(9)), asked.reference(), asked.token(), asked.chain());

    assertThat(ana.purse().receiving().accept(ben.pay(changed, 9), Mint.later(6)))
        .isEqualTo(Verdict.refused(TokenReason.OTHER_AMOUNT));
    assertThat(ana.purse().receiving().outstanding()).hasSize(1);
  }

  /** Two payers were shown one token, by a copy of the host: the second payment is not taken. */
  @Test
  @Requirement("R37")
  void ofAForkOneSideIsTaken() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Table cai = Table.with("cai", 5_000);
    Request request = ana.ask(10);
    Response first = ben.pay(request, 10);
    Response second = cai.pay(request, 10);
    ana.take(first);

    assertThat(ana.purse().receiving().accept(second, Mint.later(6)).isAccepted()).isFalse();
    assertThat(ana.device().balanceMinor()).isEqualTo(10);
  }

  @Test
  @Requirement("R12")
  void aDedicatedTokenIsPaidAgainWithoutBeingAsked() throws IOException {
    Table shop = Table.with("shop", 0);
    Table ben = Table.with("ben", 5_000);
    Configuration dedicated = Mint.shared().token(shop.device().owner(), true, 3, Mint.LIMITS);
    shop.purse().receiving().stock(dedicated);
    Request first =
        new Request(Optional.empty(), Table.REFERENCE, Token.fresh(dedicated), Chain.NONE);
    shop.take(ben.pay(first, 10));
    for (long amount : List.of(20L, 30L)) {
      ben.restart();
      Request again = ben.purse().paying().again(dedicated.id(), Table.REFERENCE).orElseThrow();
      shop.take(ben.pay(again, amount));
    }
    assertThat(shop.device().balanceMinor()).isEqualTo(60);
  }

  /** What the bank does not pay lapses with the next request; one that it paid after all counts. */
  @Test
  @Requirement("R121")
  void aBankIsAskedAnewForWhatItHasNotPaid() throws IOException {
    Table ana = Table.with("ana", 0);
    Table vault = Table.with("vault", 5_000);
    ByteString account = ByteString.hex("00".repeat(15) + "07");
    Configuration token = Mint.shared().withdrawals(ana.device().owner(), account);
    ana.purse().receiving().stock(token);
    Request first = askWithdrawal(ana, account, 900);
    ana.restart();
    Request second = askWithdrawal(ana, account, 30);
    ana.restart();
    assertThat(ana.purse().receiving().outstanding()).contains(second).doesNotContain(first);
    assertThat(second.token()).isEqualTo(first.token());

    // It paid the other one: that is taken, and of two on one token the second is not.
    ana.take(vault.pay(first, 900));
    assertThat(ana.purse().receiving().outstanding()).doesNotContain(second);
    ana.restart();
    Table other = Table.with("other", 5_000);
    assertThat(ana.purse().receiving().accept(other.pay(second, 30), Mint.later(6)).isAccepted())
        .isFalse();
    ana.take(vault.pay(askWithdrawal(ana, account, 20), 20));
    assertThat(ana.device().balanceMinor()).isEqualTo(920);
  }

  /** Whoever reads a request on its way may pay on it first: no less than somebody was asked. */
  @Test
  @Requirement("R121")
  void aStrangersSmallPaymentDoesNotTakeTheBanksPlace() throws IOException {
    Table ana = Table.with("ana", 0);
    Table vault = Table.with("vault", 5_000);
    Table eve = Table.with("eve", 5_000);
    ByteString account = ByteString.hex("00".repeat(15) + "07");
    ana.purse().receiving().stock(Mint.shared().withdrawals(ana.device().owner(), account));
    Request first = askWithdrawal(ana, account, 900);
    Request second = askWithdrawal(ana, account, 800);
    Request little = with(first, Optional.of(Amount.ofMinor(1)), first.reference());
    Reference own = new Reference(ByteString.hex("ee".repeat(8)));
    Response tooLittle = eve.pay(little, 1);
    Table mallory = Table.with("mallory", 5_000);
    Response notAsked = mallory.pay(with(second, second.amount(), own), 800);
    for (int i = 0; i < 2; i++) {
      assertThat(ana.purse().receiving().accept(tooLittle, Mint.later(6)))
          .isEqualTo(Verdict.refused(TokenReason.OTHER_AMOUNT));
      assertThat(ana.purse().receiving().accept(notAsked, Mint.later(6)))
          .isEqualTo(Verdict.refused(TokenReason.OTHER_REFERENCE));
      ana.restart();
    }
    ana.take(vault.pay(first, 900));
    assertThat(ana.device().balanceMinor()).isEqualTo(900);

    // Where nothing is asked for, it is a dedicated token like others.
    Token paid = ana.purse().receiving().withdrawals(account).orElseThrow();
    Request gift = new Request(Optional.empty(), own, paid, Chain.NONE);
    ana.take(vault.pay(gift, 7));
    assertThat(ana.device().balanceMinor()).isEqualTo(907);
  }

  private static Request with(Request request, Optional<Amount> amount, Reference reference) {
    return new Request(amount, reference, request.token(), request.chain());
  }

  private static Request askWithdrawal(Table who, ByteString account, long minor)
      throws IOException {
    Asking asking =
        who.purse()
            .receiving()
            .askWithdrawal(account, Amount.ofMinor(minor), Table.REFERENCE, Mint.NOW);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  @Test
  void theSameTokenIsStockedOnce() throws IOException {
    Table ana = Table.with("ana", 0);
    Configuration token = Mint.shared().token(ana.device().owner());
    assertThat(ana.purse().receiving().stock(token).isAccepted()).isTrue();
    assertThat(ana.purse().receiving().stock(token))
        .isEqualTo(Verdict.refused(PurseReason.ALREADY_STOCKED));
  }

  @Test
  @Requirement({"R77", "R90"})
  void whatWasTakenIsThereAfterARestart() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Response response = ben.pay(ana.ask(10), 10);
    ana.purse().receiving().accept(response, Mint.later(6));
    ana.restart();

    assertThat(ana.purse().receiving().waiting()).isEqualTo(Amount.ofMinor(10));
    assertThat(ana.purse().redemption().redeemAll()).isEmpty();
    ana.restart();
    assertThat(ana.purse().receiving().waiting()).isEqualTo(Amount.ZERO);
    assertThat(ana.device().balanceMinor()).isEqualTo(10);
  }
}
