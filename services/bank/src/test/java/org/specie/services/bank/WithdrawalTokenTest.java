package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
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
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.WithdrawalTokens;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.counter.Words;

/** Tokens for withdrawals. docs/spec/59-bank-service.md section 13. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("R120")
final class WithdrawalTokenTest {
  private static final int DAY_MINUTES = 1_440;
  private static final int ATTEMPTS_MAX = 4;
  private static final int TRANSACTIONS_MIN = 6;

  @TempDir private static Path folder;

  private Branch branch;
  private Factory factory;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    factory = branch.issuer.factory();
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    boolean _ = branch.plug.plugIn();
    branch.itIs(0);
    branch.assertSettled();
  }

  private String name() {
    names++;
    return "withdrawal-" + names;
  }

  private Branch.Holder holder(String name) throws IOException {
    names++;
    return branch.new Holder(name + " " + names, 20_000);
  }

  private Token made(Branch.Holder whose, long account, SigningKey key, int days)
      throws IOException {
    return whose.person.tokenForWithdrawals(
        factory, Customers.reference(account), key.publicKey(), days, Branch.ENTROPY);
  }

  private Token made(Branch.Holder whose, SigningKey key) throws IOException {
    return made(whose, whose.account, key, 20);
  }

  private static ByteString words(long account, Token token) {
    return Words.toSign(Branch.NAME, account, token.encode());
  }

  private static ByteString signed(SigningKey key, ByteString words) {
    return key.sign(Domain.WITHDRAWAL, Hash32.sha256(words).bytes()).bytes();
  }

  private static WithdrawalTokens.Presenting presenting(Token token, ByteString signature) {
    return new WithdrawalTokens.Presenting(token.encode().toHex(), signature.toHex());
  }

  private static WithdrawalTokens.Presenting byAccount(Branch.Holder whose, Token token) {
    return presenting(token, whose.key.sign(words(whose.account, token)));
  }

  private static WithdrawalTokens.Presenting byToken(
      Branch.Holder whose, SigningKey key, Token token) {
    return presenting(token, signed(key, words(whose.account, token)));
  }

  private WithdrawalTokens.Certified present(WithdrawalTokens.Presenting presenting)
      throws IOException {
    return (WithdrawalTokens.Certified) branch.done("withdrawalToken", 0, presenting);
  }

  private int refused(WithdrawalTokens.Presenting presenting) throws IOException {
    return branch.refused("withdrawalToken", 0, presenting);
  }

  private static WithdrawalTokens.Signed asking(
      SigningKey key, long account, String id, Request request) {
    ByteString bytes = request.encode();
    return new WithdrawalTokens.Signed(
        account,
        id,
        bytes.toHex(),
        signed(key, Words.toSign(Branch.NAME, account, id, bytes)).toHex());
  }

  private Withdrawals.WithdrawalState withdraw(WithdrawalTokens.Signed asking) throws IOException {
    return (Withdrawals.WithdrawalState) branch.done("withdrawSigned", 0, asking);
  }

  private int withdrawRefused(WithdrawalTokens.Signed asking) throws IOException {
    return branch.refused("withdrawSigned", 0, asking);
  }

  private void fill(Branch.Holder who, SigningKey key, long minor) throws IOException {
    Request request = who.person.askFrom(Customers.reference(who.account), minor);
    WithdrawalTokens.Signed asking = asking(key, who.account, name(), request);
    assertThat(withdraw(asking).state()).isEqualTo("ASKED");
    branch.work();
    who.person.take(Bytes.response(withdraw(asking).response().orElseThrow()));
  }

  /** No word of the account and no key of it is asked for, and one token lasts. */
  @Test
  void theKeyOfTheTokenFillsThePurseAgainAndAgain() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    Token token = made(ana, key);
    WithdrawalTokens.Certified certified = present(byAccount(ana, token));
    assertThat(certified.account()).isEqualTo(ana.account);
    assertThat(certified.token()).isEqualTo(token.configuration().id().toString());
    assertThat(present(byAccount(ana, token))).as("the same again").isEqualTo(certified);

    fill(ana, key, 1_000);
    fill(ana, key, 500);
    fill(ana, key, 500);
    assertThat(ana.person.balanceMinor()).isEqualTo(2_000);
    assertThat(ana.balance()).isEqualTo(18_000);
  }

  @Test
  @Requirement("R121")
  void refusesWhatAnybodyElseSigned() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder eva = holder("eva");
    SigningKey key = SigningKey.generate();
    Token token = made(ana, key);
    SigningKey other = SigningKey.generate();

    // The factory makes it for whoever asks: what the bank takes is what the account's key signed.
    Token stolen = made(eva, ana.account, other, 20);
    assertThat(refused(presenting(stolen, eva.key.sign(words(ana.account, stolen)))))
        .isEqualTo(7412);
    assertThat(refused(byToken(ana, other, stolen))).isEqualTo(7412);
    assertThat(refused(presenting(token, ana.key.sign(words(eva.account, token))))).isEqualTo(7412);
    assertThat(refused(presenting(token, ByteString.EMPTY))).isEqualTo(7412);

    String id = name();
    Request request = ana.person.askFrom(Customers.reference(ana.account), 700);
    assertThat(withdrawRefused(asking(key, ana.account, id, request)))
        .as("the bank was not shown it")
        .isEqualTo(7434);
    var _ = present(byAccount(ana, token));
    assertThat(withdrawRefused(asking(other, ana.account, id, request))).isEqualTo(7412);
    assertThat(withdrawRefused(asking(key, eva.account, id, request))).isEqualTo(7412);
    WithdrawalTokens.Signed good = asking(key, ana.account, id, request);
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(ana.account, name(), good.request(), good.signature())))
        .isEqualTo(7412);
    Request more =
        new Request(
            Optional.of(Amount.ofMinor(900)), request.reference(), request.token(), Chain.NONE);
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(
                    ana.account, id, more.encode().toHex(), good.signature())))
        .isEqualTo(7412);
    byte[] bytes = request.encode().toByteArray();
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
      WithdrawalTokens.Signed changed =
          new WithdrawalTokens.Signed(
              ana.account, id, ByteString.copyOf(bytes).toHex(), good.signature());
      bytes[at] ^= 1;
      assertThat(withdrawRefused(changed)).as("byte %s", at).isIn(7410, 7412, 7402, 7434);
    }
    assertThat(ana.balance()).isEqualTo(20_000);
    assertThat(withdraw(good).state()).isEqualTo("ASKED");
  }

  /** By another way than the API there is no word, only a signature. */
  @Test
  @Requirement("R126")
  void theAccountsKeyIsEnoughWithoutItsWord() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder eva = holder("eva");
    String id = name();
    Request request = ana.person.ask(400);
    Withdrawals.Asking asking = ana.asking(id, request);
    WithdrawalTokens.Signed signed =
        new WithdrawalTokens.Signed(ana.account, id, asking.request(), asking.signature());
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(eva.account, id, asking.request(), asking.signature())))
        .isEqualTo(7412);
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(999_999, id, asking.request(), asking.signature())))
        .isEqualTo(7412);
    assertThat(withdraw(signed).state()).isEqualTo("ASKED");
    branch.work();
    ana.person.take(Bytes.response(withdraw(signed).response().orElseThrow()));
    assertThat(ana.withdraw(id, request).state())
        .as("one withdrawal, whoever asks")
        .isEqualTo("PAID");
    assertThat(ana.balance()).isEqualTo(19_600);
  }

  /** What R120 asks for: a refresh is a new certificate, of the same key or of another. */
  @Test
  void aRefreshRenewsTheCertificateOfTheKey() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey first = SigningKey.generate();
    WithdrawalTokens.Certified before = present(byAccount(ana, made(ana, ana.account, first, 5)));
    fill(ana, first, 300);

    // Shortly before its end the key renews itself: neither the account's key nor its word is used.
    WithdrawalTokens.Certified renewed = present(byToken(ana, first, made(ana, first)));
    assertThat(renewed.untilSeconds() - before.untilSeconds()).isEqualTo(15 * DAY_MINUTES * 60L);
    fill(ana, first, 300);

    // A key is changed in the same way, and from then on the one before is nobody's.
    SigningKey second = SigningKey.generate();
    Request old = ana.person.askFrom(Customers.reference(ana.account), 300);
    Token token = made(ana, second);
    WithdrawalTokens.Presenting change = byToken(ana, first, token);
    assertThat(present(change).token()).isEqualTo(token.configuration().id().toString());
    assertThat(withdrawRefused(asking(first, ana.account, name(), old))).isEqualTo(7434);
    assertThat(refused(byToken(ana, first, made(ana, first)))).isEqualTo(7412);
    assertThat(refused(change)).as("by a key that counts no more").isEqualTo(7412);
    var _ = made(ana, second);
    present(byToken(ana, second, ana.person.tokenFor(ana.account)));
    fill(ana, second, 300);
    assertThat(ana.balance()).isEqualTo(19_100);
  }

  /** Whoever has the key, and the ear of a factory, still fills Ana's purse and no other. */
  @Test
  void theKeyRenewsItselfForItsPurseAlone() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder eva = holder("eva");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    Token intoEvasPurse = made(eva, ana.account, key, 20);
    assertThat(refused(byToken(ana, key, intoEvasPurse))).isEqualTo(7412);
    Request request = eva.person.askFrom(Customers.reference(ana.account), 300);
    assertThat(withdrawRefused(asking(key, ana.account, name(), request))).isEqualTo(7434);

    // The account's key may name another purse.
    var _ = present(byAccount(ana, intoEvasPurse));
    assertThat(withdraw(asking(key, ana.account, name(), request)).state()).isEqualTo("ASKED");
  }

  @Test
  void takesNoTokenThatIsNotForThat() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder nobody = holder("nobody");
    Token general = ana.person.ask(100).token();
    Token deposits =
        Token.fresh(branch.issuer.deposits(Branch.owner("west"), Customers.reference(ana.account)));
    for (Token wrong : List.of(general, deposits, made(ana, 999_999, SigningKey.generate(), 20))) {
      assertThat(refused(byAccount(ana, wrong))).isEqualTo(7434);
    }
    SigningKey key = SigningKey.generate();
    Token ofOthers =
        nobody.person.tokenForWithdrawals(
            factory, Customers.reference(ana.account), key.publicKey(), 20, Branch.ENTROPY);
    byte[] forged = ofOthers.encode().toByteArray();
    forged[forged.length - 1] ^= 1;
    assertThat(refused(byAccount(ana, Bytes.token(ByteString.copyOf(forged).toHex()))))
        .isEqualTo(TokenReason.BAD_SIGNATURE.code());
    branch.itIs(20 * DAY_MINUTES + 1);
    assertThat(refused(byAccount(ana, made(ana, key))))
        .isEqualTo(TokenReason.NOT_VALID_THEN.code());
    branch.itIs(0);
    assertThat(
            branch.refused(
                "withdrawalToken", 0, new WithdrawalTokens.Presenting("", "00".repeat(64))))
        .isEqualTo(7410);
  }

  @Test
  void aKeyIsGoodForAsLongAsItsToken() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, ana.account, key, 5)));
    Request request = ana.person.askFrom(Customers.reference(ana.account), 300);
    branch.itIs(5 * DAY_MINUTES + 1);
    assertThat(withdrawRefused(asking(key, ana.account, name(), request)))
        .isEqualTo(TokenReason.NOT_VALID_THEN.code());
    assertThat(refused(byToken(ana, key, made(ana, key)))).as("it came too late").isEqualTo(7412);
    assertThat(present(byAccount(ana, ana.person.tokenFor(ana.account))).account())
        .isEqualTo(ana.account);
  }

  /** Limits of an account are the same, whoever authorises. */
  @Test
  void whatAnAccountMayNotHaveItMayNotHaveSo() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    Request request = ana.person.askFrom(Customers.reference(ana.account), 20_001);
    assertThat(withdrawRefused(asking(key, ana.account, name(), request))).isEqualTo(7413);
    assertThat(ana.balance()).isEqualTo(20_000);
  }

  /** From the presented token to the purse: whoever comes next finds what the last one left. */
  @Test
  @Requirement("R123")
  void everyTransactionCanBeTheLast() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    int number = 0;
    boolean failed;
    do {
      number++;
      Token token = made(ana, key);
      WithdrawalTokens.Signed asking =
          asking(
              key, ana.account, name(), ana.person.askFrom(Customers.reference(ana.account), 10));
      long had = ana.balance();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          var _ = present(byAccount(ana, token));
          var _ = withdraw(asking);
          for (IOException each : branch.service().work()) {
            throw each;
          }
        } catch (IOException _) {
          failed |= branch.plug.plugIn();
          branch.restart();
          branch.work();
        }
      }
      failed |= branch.plug.plugIn();
      branch.work();
      ana.person.take(Bytes.response(withdraw(asking).response().orElseThrow()));
      assertThat(ana.balance()).isEqualTo(had - 10);
      assertThat(ana.person.balanceMinor()).isEqualTo(10L * number);
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }

  /** The database holds it by itself, whatever a program writes. */
  @Test
  void whatWasTakenStays() throws IOException {
    Branch.Holder ana = holder("ana");
    var _ = present(byAccount(ana, made(ana, SigningKey.generate())));
    for (String each :
        List.of("DELETE FROM withdrawal_token", "UPDATE withdrawal_token SET account = 1")) {
      assertThatThrownBy(
              () ->
                  branch.plug.transact(
                      connection -> {
                        try (Statement statement = connection.createStatement()) {
                          return statement.execute(each);
                        }
                      }))
          .as(each)
          .isInstanceOf(IOException.class);
    }
  }
}
