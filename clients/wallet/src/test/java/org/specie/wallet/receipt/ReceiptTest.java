package org.specie.wallet.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.receipt.PaymentReceipt.Statement;
import org.specie.wallet.receipt.ReceiptMaker.Words;

/** Receipts between people on a real ledger, and what liars make of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D38", "U8"})
final class ReceiptTest {
  private static final Words WORDS = new Words("invoice 17 (\"two\" \u2615)", "Ana Cohen");
  private static final int BYTES_APART = 61;

  private Town town;
  private Person ana;
  private Person ben;
  private Suite suite;
  private Hash32 paid;
  private PaymentReceipt receipt;
  private LedgerConstants ledger;
  private Notary notary;

  @BeforeAll
  void build() throws IOException, MalformedInput {
    town = new Town(33);
    ana = town.person("ana", "200.00");
    ben = town.person("ben", "1.00");
    ana.wallet().load(Amount.parse("90.00")).orThrow();
    Entry payment =
        ana.wallet()
            .payPrivately(ben.wallet().paymentAddress(), Amount.parse("12.50"), "coffee")
            .orThrow();
    ben.wallet().sync(Progress.none()).orThrow();
    paid = payment.transactionId();
    receipt = ben.wallet().receipt(paid, WORDS).orThrow();
    // What a third party has: the genesis, and the file it was given.
    Genesis genesis = town.network().ledger().genesis();
    ledger = LedgerConstants.of(Genesis.decode(genesis.encode()));
    suite = ledger.suite();
    notary = new Notary(genesis);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private Verdict verdict(PaymentReceipt shown) {
    return new ReceiptVerifier(ledger).verify(shown);
  }

  private static Reason reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  private HolderKeys keys(Person person) {
    return HolderKeys.derive(suite, person.mnemonic().seed(""));
  }

  /** As a payee makes it who lies. */
  private PaymentReceipt signed(Statement statement, Person by) {
    return statement.sign(suite, keys(by), town.entropy());
  }

  @Test
  void aThirdPartyVerifiesBothFormsWithTheGenesisAlone() {
    String text = ReceiptText.write(suite, receipt);
    ByteString page = ReceiptPage.write(suite, receipt);
    for (ByteString file : List.of(ByteString.utf8(text), page)) {
      PaymentReceipt read = ReceiptFile.read(suite, file).orThrow();
      assertThat(read).isEqualTo(receipt);
      assertThat(verdict(read)).isEqualTo(Verdict.accepted());
    }
    assertThat(ReceiptText.fields(suite, receipt))
        .containsEntry("amount", "12.50")
        .containsEntry("currency", "ILS")
        .containsEntry("payee", ben.wallet().paymentAddressText())
        .containsEntry("for", "Ana Cohen")
        .containsEntry("text", WORDS.text())
        .containsEntry("note", "coffee")
        .containsEntry("transaction", paid.toHex());
  }

  @Test
  @Property("P17")
  void itShowsNothingOfPayerAndBalances() {
    String text = ReceiptText.write(suite, receipt);
    byte[] bytes = receipt.encode().toByteArray();
    String all = text + new String(bytes, StandardCharsets.ISO_8859_1);
    HolderKeys payer = keys(ana);
    for (ByteString secret :
        List.of(
            payer.pid().toByteString(),
            payer.k().toByteString(),
            keys(ben).k().toByteString(),
            ByteString.utf8(ana.wallet().paymentAddressText()))) {
      assertThat(all)
          .doesNotContain(new String(secret.toByteArray(), StandardCharsets.ISO_8859_1))
          .doesNotContain(secret.toHex());
    }
  }

  @Test
  void coinsLongClaimedHaveReceiptsAlsoAfterARestoration() throws IOException {
    Person eva = town.person("eva", "1.00");
    Hash32 id =
        ana.wallet()
            .payPrivately(eva.wallet().paymentAddress(), Amount.parse("3.00"), "")
            .orThrow()
            .transactionId();
    eva.wallet().sync(Progress.none()).orThrow();
    eva.wallet().claim().orThrow();
    assertThat(verdict(eva.wallet().receipt(id, WORDS).orThrow())).isEqualTo(Verdict.accepted());
    PaymentReceipt restored = eva.restored().receipt(id, WORDS).orThrow();
    assertThat(verdict(restored)).isEqualTo(Verdict.accepted());
  }

  @Test
  @Property("P16")
  void nobodyButThePayeeMakesOne() throws IOException {
    assertThat(reason(ana.wallet().receipt(paid, WORDS))).isEqualTo(ReceiptReason.NOT_RECEIVED);
    assertThat(reason(ben.wallet().receipt(Hash32.ZERO, WORDS)))
        .isEqualTo(ReceiptReason.NOT_RECEIVED);
    // Even with everything the payer knows of the coin.
    Statement claimed = Altered.payee(receipt.statement(), ana.wallet().paymentAddress());
    assertThat(verdict(signed(claimed, ana)))
        .isEqualTo(Verdict.refused(ReceiptReason.OPENING_DIFFERS));
    assertThat(verdict(signed(receipt.statement(), ana)))
        .isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
  }

  /** A payee that signs what it likes. */
  @Test
  @Property("P16")
  void refusesAnotherAmountAndAnotherOpening() {
    CoinOpening open = receipt.statement().opening();
    for (CoinOpening other :
        List.of(
            new CoinOpening(
                open.value().plus(Amount.ofMinor(1)), open.pidBlinding(), open.valueBlinding()),
            new CoinOpening(
                open.value(), open.pidBlinding().plus(Scalar.ONE), open.valueBlinding()),
            new CoinOpening(
                open.value(), open.pidBlinding(), open.valueBlinding().plus(Scalar.ONE)))) {
      Statement lie = Altered.opening(receipt.statement(), other);
      assertThat(verdict(signed(lie, ben)))
          .isEqualTo(Verdict.refused(ReceiptReason.OPENING_DIFFERS));
    }
  }

  @Test
  void refusesWordsThatThePayeeDidNotSign() {
    Statement genuine = receipt.statement();
    for (Statement other :
        List.of(
            Altered.words(genuine, "tea", genuine.text(), genuine.recipient()),
            Altered.words(genuine, genuine.note(), "invoice 18", genuine.recipient()),
            Altered.words(genuine, genuine.note(), genuine.text(), "Ana Levi"))) {
      assertThat(verdict(new PaymentReceipt(other, receipt.signature())))
          .isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
    }
    PaymentReceipt forged = new PaymentReceipt(genuine, Altered.signature(receipt.signature()));
    assertThat(verdict(forged)).isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
    PaymentAddress address = genuine.payee();
    PaymentAddress redirected =
        new PaymentAddress(
            address.publicSpendKey(), address.viewKey(), Altered.signature(address.signature()));
    assertThat(verdict(signed(Altered.payee(genuine, redirected), ben)))
        .isEqualTo(Verdict.refused(WalletReason.ADDRESS_NOT_GENUINE));
  }

  @Test
  @Property("P16")
  void refusesWhatTheOperatorsDidNotCertify() {
    TransactionProof proof = receipt.statement().proof();
    ByteString event = proof.receipt().result().event();
    Map<String, TransactionProof> lies = new LinkedHashMap<>();
    lies.put("a stranger's certificate", Notary.forged(proof));
    lies.put("another time", Altered.later(proof));
    lies.put("another transaction", Altered.transaction(proof));
    lies.put("another result", Altered.result(proof, 3001, event));
    lies.put("another event", Altered.result(proof, 0, ByteString.EMPTY));
    lies.put("another place", Altered.place(proof));
    lies.forEach(
        (what, lie) ->
            assertThat(verdict(signed(Altered.proof(receipt.statement(), _ -> lie), ben)))
                .as(what)
                .isEqualTo(Verdict.refused(ReceiptReason.NOT_CERTIFIED)));
  }

  @Test
  void refusesEveryByteThatWasChanged() throws MalformedInput {
    byte[] bytes = receipt.encode().toByteArray();
    assertThat(PaymentReceipt.decode(suite, receipt.encode())).isEqualTo(receipt);
    for (int at = 0; at < bytes.length; at += BYTES_APART) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(isBelieved(ByteString.copyOf(changed))).as("byte %d", at).isFalse();
    }
    assertThat(isBelieved(receipt.encode().slice(0, bytes.length - 1))).isFalse();
    assertThat(isBelieved(ByteString.concat(receipt.encode(), ByteString.utf8("x")))).isFalse();
  }

  private boolean isBelieved(ByteString bytes) {
    try {
      return verdict(PaymentReceipt.decode(suite, bytes)).isAccepted();
    } catch (MalformedInput refused) {
      return false;
    }
  }

  @Test
  void refusesTheReceiptOfAnotherLedger() throws MalformedInput {
    assertThat(new ReceiptVerifier(notary.ledger()).verify(receipt))
        .isEqualTo(Verdict.refused(ReceiptReason.OTHER_LEDGER));
  }

  private Verdict elsewhere(TransactionProof proof) throws MalformedInput {
    Statement statement = Altered.proof(receipt.statement(), _ -> proof);
    return new ReceiptVerifier(notary.ledger()).verify(signed(statement, ben));
  }

  @Test
  void refusesATransactionThatTheLedgerRefused() throws MalformedInput {
    Transaction transaction = receipt.statement().proof().transaction();
    ByteString event = receipt.statement().proof().receipt().result().event();
    assertThat(elsewhere(notary.proof(transaction, 0, event))).isEqualTo(Verdict.accepted());
    assertThat(elsewhere(notary.proof(transaction, 3002, ByteString.EMPTY)))
        .isEqualTo(Verdict.refused(ReceiptReason.NOT_APPLIED));
  }

  @Test
  void refusesATransactionThatPaysNobody() throws IOException, MalformedInput {
    Entry load = only(ana, EntryKind.LOADED);
    Recorded loaded = town.gateway().find(load.transactionId()).orElseThrow();
    TransactionProof proof = notary.proof(new Transaction(loaded.bytes()), 0, loaded.event());
    assertThat(elsewhere(proof)).isEqualTo(Verdict.refused(ReceiptReason.NO_COIN));
    Entry issue = only(ana, EntryKind.ISSUED_ORDINARILY);
    Recorded issued = town.gateway().find(issue.transactionId()).orElseThrow();
    TransactionProof act = notary.proof(new Transaction(issued.bytes()), 0, issued.event());
    assertThat(elsewhere(act)).isEqualTo(Verdict.refused(ReceiptReason.NO_COIN));
  }

  private static Entry only(Person person, EntryKind kind) throws IOException {
    person.wallet().sync(Progress.none()).orThrow();
    return person.wallet().history().stream()
        .filter(entry -> entry.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void followsChangesOfOperatorsThatTheReceiptTellsOf() throws MalformedInput {
    Transaction transaction = receipt.statement().proof().transaction();
    ByteString event = receipt.statement().proof().receipt().result().event();
    TransactionProof later = notary.later(transaction, event, true);
    assertThat(elsewhere(later)).isEqualTo(Verdict.accepted());
    assertThat(elsewhere(Notary.unexplained(later)))
        .isEqualTo(Verdict.refused(ReceiptReason.NOT_CERTIFIED));
    assertThat(elsewhere(notary.later(transaction, event, false)))
        .isEqualTo(Verdict.refused(ReceiptReason.NOT_CERTIFIED));
    Statement statement = Altered.proof(receipt.statement(), _ -> later);
    PaymentReceipt signed = signed(statement, ben);
    assertThat(PaymentReceipt.decode(suite, signed.encode())).isEqualTo(signed);
  }
}
