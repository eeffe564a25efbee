package org.specie.wallet.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.cash.protocol.proof.PayerOpening;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.api.block.Genesis;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;
import org.specie.wallet.WalletReason;
import org.specie.wallet.receipt.PaymentReceipt.Payer;
import org.specie.wallet.receipt.PaymentReceipt.Statement;
import org.specie.wallet.receipt.ReceiptMaker.Paid;
import org.specie.wallet.receipt.ReceiptMaker.Words;

/** What payers show of what they paid, and what liars make of it: docs/spec/33, 33.9 to 33.13. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D38", "U8"})
final class PayerReceiptTest {
  private static final Words WORDS = new Words("rent of May", "the court");
  private static final Amount RENT = Amount.parse("12.50");
  private static final int BYTES_APART = 61;

  private Town town;
  private Person ana;
  private Person ben;
  private Person eva;
  private Suite suite;
  private Hash32 paid;
  private PaymentReceipt receipt;
  private LedgerConstants ledger;

  @BeforeAll
  void build() throws IOException, MalformedInput {
    town = new Town(34);
    ana = town.person("ana", "200.00");
    ben = town.person("ben", "1.00");
    eva = town.person("eva", "1.00");
    ana.wallet().load(Amount.parse("90.00")).orThrow();
    paid = ana.wallet().payPrivately(address(ben), RENT, "flat 3").orThrow().transactionId();
    receipt = ana.wallet().receiptOfPaid(paid, to(ben), WORDS).orThrow();
    Genesis genesis = town.network().ledger().genesis();
    ledger = LedgerConstants.of(Genesis.decode(genesis.encode()));
    suite = ledger.suite();
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private static PaymentAddress address(Person person) {
    return person.wallet().paymentAddress();
  }

  private static Paid to(Person person) {
    return new Paid(address(person), Optional.empty());
  }

  private HolderKeys keys(Person person) {
    return HolderKeys.derive(suite, person.mnemonic().seed(""));
  }

  private Verdict verdict(PaymentReceipt shown) {
    return new ReceiptVerifier(ledger).verify(shown);
  }

  private Verdict verdict(Statement lie, Person signer) {
    return verdict(lie.sign(suite, keys(signer), town.entropy()));
  }

  private static Reason reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  @Test
  void aThirdPartyVerifiesWhoPaidWhomInBothForms() {
    for (ByteString file :
        List.of(
            ByteString.utf8(ReceiptText.write(suite, receipt)),
            ReceiptPage.write(suite, receipt))) {
      PaymentReceipt read = ReceiptFile.read(suite, file).orThrow();
      assertThat(read).isEqualTo(receipt);
      assertThat(verdict(read)).isEqualTo(Verdict.accepted());
    }
    assertThat(ReceiptText.fields(suite, receipt))
        .containsEntry("amount", "12.50")
        .containsEntry("payer", ana.wallet().paymentAddressText())
        .containsEntry("payee", ben.wallet().paymentAddressText())
        .containsEntry("note", "flat 3")
        .containsEntry("transaction", paid.toHex());
  }

  @Test
  void theWordsAloneMakeItAgainForWhoeverKnowsThePayeeAndTheNote() throws IOException {
    var restored = ana.restored();

    assertThat(reason(restored.receiptOfPaid(paid, to(ben), WORDS)))
        .isEqualTo(ReceiptReason.PAID_OTHERWISE);
    PaymentReceipt again =
        restored
            .receiptOfPaid(paid, new Paid(address(ben), Optional.of("flat 3")), WORDS)
            .orThrow();
    assertThat(verdict(again)).isEqualTo(Verdict.accepted());
    assertThat(again.statement().opening()).isEqualTo(receipt.statement().opening());
    assertThat(again.statement().payer().orElseThrow().opening())
        .isEqualTo(receipt.statement().payer().orElseThrow().opening());
  }

  @Test
  void nothingIsShownThatWasNotPaid() throws IOException {
    assertThat(reason(ana.wallet().receiptOfPaid(paid, to(eva), WORDS)))
        .isEqualTo(ReceiptReason.PAID_OTHERWISE);
    for (String note : List.of("flat 4", "", "x".repeat(72))) {
      Paid other = new Paid(address(ben), Optional.of(note));
      assertThat(reason(ana.wallet().receiptOfPaid(paid, other, WORDS)))
          .as(note)
          .isEqualTo(ReceiptReason.PAID_OTHERWISE);
    }
    ben.wallet().sync(Progress.none()).orThrow();
    assertThat(reason(ben.wallet().receiptOfPaid(paid, to(ben), WORDS)))
        .isEqualTo(ReceiptReason.NOT_RECEIVED);
    assertThat(reason(ana.wallet().receiptOfPaid(Hash32.ZERO, to(ben), WORDS)))
        .isEqualTo(ReceiptReason.NOT_RECEIVED);
  }

  /** The payee knows the coin, a witness of the receipt knows all of it; neither has paid. */
  @Test
  @Property("P16")
  void nobodyElseIsThePayer() {
    Statement genuine = receipt.statement();
    PayerOpening shown = genuine.payer().orElseThrow().opening();
    for (Person other : List.of(ben, eva)) {
      Statement lie = Altered.payer(genuine, Optional.of(new Payer(address(other), shown)));
      assertThat(verdict(lie, other)).isEqualTo(Verdict.refused(ReceiptReason.PAYER_DIFFERS));
    }
    PayerOpening another = new PayerOpening(shown.pidBlinding().plus(Scalar.ONE));
    assertThat(verdict(Altered.payer(genuine, Optional.of(new Payer(address(ana), another))), ana))
        .isEqualTo(Verdict.refused(ReceiptReason.PAYER_DIFFERS));
    assertThat(verdict(genuine, ben)).isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
    // As a payee's receipt it would need the payee's signature, and the other way round.
    Statement payees = Altered.payer(genuine, Optional.empty());
    assertThat(verdict(payees, ana)).isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
    assertThat(verdict(new PaymentReceipt(payees, receipt.signature())))
        .isEqualTo(Verdict.refused(ReceiptReason.NOT_SIGNED));
  }

  @Test
  @Property("P16")
  void thePayerShowsNoOtherPayeeNoOtherAmountAndNoForeignAddress() {
    Statement genuine = receipt.statement();
    assertThat(verdict(Altered.payee(genuine, address(eva)), ana))
        .isEqualTo(Verdict.refused(ReceiptReason.OPENING_DIFFERS));
    assertThat(
            verdict(
                Altered.opening(
                    genuine,
                    new CoinOpening(
                        RENT.plus(Amount.ofMinor(1)),
                        genuine.opening().pidBlinding(),
                        genuine.opening().valueBlinding())),
                ana))
        .isEqualTo(Verdict.refused(ReceiptReason.OPENING_DIFFERS));
    PaymentAddress own = address(ana);
    PaymentAddress redirected =
        new PaymentAddress(own.publicSpendKey(), own.viewKey(), Altered.signature(own.signature()));
    PayerOpening shown = genuine.payer().orElseThrow().opening();
    assertThat(verdict(Altered.payer(genuine, Optional.of(new Payer(redirected, shown))), ana))
        .isEqualTo(Verdict.refused(WalletReason.ADDRESS_NOT_GENUINE));
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
  }

  private boolean isBelieved(ByteString bytes) {
    try {
      return verdict(PaymentReceipt.decode(suite, bytes)).isAccepted();
    } catch (MalformedInput refused) {
      return false;
    }
  }

  @Test
  @Property("P17")
  void itShowsNoSecretOfThePayerAndNotWhatElseItPaid() throws IOException {
    Hash32 next = ana.wallet().payPrivately(address(eva), RENT, "flat 3").orThrow().transactionId();
    PaymentReceipt second = ana.wallet().receiptOfPaid(next, to(eva), WORDS).orThrow();
    String all =
        new String(receipt.encode().toByteArray(), StandardCharsets.ISO_8859_1)
            + ReceiptText.write(suite, receipt);
    for (ByteString secret :
        List.of(
            keys(ana).k().toByteString(),
            second.statement().payer().orElseThrow().opening().pidBlinding().toByteString(),
            second.statement().opening().valueBlinding().toByteString())) {
      assertThat(all).doesNotContain(new String(secret.toByteArray(), StandardCharsets.ISO_8859_1));
    }
    // What opens one transaction opens no other.
    Payer first = receipt.statement().payer().orElseThrow();
    assertThat(verdict(Altered.payer(second.statement(), Optional.of(first)), ana))
        .isEqualTo(Verdict.refused(ReceiptReason.PAYER_DIFFERS));
  }
}
