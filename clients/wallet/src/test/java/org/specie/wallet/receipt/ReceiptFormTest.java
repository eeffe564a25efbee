package org.specie.wallet.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;
import org.specie.wallet.receipt.ReceiptMaker.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two forms of a receipt, to other people's programs and to those who change a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D38", "U8"})
final class ReceiptFormTest {
  private Town town;
  private Suite suite;
  private PaymentReceipt receipt;
  private String text;
  private ByteString page;

  @BeforeAll
  void build() throws IOException {
    town = new Town(34);
    Person ana = town.person("ana", "50.00");
    Person ben = town.person("ben", "1.00");
    ana.wallet().load(Amount.parse("40.00")).orThrow();
    Hash32 id =
        ana.wallet()
            .payPrivately(ben.wallet().paymentAddress(), Amount.parse("12.50"), "coffee")
            .orThrow()
            .transactionId();
    ben.wallet().sync(Progress.none()).orThrow();
    suite = ben.wallet().network().suite();
    receipt =
        ben.wallet().receipt(id, new Words("(a) \\ \"b\" \u2615", "\u05d0\u05e0\u05d4")).orThrow();
    text = ReceiptText.write(suite, receipt);
    page = ReceiptPage.write(suite, receipt);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private Reason refusal(ByteString file) {
    Answer<PaymentReceipt> answer = ReceiptFile.read(suite, file);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  private Reason refusal(String changed) {
    assertThat(changed).isNotEqualTo(text);
    return refusal(ByteString.utf8(changed));
  }

  @Test
  void theTextIsJson() {
    JsonNode read = JsonMapper.builder().build().readTree(text);
    ReceiptText.fields(suite, receipt)
        .forEach((name, value) -> assertThat(read.get(name).asString()).isEqualTo(value));
    assertThat(text).contains("\\u2615").matches("[ -~\n]+");
  }

  @Test
  void aWordThatWasChangedInTheTextIsRefused() {
    assertThat(refusal(text.replace("12.50", "92.50"))).isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(text.replace("\"note\": \"coffee\"", "\"note\": \"tea\"")))
        .isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(text.replace("\"payee\"", "\"payer\"")))
        .isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(text.replace(",\n  \"payee\"", ",\n  \"paid\": \"1.00\",\n  \"payee\"")))
        .isEqualTo(ReceiptReason.WORDS_DIFFER);
  }

  @Test
  void whatIsNoReceiptIsRefused() {
    assertThat(refusal(ByteString.EMPTY)).isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal("{}")).isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(text.substring(0, text.length() - 1))).isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(text + "\n")).isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(text.replace("specie-receipt/1", "specie-receipt/2")))
        .isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(proofOf(proof -> "!" + proof))).isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(proofOf(_ -> ""))).isEqualTo(ReceiptReason.UNREADABLE);
    byte[] other = receipt.encode().toByteArray();
    other[0] = 2;
    assertThat(refusal(proofOf(_ -> Base64.getEncoder().encodeToString(other))))
        .isEqualTo(ReceiptReason.UNREADABLE);
    assertThat(refusal(page.slice(0, 400))).isEqualTo(ReceiptReason.UNREADABLE);
  }

  private String proofOf(UnaryOperator<String> change) {
    String proof = Base64.getEncoder().encodeToString(receipt.encode().toByteArray());
    return text.replace(proof, change.apply(proof));
  }

  @Test
  void anyReaderOpensThePageAndFindsTheTextInIt() throws IOException {
    try (PDDocument document = Loader.loadPDF(page.toByteArray())) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(new PDFTextStripper().getText(document))
          .contains("Receipt of a private payment", "12.50 ILS", "coffee", "(a) \\ \"b\" ?", "???");
      PDComplexFileSpecification attached =
          Optional.ofNullable(
                  document
                      .getDocumentCatalog()
                      .getNames()
                      .getEmbeddedFiles()
                      .getNames()
                      .get("receipt.json"))
              .orElseThrow();
      assertThat(attached.getEmbeddedFile().toByteArray())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(text);
    }
  }

  @Test
  void aWordThatWasChangedOnThePageIsRefused() {
    assertThat(refusal(paged("(12.50 ILS)", "(92.50 ILS)"))).isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(paged("(coffee)", "(a boat)"))).isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(ByteString.concat(page, ByteString.utf8("%"))))
        .isEqualTo(ReceiptReason.WORDS_DIFFER);
    assertThat(refusal(paged("\"amount\": \"12.50\"", "\"amount\": \"92.50\"")))
        .isEqualTo(ReceiptReason.WORDS_DIFFER);
  }

  private ByteString paged(String from, String to) {
    String file = new String(page.toByteArray(), StandardCharsets.ISO_8859_1);
    assertThat(file).contains(from);
    return ByteString.copyOf(file.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }
}
