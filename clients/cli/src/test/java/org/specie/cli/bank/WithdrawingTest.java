package org.specie.cli.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.bank.AtTheCounter.Moved;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.PlayMoney;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.BankReason;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/**
 * A customer with a purse, a card that pays and an account that is loaded once under a reference,
 * at a bank that says what it likes. docs/spec/59-bank-service.md clause 12.9.
 */
class WithdrawingTest {
  private static final Amount THIRTY = Amount.parse("30.00");
  private static final Amount TWENTY = Amount.parse("20.00");

  @TempDir static Path made;
  @TempDir Path place;

  private Scene scene;
  private KeptPurse ana;
  private LyingBank bank;
  private MemoryAccount ledger;
  private AccountFolder account;

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void open() throws IOException {
    scene = Scene.open(PlayMoney.copied(made.resolve("practice"), place.resolve("practice")));
    ana = scene.ana();
    bank = scene.bank();
    ledger = scene.ledger();
    account = scene.account();
  }

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private void done(Amount amount) throws IOException {
    assertThat(scene.withdrawing().withdraw(amount)).isEqualTo(Answer.done(amount));
  }

  private String refused(Reason reason, Amount amount) throws IOException {
    KeptWithdrawals withdrawals = account.withdrawals();
    try (Visit visit = scene.visit(scene.now(), withdrawals)) {
      String why = refused(reason, visit.withdrawing().withdraw(amount));
      withdrawals.told();
      return why;
    }
  }

  private static String refused(Reason reason, Answer<?> answer) {
    if (answer instanceof Answer.Refused<?>(var why)) {
      assertThat(why.reason().code()).as(why.toString()).isEqualTo(reason.code());
      return why.detail();
    }
    throw new AssertionError(answer);
  }

  private void assertTroubled(Reason reason, Withdrawing.Collected collected) {
    assertThat(collected.trouble().map(why -> why.reason().code())).contains(reason.code());
  }

  /** What is on the card and not yet, and how often the account was loaded from. */
  private void assertHeld(String amount, int loads) throws IOException {
    assertThat(ana.balance().plus(ana.purse().receiving().waiting()))
        .isEqualTo(Amount.parse(amount));
    assertThat(ledger.loads()).isEqualTo(loads);
  }

  private List<Path> files() throws IOException {
    Path folder = account.root().resolve("withdrawals");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** What {@code specie bank withdraw} with these words comes to, and tells. */
  private Answer<Moved> command(String... words) throws IOException {
    KeptWithdrawals withdrawals = account.withdrawals();
    try (Visit visit = scene.visit(scene.now(), withdrawals)) {
      Answer<Moved> answer = scene.command(words).act(visit);
      withdrawals.told();
      return answer;
    }
  }

  private static Amount moved(Answer<Moved> answer) {
    return answer.orThrow().amount();
  }

  private Request open(Amount amount) throws IOException {
    return account.withdrawals().all().stream()
        .map(KeptWithdrawals.Kept::request)
        .filter(each -> each.amount().equals(Optional.of(amount)))
        .findFirst()
        .orElseThrow();
  }

  /** An amount is loaded, and the bank does not pay. */
  private Request loaded(Amount amount) throws IOException {
    bank.says(request -> bank.waiting(request, LyingBank.salt(request)));
    refused(CounterReason.NOT_PAID, amount);
    return open(amount);
  }

  @Test
  void movesMoneyOnce() throws IOException {
    done(THIRTY);
    assertHeld("230.00", 1);
    assertThat(files()).isEmpty();
    assertThat(ledger.balance()).isEqualTo(Amount.parse("170.00"));
  }

  @Test
  void asksForNothingThatIsNotThere() throws IOException {
    refused(WalletReason.ORDINARY_INSUFFICIENT, Amount.parse("200.01"));
    assertThat(files()).isEmpty();
    assertThat(ana.purse().receiving().outstanding()).isEmpty();
  }

  /** The purse has that payment and takes it again; what it is for now would be forgotten. */
  @Test
  @Requirement("R121")
  void anOldPaymentIsNotTheNewOne() throws IOException {
    done(THIRTY);
    Response old = bank.last();
    bank.says(
        request ->
            ledger.isLoaded(FloatLoading.reference(request, LyingBank.salt(request)))
                ? bank.paid(request, old)
                : bank.waiting(request, LyingBank.salt(request)));
    refused(CounterReason.OTHER_PAYMENT, THIRTY);
    assertHeld("230.00", 2);
    assertThat(account.withdrawals().all()).hasSize(1);
    assertThat(account.withdrawals().all().getFirst().salt()).isPresent();
    refused(CounterReason.OTHER_PAYMENT, command());

    bank.isHonest();
    assertThat(moved(command())).isEqualTo(THIRTY);
    assertHeld("260.00", 2);
    assertThat(files()).isEmpty();
  }

  @Test
  void aPaymentOfAnotherRequestIsNotThisOne() throws IOException {
    Request twenty = loaded(TWENTY);
    Response other = bank.payment(twenty);
    bank.says(
        request ->
            ledger.isLoaded(FloatLoading.reference(request, LyingBank.salt(request)))
                ? bank.paid(request, other)
                : bank.waiting(request, LyingBank.salt(request)));
    refused(CounterReason.OTHER_PAYMENT, THIRTY);
    assertHeld("200.00", 2);
    bank.isHonest();
    assertThat(moved(command())).isEqualTo(Amount.parse("50.00"));
    assertHeld("250.00", 2);
  }

  @Test
  @Requirement("R121")
  void aRefusalAfterTheLoadLeavesTheEvidence() throws IOException {
    Request first = loaded(THIRTY);
    bank.says(request -> bank.refused(request, BankReason.VAULT_REFUSED));
    String where = refused(CounterReason.LOADED_AND_REFUSED, THIRTY);
    List<Path> evidence = files();
    assertThat(evidence).hasSize(1);
    assertThat(where).contains(evidence.getFirst().toString());
    assertThat(ByteString.copyOf(Files.readAllBytes(evidence.getFirst())).toHex())
        .contains(first.encode().toHex(), LyingBank.salt(first).toHex());

    Request second = loaded(THIRTY);
    assertThat(second).isNotEqualTo(first);
    bank.says(request -> bank.refused(request, BankReason.VAULT_REFUSED));
    refused(CounterReason.LOADED_AND_REFUSED, command());
    assertThat(files()).hasSize(2).containsAll(evidence);
    assertThat(account.withdrawals().all()).isEmpty();
    assertThat(moved(command())).as("they are not looked at again").isEqualTo(Amount.ZERO);
  }

  /** The same again, as the customer is told to do, loads nothing under another name meanwhile. */
  @Test
  void aRefusalOfALoadIsToldBeforeAnythingIsLoadedAnew() throws IOException {
    loaded(THIRTY);
    bank.says(request -> bank.refused(request, BankReason.VAULT_REFUSED));
    refused(CounterReason.LOADED_AND_REFUSED, command("30.00"));
    assertThat(ledger.loads()).isEqualTo(1);
    assertThat(files()).hasSize(1);
  }

  @Test
  void aRefusalBeforeTheSaltLeavesNothing() throws IOException {
    bank.says(request -> bank.refused(request, BankReason.VAULT_REFUSED));
    refused(BankReason.VAULT_REFUSED, THIRTY);
    assertThat(files()).isEmpty();
    assertHeld("200.00", 0);
  }

  /** The load may be on its way while the bank says that it will not pay. */
  @Test
  void aRefusalAfterTheSaltLeavesWhatWasSent() throws IOException {
    ledger.refuses(Optional.of(WalletReason.ORDINARY_INSUFFICIENT));
    refused(WalletReason.ORDINARY_INSUFFICIENT, THIRTY);
    bank.says(request -> bank.refused(request, BankReason.VAULT_REFUSED));
    refused(BankReason.VAULT_REFUSED, THIRTY);
    assertThat(files()).hasSize(1);
  }

  @Test
  @Requirement("R121")
  void twoThatAreLoadedHaveASaltEach() throws IOException {
    Request thirty = loaded(THIRTY);
    Request twenty = loaded(TWENTY);
    assertHeld("200.00", 2);
    KeptWithdrawals kept = account.withdrawals();
    assertThat(kept.of(thirty).orElseThrow().salt()).contains(LyingBank.salt(thirty));
    assertThat(kept.of(twenty).orElseThrow().salt()).contains(LyingBank.salt(twenty));

    bank.says(request -> bank.waiting(request, Hash32.sha256(request.encode())));
    refused(CounterReason.OTHER_SALT, THIRTY);
    refused(CounterReason.OTHER_SALT, TWENTY);
    assertHeld("200.00", 2);

    bank.isHonest();
    Withdrawing.Collected all = scene.withdrawing().collect();
    assertThat(all.taken()).isEqualTo(Amount.parse("50.00"));
    assertThat(all.late()).containsExactlyInAnyOrder(THIRTY, TWENTY);
    assertThat(all.trouble()).isEmpty();
    assertHeld("250.00", 2);
    assertThat(files()).isEmpty();
  }

  @Test
  void anotherSaltForOneKeepsNoOtherWaiting() throws IOException {
    Request thirty = loaded(THIRTY);
    bank.says(
        request ->
            request.equals(thirty)
                ? bank.waiting(request, Hash32.sha256(request.encode()))
                : bank.honest(request));
    Withdrawing.Collected all = scene.withdrawing().collect();
    assertTroubled(CounterReason.OTHER_SALT, all);
    Moved moved = command("20.00").orThrow();
    assertThat(moved.amount()).isEqualTo(TWENTY);
    assertThat(moved.trouble()).isPresent();
    assertHeld("220.00", 2);
    assertThat(account.withdrawals().of(thirty).orElseThrow().salt())
        .contains(LyingBank.salt(thirty));
    bank.isHonest();
    assertThat(moved(command())).isEqualTo(THIRTY);
  }

  /** What the ledger has refused is no trouble, and looking at it writes nothing. */
  @Test
  void whatWasNotLoadedIsNoTrouble() throws IOException {
    ledger.refuses(Optional.of(WalletReason.ORDINARY_INSUFFICIENT));
    refused(WalletReason.ORDINARY_INSUFFICIENT, THIRTY);
    Request thirty = open(THIRTY);
    bank.says(
        request ->
            request.equals(thirty)
                ? bank.waiting(request, Hash32.sha256(request.encode()))
                : bank.honest(request));
    assertThat(scene.withdrawing().collect()).isEqualTo(Withdrawing.Collected.NOTHING);
    assertThat(account.withdrawals().of(thirty).orElseThrow().salt())
        .contains(LyingBank.salt(thirty));
    ledger.refuses(Optional.empty());
    done(TWENTY);
    bank.isHonest();
    done(THIRTY);
    assertHeld("250.00", 2);
  }

  @Test
  void theSameAfterAnEndBeforeTheLoadWasHeardOfLoadsOnce() throws IOException {
    ledger.cutAfterLoading(true);
    assertThatThrownBy(() -> scene.withdrawing().withdraw(THIRTY)).isInstanceOf(IOException.class);
    ledger.cutAfterLoading(false);
    assertThat(moved(command("30.00"))).isEqualTo(THIRTY);
    assertHeld("230.00", 1);
    assertThat(files()).isEmpty();
  }

  /** The program ended when the purse had the payment, and request and salt were still there. */
  @Test
  @Requirement("R122")
  void theSameAfterAnEndBehindThePaymentMovesNothing() throws IOException {
    Request request = loaded(THIRTY);
    Path file = files().getFirst();
    byte[] kept = Files.readAllBytes(file);
    bank.isHonest();
    done(THIRTY);
    Files.write(file, kept);
    assertThat(moved(command("30.00"))).isEqualTo(THIRTY);
    assertHeld("230.00", 1);
    assertThat(files()).isEmpty();
    assertThat(account.withdrawals().of(request)).isEmpty();
    assertThat(moved(command("30.00"))).as("and then another one").isEqualTo(THIRTY);
    assertHeld("260.00", 2);
  }

  @Test
  @Requirement("R122")
  void theSameAfterNoAnswerFetchesWhatWasPaid() throws IOException {
    Request _ = loaded(THIRTY);
    bank.isHonest();
    assertThat(moved(command("30.00"))).isEqualTo(THIRTY);
    assertHeld("230.00", 1);
  }

  /** Whoever asks for something else is told what came of the one before, also if refused. */
  @Test
  void aRefusalTellsWhatElseWasMoved() throws IOException {
    Request _ = loaded(THIRTY);
    bank.isHonest();
    assertThat(refused(WalletReason.ORDINARY_INSUFFICIENT, command("170.01")))
        .contains("moved: 30.00");
    assertHeld("230.00", 1);
  }

  /** What lapsed is asked for again, because the ledger has a load of it. */
  @Test
  void aLoadThatLapsedIsFetchedWithoutAnAmount() throws IOException {
    Request _ = loaded(THIRTY);
    bank.says(bank::lapsed, bank::honest);
    assertThat(moved(command())).isEqualTo(THIRTY);
    assertHeld("230.00", 1);
    assertThat(files()).isEmpty();
  }

  @Test
  @Requirement("R121")
  void withdrawWithoutAnAmountTellsWhatIsWrong() throws IOException {
    Request _ = loaded(THIRTY);
    refused(CounterReason.NOT_PAID, command());
    bank.says(_ -> LyingBank.problem(BankReason.UNKNOWN));
    refused(BankReason.UNKNOWN, command());
    bank.says(bank::lapsed, _ -> LyingBank.problem(BankReason.LOADS_AWAITED));
    refused(BankReason.LOADS_AWAITED, command());
    refused(BankReason.LOADS_AWAITED, command("50.00", "--below", "1000"));
    bank.says(_ -> LyingBank.problem(BankReason.UNKNOWN), bank::honest);
    assertThat(moved(command())).as("a bank that forgot is asked again").isEqualTo(THIRTY);
    assertHeld("230.00", 1);
  }

  @Test
  void whatIsKeptIsTheOwnersAlone() throws IOException {
    Request _ = loaded(THIRTY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(files().getFirst().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsDamagedIsNotPassedOver() throws IOException {
    Request _ = loaded(THIRTY);
    for (String hex :
        List.of("", "00", "ff", "20", "01" + "00".repeat(80), "00" + "00".repeat(80))) {
      Files.write(files().getFirst(), ByteString.hex(hex).toByteArray());
      assertThatThrownBy(() -> scene.withdrawing().collect())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
  }
}
