package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
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
import org.specie.offline.token.value.TokenId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Nothing;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Desk;
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

  /** The token that counts for the account, as its holder sees it. */
  private Optional<TokenId> counting(long account) throws IOException {
    try {
      return Optional.of(
          id((WithdrawalTokens.Certified) branch.done("countingToken", account, Nothing.NOTHING)));
    } catch (AssertionError _) {
      assertThat(branch.refused("countingToken", account, Nothing.NOTHING)).isEqualTo(7416);
      return Optional.empty();
    }
  }

  private static TokenId id(WithdrawalTokens.Certified certified) {
    return new TokenId(ByteString.hex(certified.token()));
  }

  private static ByteString words(long account, Optional<TokenId> replaces, Token token) {
    return Words.toSign(Branch.NAME, account, replaces, token.encode());
  }

  private static ByteString signed(SigningKey key, ByteString words) {
    return key.sign(Domain.WITHDRAWAL, Hash32.sha256(words).bytes()).bytes();
  }

  private static WithdrawalTokens.Presenting presenting(
      Token token, Optional<TokenId> replaces, ByteString signature) {
    return new WithdrawalTokens.Presenting(
        token.encode().toHex(), replaces.map(TokenId::toString), signature.toHex());
  }

  private static WithdrawalTokens.Presenting byAccount(
      Branch.Holder whose, Optional<TokenId> replaces, Token token) {
    return presenting(token, replaces, whose.key.sign(words(whose.account, replaces, token)));
  }

  private WithdrawalTokens.Presenting byAccount(Branch.Holder whose, Token token)
      throws IOException {
    return byAccount(whose, counting(whose.account), token);
  }

  private WithdrawalTokens.Presenting byToken(Branch.Holder whose, SigningKey key, Token token)
      throws IOException {
    Optional<TokenId> replaces = counting(whose.account);
    return presenting(token, replaces, signed(key, words(whose.account, replaces, token)));
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
    WithdrawalTokens.Presenting presenting = byAccount(ana, token);
    WithdrawalTokens.Certified certified = present(presenting);
    assertThat(certified.account()).isEqualTo(ana.account);
    assertThat(certified.token()).isEqualTo(token.configuration().id().toString());
    assertThat(present(presenting)).as("the same again").isEqualTo(certified);
    assertThat(present(byAccount(ana, token))).as("and signed anew").isEqualTo(certified);

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
    Optional<TokenId> none = Optional.empty();
    assertThat(refused(presenting(stolen, none, eva.key.sign(words(ana.account, none, stolen)))))
        .isEqualTo(7412);
    assertThat(refused(byToken(ana, other, stolen))).isEqualTo(7412);
    assertThat(refused(presenting(token, none, ana.key.sign(words(eva.account, none, token)))))
        .isEqualTo(7412);
    Optional<TokenId> itself = Optional.of(token.configuration().id());
    assertThat(refused(presenting(token, itself, ana.key.sign(words(ana.account, none, token)))))
        .as("in the place of another than was signed")
        .isEqualTo(7412);
    assertThat(refused(presenting(token, none, ByteString.EMPTY))).isEqualTo(7412);

    String id = name();
    Request request = ana.person.askFrom(Customers.reference(ana.account), 700);
    assertThat(withdrawRefused(asking(key, ana.account, id, request)))
        .as("the bank was not shown it")
        .isEqualTo(7412);
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

  /** Whatever a stranger sends is refused in the same way, whether there is the account or not. */
  @Test
  @Requirement("R121")
  void whichAccountsThereAreIsNotToldToStrangers() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder eva = holder("eva");
    SigningKey counting = SigningKey.generate();
    Token taken = made(ana, counting);
    var _ = present(byAccount(ana, taken));
    List<List<Integer>> said = new ArrayList<>();
    for (long account : List.of(ana.account, 999_999L, 1L, 0L)) {
      said.add(refusals(eva, account, taken.configuration().id()));
    }
    assertThat(said.getFirst()).contains(7410, 7402, 7412).doesNotContain(7434, 7435);
    assertThat(said.stream().distinct()).as("%s", said).hasSize(1);

    // No token names an account of this number; it is none wherever it stands.
    WithdrawalTokens.Signed good =
        asking(
            counting,
            ana.account,
            name(),
            ana.person.askFrom(Customers.reference(ana.account), 300));
    for (long none : List.of(-1L, Long.MIN_VALUE)) {
      assertThat(
              withdrawRefused(
                  new WithdrawalTokens.Signed(none, good.id(), good.request(), good.signature())))
          .isEqualTo(7410);
    }
  }

  /** What Eva is told who tries everything with the account and has neither its word nor a key. */
  private List<Integer> refusals(Branch.Holder eva, long account, TokenId counting)
      throws IOException {
    SigningKey own = SigningKey.generate();
    List<Integer> said = new ArrayList<>();
    // A factory makes a token that names any account, with her key in it.
    Token made = made(eva, account, own, 20);
    Request onIt = eva.person.askFrom(Customers.reference(account), 300);
    Request open = new Request(Optional.empty(), Person.REFERENCE, onIt.token(), Chain.NONE);
    for (Request request : List.of(onIt, open, eva.person.ask(300))) {
      for (String id : List.of(name(), "No Name")) {
        WithdrawalTokens.Signed asking = asking(own, account, id, request);
        said.add(withdrawRefused(asking));
        for (String signature : List.of("", "00".repeat(64), "x")) {
          said.add(
              withdrawRefused(
                  new WithdrawalTokens.Signed(account, id, asking.request(), signature)));
        }
      }
    }
    said.add(withdrawRefused(new WithdrawalTokens.Signed(account, name(), "00", "00".repeat(64))));
    for (Optional<TokenId> replaces : List.of(Optional.<TokenId>empty(), Optional.of(counting))) {
      ByteString words = words(account, replaces, made);
      said.add(refused(presenting(made, replaces, signed(own, words))));
      said.add(refused(presenting(made, replaces, eva.key.sign(words))));
    }
    return said;
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
    assertThat(id(present(change))).as("the same again").isEqualTo(token.configuration().id());
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
    assertThat(withdrawRefused(asking(key, ana.account, name(), request))).isEqualTo(7412);

    // The account's key may name another purse.
    var _ = present(byAccount(ana, intoEvasPurse));
    assertThat(withdraw(asking(key, ana.account, name(), request)).state()).isEqualTo("ASKED");
  }

  /** What was signed is for one moment: whoever brings it later brings it for nothing. */
  @Test
  void whatWasSignedBeforeAnotherWasTakenTakesNoPlace() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey stolen = SigningKey.generate();
    SigningKey key = SigningKey.generate();
    // Signed for the first time, twice; then once more in the place of what counts. None arrives.
    WithdrawalTokens.Presenting late = byAccount(ana, made(ana, stolen));
    Token first = made(ana, key);
    var _ = present(byAccount(ana, first));
    WithdrawalTokens.Presenting late2 = byAccount(ana, made(ana, stolen));
    WithdrawalTokens.Presenting late3 = byToken(ana, key, made(ana, stolen));
    assertThat(refused(late)).as("another counts by now").isEqualTo(7435);
    Token second = made(ana, key);
    WithdrawalTokens.Presenting renewing = byToken(ana, key, second);
    assertThat(id(present(renewing))).isEqualTo(second.configuration().id());
    for (WithdrawalTokens.Presenting each : List.of(late, late2, late3)) {
      assertThat(refused(each)).isEqualTo(7435);
    }
    assertThat(counting(ana.account)).contains(second.configuration().id());
    fill(ana, key, 300);

    // In the place of another's token nothing is taken, whoever's key signed.
    Branch.Holder eva = holder("eva");
    Token evas = made(eva, SigningKey.generate());
    assertThat(refused(byAccount(eva, counting(ana.account), evas))).isEqualTo(7435);
    assertThat(id(present(byAccount(eva, evas)))).isEqualTo(evas.configuration().id());
    assertThat(branch.refused("countingToken", Desk.NUMBER, Nothing.NOTHING)).isEqualTo(7418);
  }

  @Test
  void takesNoTokenThatIsNotForThat() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder nobody = holder("nobody");
    Token general = ana.person.ask(100).token();
    Token deposits =
        Token.fresh(branch.issuer.deposits(Branch.owner("west"), Customers.reference(ana.account)));
    for (Token wrong : List.of(general, deposits)) {
      assertThat(refused(byAccount(ana, wrong))).isEqualTo(7434);
    }
    assertThat(refused(byAccount(ana, made(ana, 999_999, SigningKey.generate(), 20))))
        .as("of an account that is not there")
        .isEqualTo(7412);
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
                "withdrawalToken",
                0,
                new WithdrawalTokens.Presenting("", Optional.empty(), "00".repeat(64))))
        .isEqualTo(7410);
    WithdrawalTokens.Presenting good = byAccount(ana, made(ana, key));
    for (String id : List.of("", "00", "00".repeat(15), "x".repeat(32))) {
      assertThat(
              refused(
                  new WithdrawalTokens.Presenting(good.token(), Optional.of(id), good.signature())))
          .as(id)
          .isEqualTo(7410);
    }
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

  /** What the bank does not pay keeps the purse from nothing, and one token has one payment. */
  @Test
  void whatCannotBePaidHoldsNoToken() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    ByteString account = Customers.reference(ana.account);
    WithdrawalTokens.Signed tooMuch =
        asking(key, ana.account, name(), ana.person.askFrom(account, 30_000));
    assertThat(withdrawRefused(tooMuch)).isEqualTo(7413);
    WithdrawalTokens.Signed alsoTooMuch =
        asking(key, ana.account, name(), ana.person.askFrom(account, 25_000));
    assertThat(withdrawRefused(alsoTooMuch)).isEqualTo(7413);
    fill(ana, key, 500);

    // Each of them comes once more, when there is the money for it: nothing more is booked.
    branch.done(
        "payIn", Desk.NUMBER, new Desk.PayingIn("more-for-" + ana.account, ana.account, 50_000));
    Withdrawals.WithdrawalState told = withdraw(tooMuch);
    assertThat(told.amountMinor()).as("what became of the token").isEqualTo(500);
    assertThat(told.state()).isEqualTo("PAID");
    assertThat(withdraw(alsoTooMuch)).isEqualTo(told);
    branch.work();
    assertThat(ana.balance()).isEqualTo(69_500);
    ana.person.take(Bytes.response(told.response().orElseThrow()));
    assertThat(ana.person.balanceMinor()).as("taken once").isEqualTo(500);
  }

  /** The answer was lost, and the purse has asked for something else since. */
  @Test
  void whicheverRequestIsPaidThePurseTakesItAndNoOther() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    ByteString account = Customers.reference(ana.account);
    WithdrawalTokens.Signed first =
        asking(key, ana.account, name(), ana.person.askFrom(account, 700));
    assertThat(withdraw(first).state()).isEqualTo("ASKED");
    Request other = ana.person.askFrom(account, 300);
    WithdrawalTokens.Signed second = asking(key, ana.account, name(), other);
    assertThat(withdraw(second).id()).isEqualTo(first.id());
    branch.work();
    Withdrawals.WithdrawalState paid = withdraw(second);
    assertThat(paid).isEqualTo(withdraw(first));
    assertThat(paid.amountMinor()).isEqualTo(700);
    ana.person.take(Bytes.response(paid.response().orElseThrow()));
    assertThat(ana.person.balanceMinor()).isEqualTo(700);
    assertThat(ana.balance()).isEqualTo(19_300);

    // Whoever may not ask on the token is told nothing.
    assertThat(withdrawRefused(asking(SigningKey.generate(), ana.account, second.id(), other)))
        .isEqualTo(7412);
    Branch.Holder eva = holder("eva");
    String id = name();
    Withdrawals.Asking asking = eva.asking(id, other);
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(eva.account, id, asking.request(), asking.signature())))
        .as("the token is in a withdrawal from another account")
        .isEqualTo(7401);
  }

  /** The same where another token has taken its place since: the account is debited for it. */
  @Test
  void whatIsBookedOnATokenIsToldAlsoWhenAnotherCounts() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    ByteString account = Customers.reference(ana.account);
    WithdrawalTokens.Signed first =
        asking(key, ana.account, name(), ana.person.askFrom(account, 700));
    assertThat(withdraw(first).state()).isEqualTo("ASKED");
    WithdrawalTokens.Signed second =
        asking(key, ana.account, name(), ana.person.askFrom(account, 300));
    var _ = present(byToken(ana, key, made(ana, key)));
    assertThat(withdraw(second).id()).isEqualTo(first.id());
    branch.work();
    Withdrawals.WithdrawalState paid = withdraw(second);
    assertThat(paid).isEqualTo(withdraw(first));
    ana.person.take(Bytes.response(paid.response().orElseThrow()));
    assertThat(ana.person.balanceMinor()).isEqualTo(700);
    assertThat(ana.balance()).isEqualTo(19_300);
    fill(ana, key, 200);
  }

  /** Its vault never pays it, and nobody else does: there is another token for what is next. */
  @Test
  void whatWasRefusedForGoodHoldsItsTokenAndNoOther() throws IOException {
    Branch.Holder ana = holder("ana");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, ana.account, key, 5)));
    ByteString account = Customers.reference(ana.account);
    WithdrawalTokens.Signed first =
        asking(key, ana.account, name(), ana.person.askFrom(account, 700));
    assertThat(withdraw(first).state()).isEqualTo("ASKED");
    branch.itIs(5 * DAY_MINUTES + 1);
    branch.work();
    branch.work();
    assertThat(withdraw(first).state()).isEqualTo("REFUSED");
    assertThat(ana.balance()).isEqualTo(20_000);
    branch.itIs(0);
    Withdrawals.WithdrawalState told =
        withdraw(asking(key, ana.account, name(), ana.person.askFrom(account, 300)));
    assertThat(told).isEqualTo(withdraw(first));
    var _ = present(byToken(ana, key, made(ana, key)));
    fill(ana, key, 300);
    assertThat(ana.balance()).isEqualTo(19_700);
  }

  /** Whoever reads a request on its way books nothing on its token, however fast. */
  @Test
  @Requirement("R121")
  void nobodyBooksOnATokenOfAnotherAccount() throws IOException {
    Branch.Holder ana = holder("ana");
    Branch.Holder eva = holder("eva");
    SigningKey key = SigningKey.generate();
    var _ = present(byAccount(ana, made(ana, key)));
    Request request = ana.person.askFrom(Customers.reference(ana.account), 700);
    Withdrawals.Asking evas = eva.asking(name(), request);
    assertThat(branch.refused("withdraw", eva.account, evas)).isEqualTo(7434);
    assertThat(
            withdrawRefused(
                new WithdrawalTokens.Signed(
                    eva.account, evas.id(), evas.request(), evas.signature())))
        .isEqualTo(7434);
    assertThat(eva.balance()).isEqualTo(20_000);

    WithdrawalTokens.Signed anas = asking(key, ana.account, name(), request);
    assertThat(withdraw(anas).state()).isEqualTo("ASKED");
    branch.work();
    ana.person.take(Bytes.response(withdraw(anas).response().orElseThrow()));
    assertThat(ana.person.balanceMinor()).isEqualTo(700);
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
        List.of(
            "DELETE FROM withdrawal_token",
            "UPDATE withdrawal_token SET account = 1",
            "INSERT INTO withdrawal_token (token, account, configuration)"
                + " SELECT decode('00112233445566778899aabbccddeeff', 'hex'), account, '\\x00'"
                + " FROM withdrawal_token WHERE account = "
                + ana.account)) {
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
