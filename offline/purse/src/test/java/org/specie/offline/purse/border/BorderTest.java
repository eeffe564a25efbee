package org.specie.offline.purse.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** What a border does when nothing breaks, and what it refuses. docs/spec/53-float.md section 6. */
final class BorderTest {
  private Bureau bureau;

  @BeforeEach
  void open() throws IOException {
    bureau = new Bureau();
  }

  private Response withdraw(long minor) throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(minor));
    bureau.load(asked);
    bureau.border().work(Mint.NOW);
    return bureau.paid(asked.key()).orElseThrow();
  }

  @Test
  @Requirement({"R122", "R124"})
  void paysOnceWhatWasLoaded() throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(1_250));
    bureau.border().work(Mint.NOW);
    assertThat(bureau.device.payCommands()).as("nothing is paid before it is loaded").isZero();
    bureau.load(asked);
    bureau.border().work(Mint.NOW);
    Response response = bureau.paid(asked.key()).orElseThrow();
    bureau.border().work(Mint.NOW);
    assertThat(bureau.border().withdraw(asked.request(), Bureau.ANA, Bureau.SALT, Mint.later(9)))
        .isEqualTo(Verdict.accepted());
    assertThat(bureau.paid(asked.key())).contains(response);
    bureau.ana.take(response);

    assertThat(bureau.ana.device().balanceMinor()).isEqualTo(1_250);
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 1_250);
    assertThat(bureau.ledger.inside()).isEqualTo(1_250);
    assertThat(bureau.outsideTheVault()).isEqualTo(1_250);
    assertThat(bureau.device.payCommands()).isOne();
  }

  @Test
  @Requirement("R118")
  void creditsADepositOnce() throws IOException {
    bureau.ana.take(withdraw(1_250));
    Response paid = bureau.ana.pay(bureau.deposit(), 300);
    assertThat(bureau.border().deposit(paid, Mint.later(9)).isAccepted()).isTrue();
    assertThat(bureau.border().deposit(paid, Mint.later(9)).isAccepted()).isTrue();
    bureau.finish(Mint.later(9));
    assertThat(bureau.border().deposit(paid, Mint.later(9)).isAccepted()).isTrue();
    bureau.finish(Mint.later(9));

    assertThat(bureau.border().credited(paid.payment().previous())).isPresent();
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 950);
    assertThat(bureau.ledger.inside()).isEqualTo(950).isEqualTo(bureau.outsideTheVault());
    assertThat(bureau.border().onTheWayIn()).isEqualTo(Amount.ZERO);
  }

  @Test
  @Requirement("R12")
  void takesSeveralDepositsOnOneToken() throws IOException {
    bureau.ana.take(withdraw(1_250));
    Request request = bureau.deposit();
    for (long minor : List.of(100L, 200L, 300L)) {
      Response paid = bureau.ana.pay(request, minor);
      assertThat(bureau.border().deposit(paid, Mint.later(9)).isAccepted()).isTrue();
      request =
          new Request(
              Optional.empty(), Table.REFERENCE, request.token().with(paid.payment()), Chain.NONE);
    }
    bureau.finish(Mint.later(9));
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 1_250 + 600);
    assertThat(bureau.ledger.inside()).isEqualTo(bureau.outsideTheVault());
  }

  @Test
  void givesBackWhatTheVaultCannotPay() throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(1_250));
    bureau.load(asked);
    // The token ran out before the bank came to it.
    bureau.border().withdraw(asked.request(), Bureau.ANA, Bureau.SALT, Mint.later(50_000));
    bureau.finish(Mint.later(50_000));
    assertThat(bureau.border().withdrawal(asked.key()).orElseThrow().stage())
        .isEqualTo(new Stage.Refused(Bureau.amount(1_250)));
    assertThat(bureau.border().refunded(asked.key())).isPresent();
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS);
    assertThat(bureau.ledger.inside()).isZero();
    // Asked with a clock that runs back, the vault is not told any more.
    bureau.border().withdraw(asked.request(), Bureau.ANA, Bureau.SALT, Mint.NOW);
    bureau.finish(Mint.NOW);
    assertThat(bureau.device.payCommands()).isZero();
  }

  @Test
  void givesBackAnotherAmountThanWasAsked() throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(1_250));
    bureau.ledger.load(Bureau.ANA, asked.reference(), 1_249);
    bureau.finish(Mint.NOW);
    assertThat(bureau.border().withdrawal(asked.key()).orElseThrow().stage())
        .isEqualTo(new Stage.Refused(Bureau.amount(1_249)));
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS);
    assertThat(bureau.device.payCommands()).isZero();
  }

  /** The vault paid, the answer was lost, and it keeps the payment no longer. */
  @Test
  void neverGivesBackWhatTheVaultMayHavePaid() throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(1_250));
    bureau.load(asked);
    bureau.device.failOnce(MemoryDevice.Failure.AFTER);
    assertThatThrownBy(() -> bureau.border().work(Mint.NOW)).isInstanceOf(IOException.class);
    bureau.stop();
    bureau.device.forgetPayments();
    bureau.finish(Mint.NOW);
    bureau.finish(Mint.later(50_000));
    assertThat(bureau.border().withdrawal(asked.key()).orElseThrow().stage())
        .isInstanceOf(Stage.Funded.class);
    assertThat(bureau.ledger.made()).isZero();
    assertThat(bureau.ledger.inside()).isEqualTo(1_250).isEqualTo(bureau.outsideTheVault());
  }

  @Test
  void waitsForAVaultThatIsEmpty() throws IOException {
    Withdrawal asked = bureau.ask(bureau.ana.ask(4_000));
    bureau.load(asked);
    Table other = Table.with("other", 0);
    // Somebody else emptied it.
    for (int i = 0; i < 2; i++) {
      Request request = other.ask(4_000);
      Withdrawal first = withdrawalOf(request, "rich");
      bureau.ledger.open(Bureau.address("rich"), 4_000);
      bureau.ledger.load(Bureau.address("rich"), first.reference(), 4_000);
    }
    bureau.border().work(Mint.NOW);
    long outside = bureau.outsideTheVault();
    assertThat(outside).isEqualTo(8_000);
    assertThat(bureau.border().onTheWayOut()).isEqualTo(Bureau.amount(4_000));
    assertThat(bureau.ledger.inside()).isEqualTo(12_000);
  }

  private Withdrawal withdrawalOf(Request request, String account) throws IOException {
    Verdict verdict =
        bureau.border().withdraw(request, Bureau.address(account), Bureau.SALT, Mint.NOW);
    assertThat(verdict.isAccepted()).isTrue();
    return bureau.border().withdrawal(request.token().digest()).orElseThrow();
  }

  @Test
  void refusesAWithdrawalThatIsNoneOrAnothers() throws IOException {
    Request request = bureau.ana.ask(1_250);
    Request open = new Request(Optional.empty(), request.reference(), request.token(), Chain.NONE);
    refuses(BorderReason.NO_AMOUNT, open, Bureau.ANA);
    bureau.ask(request);
    refuses(BorderReason.ASKED_BEFORE, request, Bureau.address("mallory"));
    Request more =
        new Request(
            Optional.of(Bureau.amount(1_251)), request.reference(), request.token(), Chain.NONE);
    refuses(BorderReason.ASKED_BEFORE, more, Bureau.ANA);
    assertThat(bureau.border().withdraw(request, Bureau.ANA, Hash32.ZERO, Mint.NOW))
        .isEqualTo(Verdict.refused(BorderReason.ASKED_BEFORE));
    Request late = bureau.ana.ask(10);
    assertThat(bureau.border().withdraw(late, Bureau.ANA, Bureau.SALT, Mint.later(50_000)))
        .isEqualTo(Verdict.refused(TokenReason.NOT_VALID_THEN));
  }

  private void refuses(BorderReason reason, Request request, Address account) throws IOException {
    assertThat(bureau.border().withdraw(request, account, Bureau.SALT, Mint.NOW))
        .isEqualTo(Verdict.refused(reason));
  }

  /** The bank is cut off while it takes a deposit, and nobody brings the deposit again. */
  @Test
  @Requirement("R118")
  void creditsADepositThatACrashLeftInTheVault() throws IOException {
    int credited = 0;
    boolean isCut = true;
    for (int place = 0; isCut; place++) {
      bureau = new Bureau();
      bureau.ana.take(withdraw(1_250));
      Response paid = bureau.ana.pay(bureau.deposit(), 300);
      bureau.fuse.cutAfter(place);
      try {
        bureau.border().deposit(paid, Mint.later(9));
      } catch (IOException cut) {
        bureau.stop();
      }
      isCut = bureau.fuse.isBurnt();
      bureau.fuse.disarm();
      bureau.finish(Mint.later(9));
      credited += bureau.border().credited(paid.payment().previous()).isPresent() ? 1 : 0;
      assertThat(bureau.ledger.inside()).as("place %s", place).isEqualTo(bureau.outsideTheVault());
    }
    assertThat(credited).as("left in the vault at some places").isGreaterThan(2);
  }

  @Test
  void creditsNothingThatTheDeviceRefuses() throws IOException {
    bureau = new Bureau(new MemoryDevice("another bank", 0).owner());
    bureau.ana.take(withdraw(1_250));
    Response paid = bureau.ana.pay(bureau.deposit(), 300);
    assertThat(bureau.border().deposit(paid, Mint.later(9)).isAccepted()).isTrue();
    bureau.finish(Mint.later(9));
    assertThat(bureau.border().credited(paid.payment().previous())).isEmpty();
    assertThat(bureau.ledger.inside()).isEqualTo(1_250).isEqualTo(bureau.outsideTheVault());
    assertThat(bureau.border().onTheWayIn()).isEqualTo(Bureau.amount(300));
  }

  @Test
  void refusesAPaymentThatIsNoDeposit() throws IOException {
    bureau.ana.take(withdraw(1_250));
    Table ben = Table.with("ben", 0);
    Response elsewhere = bureau.ana.pay(ben.ask(100), 100);
    assertThat(bureau.border().deposit(elsewhere, Mint.later(9)))
        .isEqualTo(Verdict.refused(BorderReason.NOT_A_DEPOSIT));
    bureau.finish(Mint.later(9));
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 1_250);
  }

  @Test
  void ordersAgainWhenAnOrderRanOutAndOnlyThen() throws IOException {
    bureau.ana.take(withdraw(1_250));
    Response paid = bureau.ana.pay(bureau.deposit(), 300);
    bureau.border().deposit(paid, Mint.later(9));
    bureau.border().work(Mint.later(9));
    bureau.ledger.forget();
    bureau.stop();
    bureau.border().work(Mint.later(9));
    assertThat(bureau.ledger.made()).as("the same order again").isOne();
    bureau.ledger.forget();
    bureau.ledger.pass(Debts.ORDER_BLOCKS);
    bureau.finish(Mint.later(9));
    assertThat(bureau.ledger.made()).isEqualTo(2);
    assertThat(bureau.ledger.inside()).isEqualTo(950);
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - 950);
  }

  @Test
  void aReferenceSaysNothingWithoutItsSalt() {
    Hash32 key = Hash32.sha256(ByteString.utf8("token"));
    Hash32 out = Way.OUT.reference(key, Bureau.SALT);
    assertThat(List.of(Way.IN.reference(key, Bureau.SALT), Way.OUT.reference(key, Hash32.ZERO)))
        .doesNotContain(out);
    // The example of page 53, 5.1.
    assertThat(Way.OUT.reference(counting(0), counting(32)).toHex())
        .isEqualTo("fd58981da0362c5cbaa11fc71ee16274352f51e5f979a5d5a6ec19531b4ad68c");
  }

  private static Hash32 counting(int from) {
    byte[] bytes = new byte[Hash32.SIZE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return Hash32.of(bytes);
  }
}
