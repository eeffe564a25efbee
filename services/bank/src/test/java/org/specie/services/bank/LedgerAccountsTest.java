package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.purse.border.CannotRedeem;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.purse.border.Way;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.vault.Reconciliation;

/**
 * A bank with two vaults whose customers have their accounts on a ledger with all it checks. After
 * every story, to the last unit: the float is what purses hold, the bank's book says of it what the
 * ledger says, and the ledger's law holds. docs/spec/59-bank-service.md section 12.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"R118", "R122"})
final class LedgerAccountsTest {
  private static final long SAVINGS = 100_000;
  private static final int ATTEMPTS_MAX = 4;
  private static final int TRANSACTIONS_MIN = 15;
  private static final int WORDS_MIN = 6;

  @TempDir private static Path folder;

  private Town town;
  private Words words;
  private Branch branch;
  private Branch.Holder ana;
  private Branch.Holder ben;
  private int names;

  /** What is said between bank and ledger, which can be cut off before or after each word. */
  private static final class Words implements FloatLedger {
    private final FloatLedger ledger;
    private int left = Integer.MAX_VALUE;
    private boolean isHeard;
    private boolean lacksRedeemers;

    Words(FloatLedger ledger) {
      this.ledger = ledger;
    }

    /** Cut off at word {@code number} from now, counted from 1, which is heard or not. */
    void cutAt(int number, boolean heard) {
      left = number;
      isHeard = heard;
    }

    /** From now on nobody who signs redemptions is here, or they are again. */
    void lacksRedeemers(boolean lacks) {
      lacksRedeemers = lacks;
    }

    /** Both hear each other again; whether they did not. */
    boolean mend() {
      boolean wasCut = left <= 0;
      left = Integer.MAX_VALUE;
      return wasCut;
    }

    private interface Word<T> {
      T say() throws IOException;
    }

    private <T> T say(Word<T> word) throws IOException {
      left--;
      if (left > 0) {
        return word.say();
      }
      if (left == 0 && isHeard) {
        var _ = word.say();
      }
      throw new IOException("the line to the ledger is cut");
    }

    @Override
    public long height() throws IOException {
      return say(ledger::height);
    }

    @Override
    public Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException {
      return say(() -> ledger.loaded(from, reference));
    }

    @Override
    public Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount)
        throws IOException {
      return say(() -> ledger.redeemed(reference, to, amount));
    }

    @Override
    public ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil)
        throws IOException {
      if (lacksRedeemers) {
        throw new CannotRedeem("nobody here signs");
      }
      return say(() -> ledger.redemption(reference, to, amount, validUntil));
    }

    @Override
    public void submit(ByteString transaction) throws IOException {
      boolean _ =
          say(
              () -> {
                ledger.submit(transaction);
                return true;
              });
    }
  }

  @BeforeAll
  void open() throws IOException {
    town = new Town(59);
    town.nameFloat(town.issuer.name(), 1, town.redeemer);
    words =
        new Words(
            new GatewayFloat(
                town.gateway(), town.issuer.name(), new RedeemerKeys(List.of(town.redeemer))));
    branch =
        new Branch(
            Branch.NAME, town.issuer, Optional.of(words), folder.resolve("data"), "east", "west");
    ana = branch.new Holder(Person.in(town, "ana", Amount.ofMinor(SAVINGS)));
    ben = branch.new Holder(Person.in(town, "ben", Amount.ofMinor(SAVINGS)));
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
    town.close();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    boolean _ = words.mend();
    boolean _ = branch.plug.plugIn();
    branch.vaults.values().forEach(each -> each.refuse(Optional.empty()));
    branch.itIs(0);
    branch.restart();
    branch.work();
    assertBalanced(0);
  }

  private long heldMinor() throws IOException {
    return ana.person.balanceMinor() + ben.person.balanceMinor();
  }

  private long accountMinor(Branch.Holder whose) throws IOException {
    return town.balanceMinor(whose.person.wallet());
  }

  /** Whatever happens, the ledger owes at least what purses hold, and its law holds. */
  private void assertCovered() throws IOException {
    assertThat(town.insideMinor()).isGreaterThanOrEqualTo(heldMinor());
    assertThat(town.isConserved()).isTrue();
  }

  private void assertBalanced(long underWay) throws IOException {
    assertCovered();
    assertThat(town.insideMinor()).isEqualTo(heldMinor() + underWay);
    assertThat(town.supply().ordinary().minor())
        .isEqualTo(accountMinor(ana) + accountMinor(ben))
        .isEqualTo(2 * SAVINGS - town.insideMinor());
    Reconciliation now = branch.service().reconcile();
    assertThat(now.isBalanced()).as("%s", now).isTrue();
    assertThat(now.floatMinor()).isEqualTo(town.insideMinor());
    assertThat(now.pendingMinor()).isEqualTo(underWay);
    assertThat(now.customersMinor()).isZero();
  }

  private String name() {
    names++;
    return "withdrawal-" + names;
  }

  private static Hash32 reference(Request request, Withdrawals.WithdrawalState state) {
    return Way.OUT.reference(request.token().digest(), Hash32.hex(state.salt().orElseThrow()));
  }

  private void load(Request request, Withdrawals.WithdrawalState state, long minor)
      throws IOException {
    var _ =
        ana.person
            .wallet()
            .takeOffline(town.issuer.name(), reference(request, state), Amount.ofMinor(minor))
            .orThrow();
  }

  @Test
  void cashComesOutOfAnAccountOfTheLedgerAndGoesBackIntoOne() throws IOException {
    long anaHad = accountMinor(ana);
    long benHad = accountMinor(ben);
    long held = heldMinor();
    String id = name();
    Request request = ana.person.ask(1_250);
    Withdrawals.WithdrawalState asked = ana.withdraw(id, request);
    assertThat(asked.state()).isEqualTo("ASKED");
    assertThat(asked.salt()).as("before the border has it").isEmpty();
    assertBalanced(0);

    branch.work();
    Withdrawals.WithdrawalState waiting = ana.look(id);
    load(request, waiting, 1_250);
    assertThat(accountMinor(ana)).isEqualTo(anaHad - 1_250);
    assertThat(town.insideMinor()).isEqualTo(held + 1_250);
    assertThat(ana.withdraw(id, request)).isEqualTo(waiting);

    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("PAID");
    ana.person.take(ana.fetched(id));
    assertBalanced(0);
    branch.work();
    assertThat(ana.withdraw(id, request).state()).isEqualTo("PAID");

    Response deposit = ana.person.pay(branch.depositRequest(ben.account), 300);
    Deposits.DepositState taken =
        (Deposits.DepositState)
            branch.done("deposit", 0, new Deposits.Paying(deposit.encode().toHex()));
    assertThat(taken.state()).isEqualTo("ACCEPTED");
    assertBalanced(300);
    branch.work();
    assertThat(accountMinor(ben)).isEqualTo(benHad + 300);
    assertBalanced(0);
    taken =
        (Deposits.DepositState)
            branch.done("deposit", 0, new Deposits.Paying(deposit.encode().toHex()));
    assertThat(taken.state()).isEqualTo("CREDITED");
  }

  @Test
  void givesBackWhateverWasLoadedIfItIsNotWhatWasAskedFor() throws IOException {
    long had = accountMinor(ana);
    String id = name();
    Request request = ana.person.ask(500);
    ana.withdraw(id, request);
    branch.work();
    load(request, ana.look(id), 700);
    assertThat(accountMinor(ana)).isEqualTo(had - 700);
    branch.work();
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("REFUSED");
    assertThat(ana.look(id).reason()).isEqualTo(BankReason.VAULT_REFUSED.code());
    assertThat(accountMinor(ana)).isEqualTo(had);
  }

  /** Of another amount the border would refuse the load; so nobody is told to make it. */
  @Test
  @Requirement("R121")
  void aRequestIsNeverToldTheSaltOfAnother() throws IOException {
    ana.person.tokenForWithdrawals(
        town.issuer.factory(),
        Customers.reference(ana.account),
        SigningKey.generate().publicKey(),
        20,
        Branch.ENTROPY);
    ByteString account = Customers.reference(ana.account);
    String id = name();
    Request request = ana.person.askFrom(account, 300);
    ana.withdraw(id, request);
    branch.work();
    Request another = ana.person.askFrom(account, 200);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), another)))
        .isEqualTo(BorderReason.ASKED_BEFORE.code());
    branch.itIs(61);
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("LAPSED");
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), another)))
        .isEqualTo(BorderReason.ASKED_BEFORE.code());
    assertThat(ana.look(id).state()).as("nobody renewed it").isEqualTo("LAPSED");

    branch.itIs(0);
    load(request, ana.withdraw(id, request), 300);
    branch.work();
    ana.person.take(ana.fetched(id));
    assertBalanced(0);
  }

  @Test
  void keepsNoPlaceForWhoDoesNotLoadAndPaysWhoDoesAfterAll() throws IOException {
    branch.limit(50_000, 90_000, 1);
    String id = name();
    Request request = ana.person.ask(400);
    ana.withdraw(id, request);
    String other = name();
    Request another = ana.person.ask(300);
    ana.withdraw(other, another);
    branch.work();
    Withdrawals.WithdrawalState waiting = ana.look(id);
    Withdrawals.Asking third = ana.asking(name(), ana.person.ask(200));
    assertThat(branch.refused("withdraw", ana.account, third))
        .isEqualTo(BankReason.NO_VAULT.code());
    branch.itIs(61);
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("LAPSED");
    assertThat(ana.look(other).state()).isEqualTo("LAPSED");
    branch.done("withdraw", ana.account, third);
    assertThat(ana.withdraw(other, another).state()).isEqualTo("ASKED");

    // Her purse has the time of everything else.
    branch.itIs(0);
    load(request, waiting, 400);
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("LAPSED");
    ana.withdraw(id, request);
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("PAID");
    ana.person.take(ana.fetched(id));
    branch.limit(50_000, 90_000, 100);
  }

  /** Whoever never loads keeps little from others, and no day's limit can be saved up. */
  @Test
  void fewWithdrawalsOfAnAccountWaitForALoad() throws IOException {
    String first = name();
    Request request = ben.person.ask(100);
    ben.withdraw(first, request);
    for (int i = 1; i < Withdrawals.UNLOADED_MAX; i++) {
      ben.withdraw(name(), ben.person.ask(100));
    }
    Withdrawals.Asking more = ben.asking(name(), ben.person.ask(100));
    assertThat(branch.refused("withdraw", ben.account, more))
        .isEqualTo(BankReason.LOADS_AWAITED.code());
    branch.work();
    branch.itIs(61);
    branch.work();
    branch.done("withdraw", ben.account, more);
    assertThat(ben.withdraw(first, request).state()).isEqualTo("ASKED");
    branch.itIs(122);
    branch.work();
    assertThat(ben.look(first).state()).isEqualTo("LAPSED");
  }

  /** A debt that cannot be signed waits alone. */
  @Test
  void aDebtThatCannotBeSettledKeepsNoWithdrawalWaiting() throws IOException {
    String before = name();
    Request cash = ana.person.ask(50);
    ana.withdraw(before, cash);
    branch.work();
    load(cash, ana.look(before), 50);
    branch.work();
    ana.person.take(ana.fetched(before));

    Response deposit = ana.person.pay(branch.depositRequest(ben.account), 30);
    branch.done("deposit", 0, new Deposits.Paying(deposit.encode().toHex()));
    String id = name();
    Request request = ana.person.ask(40);
    ana.withdraw(id, request);
    words.lacksRedeemers(true);
    var _ = branch.service().work();
    load(request, ana.look(id), 40);
    var _ = branch.service().work();
    assertThat(ana.look(id).state()).isEqualTo("PAID");
    ana.person.take(ana.fetched(id));
    words.lacksRedeemers(false);
  }

  @Test
  void paysLaterWhatTheDeviceWillNotPayNow() throws IOException {
    String id = name();
    Request request = ana.person.ask(400);
    ana.withdraw(id, request);
    branch.work();
    branch.vaults.values().forEach(each -> each.refuse(Optional.of(DeviceReason.NO_PAYMENT_KEY)));
    load(request, ana.look(id), 400);
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("ASKED");
    assertBalanced(400);
    branch.vaults.values().forEach(each -> each.refuse(Optional.empty()));
    branch.restart();
    branch.work();
    ana.person.take(ana.fetched(id));
  }

  @Test
  void refusesAccountsAndMoneyOfTheOtherKind() throws IOException {
    Desk.Opening own = new Desk.Opening("ab".repeat(32));
    assertThat(branch.refused("openAccount", Desk.NUMBER, own))
        .isEqualTo(BankReason.OTHER_ACCOUNTS.code());
    Desk.Opening shortened = new Desk.Opening("ab".repeat(32), Optional.of("ab"));
    assertThat(branch.refused("openAccount", Desk.NUMBER, shortened))
        .isEqualTo(BankReason.REQUEST_MALFORMED.code());
    Desk.PayingIn money = new Desk.PayingIn("somebodys-money", ana.account, 1);
    assertThat(branch.refused("payIn", Desk.NUMBER, money))
        .isEqualTo(BankReason.OTHER_ACCOUNTS.code());
    assertThatThrownBy(() -> branch.opened(Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of the other kind");
  }

  /** Out and in, as far as it gets; the same again carries it on. */
  private void story(String id, Request request, Response deposit) throws IOException {
    ana.withdraw(id, request);
    work();
    if (ana.look(id).salt().isPresent() && !isLoaded(request, ana.look(id))) {
      load(request, ana.look(id), 10);
    }
    ana.withdraw(id, request);
    work();
    branch.done("deposit", 0, new Deposits.Paying(deposit.encode().toHex()));
    work();
    work();
  }

  /** One round of each vault. */
  private void work() {
    var _ = branch.service().work();
  }

  private boolean isLoaded(Request request, Withdrawals.WithdrawalState state) throws IOException {
    return town.gateway()
        .loaded(town.issuer.name(), ana.person.wallet().account(), reference(request, state))
        .isPresent();
  }

  /** What is cut off in a story. */
  private interface Cut {
    void at(int number);
  }

  /** Whether something was, and is whole again. */
  private boolean isMended() {
    boolean wasCut = words.mend();
    return branch.plug.plugIn() || wasCut;
  }

  /** Plays the story with a cut at every place there is; how many those are. */
  private int everywhere(Cut cut) throws IOException {
    int number = 0;
    boolean failed;
    do {
      number++;
      String id = name();
      Request first = ana.person.ask(20);
      ana.withdraw(id + "-first", first);
      branch.work();
      load(first, ana.look(id + "-first"), 20);
      branch.work();
      ana.person.take(ana.fetched(id + "-first"));
      Request request = ana.person.ask(10);
      Response deposit = ana.person.pay(branch.depositRequest(ben.account), 20);
      long anaHad = accountMinor(ana);
      long benHad = accountMinor(ben);
      long held = heldMinor();
      cut.at(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          story(id, request, deposit);
        } catch (IOException _) {
          assertCovered();
          failed |= isMended();
          branch.restart();
          var _ = branch.service().work();
        }
        if (isMended()) {
          // Work that fails is told to nobody here; the program ends all the same.
          failed = true;
          assertCovered();
          branch.restart();
        }
      }
      branch.work();
      assertThat(ana.look(id).state()).isEqualTo("PAID");
      ana.person.take(ana.fetched(id));
      assertThat(accountMinor(ana)).isEqualTo(anaHad - 10);
      assertThat(accountMinor(ben)).isEqualTo(benHad + 20);
      assertThat(heldMinor()).isEqualTo(held + 10);
      assertBalanced(0);
    } while (failed);
    return number;
  }

  @Test
  @Requirement("R124")
  void everyTransactionCanBeTheLast() throws IOException {
    assertThat(everywhere(branch.plug::failAfter))
        .as("transactions that were tried")
        .isGreaterThan(TRANSACTIONS_MIN);
  }

  @Test
  @Requirement("R124")
  void everyWordToTheLedgerCanBeLost() throws IOException {
    assertThat(everywhere(number -> words.cutAt(number, false)))
        .as("words that were tried")
        .isGreaterThan(WORDS_MIN);
  }

  @Test
  @Requirement("R124")
  void everyAnswerOfTheLedgerCanBeLost() throws IOException {
    assertThat(everywhere(number -> words.cutAt(number, true)))
        .as("words that were tried")
        .isGreaterThan(WORDS_MIN);
  }
}
