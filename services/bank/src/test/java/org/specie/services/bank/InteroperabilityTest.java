package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Listener;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.reference.ApiRecorder;
import org.specie.services.api.reference.ReferencePage;
import org.specie.services.bank.counter.Words;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/**
 * Two banks, each asked over HTTP by somebody who knows its OpenAPI document and ISO 20022, and
 * nothing else of Specie. docs/spec/59-bank-service.md section 10, docs/spec/40-service-api.md.
 */
final class InteroperabilityTest {
  private static final String NORTH = "north.example";
  private static final String SOUTH = "south.example";
  private static final long SENT = 7_005;
  private static final int MALFORMED = 6001;
  private static final int UNAUTHENTICATED = 6004;
  private static final int NO_MESSAGE = 7410;
  private static final int NOT_THERE = 7416;
  private static final int DESK_ONLY = 7417;
  private static final int MESSAGE_REFUSED = 7422;
  private static final String HEAD =
      """
      A bank of offline cash keeps accounts and pays money out of them to purses and in from purses, through secure devices of its own ([page 59](../../spec/59-bank-service.md), [a guide](../../guides/offline-bank.md)).
      Who a *customer* is, the header `Authorization: Bearer` says: it has the word that the bank gave out when it opened the account, 32 bytes in hexadecimal. The bank's own people have a word too, that of the *desk*;
      each operation says which of the two it is for by what it refuses.

      Amounts are whole numbers of the currency's smallest unit, times are seconds since 1970. Between banks and in statements the words are ISO 20022: pacs.009 and camt.053, which
      [page 59](../../spec/59-bank-service.md) describes in its section 10.
      """;

  private static final ServerLimits LIMITS =
      new ServerLimits(64, 8, 8, 1_000, 1_000, Duration.ofSeconds(60));

  @TempDir private Path folder;

  /** A bank that answers over HTTP, and its desk, which has a word. */
  private record House(
      Branch branch, ApiServer server, ApiRecorder recorder, DocumentedApi api, String word)
      implements AutoCloseable {
    static House open(String name, RootAndAgents issuer, Path folder) throws Exception {
      Branch branch = new Branch(name, issuer, folder, vault(name));
      byte[] word = new byte[32];
      word[0] = (byte) name.charAt(0);
      ApiServer server =
          branch
              .service()
              .serve(
                  Secret.copyOf(word),
                  _ -> {},
                  LIMITS,
                  new Listener("127.0.0.1", 0, Optional.empty()));
      ApiRecorder recorder = new ApiRecorder().leadTo(server.port());
      DocumentedApi api = new DocumentedApi(URI.create("http://127.0.0.1:" + recorder.port()));
      return new House(branch, server, recorder, api, ByteString.copyOf(word).toHex());
    }

    /** Its one vault, by name and owner. */
    static String vault(String bank) {
      return bank.replace(".example", "-vault");
    }

    DocumentedApi.Told desk(String operation, Map<String, ?> content) throws Exception {
      return api.ask(operation, Optional.of(word), content);
    }

    /** What the bank has elsewhere, once everything is there to the last unit. */
    long reserve() throws Exception {
      branch.work();
      JsonNode report = api.ask("reconciliation", Optional.of(word)).done();
      assertThat(report.required("balanced").asBoolean()).as("%s", report).isTrue();
      return report.required("reserveMinor").asLong();
    }

    @Override
    public void close() throws IOException {
      api.close();
      recorder.close();
      server.close();
      branch.close();
    }
  }

  @Test
  @Requirement({"D33", "U15"})
  void banksAreAskedByTheirDocumentsAndPayEachOtherByIso20022() throws Exception {
    RootAndAgents issuer = new RootAndAgents();
    try (House north = House.open(NORTH, issuer, folder.resolve("north"));
        House south = House.open(SOUTH, issuer, folder.resolve("south"))) {
      assertThat(north.api().ask("bank", Optional.empty()).done().required("name").asString())
          .isEqualTo(NORTH);
      holdsItsDocument(north);
      aCustomerIsServed(north, issuer);

      long northBefore = north.reserve();
      long southBefore = south.reserve();
      Token empty = Token.fresh(issuer.token(Branch.owner(House.vault(SOUTH))));
      south
          .desk("addToken", Map.of("vault", House.vault(SOUTH), "token", empty.encode().toHex()))
          .done();
      String request =
          south
              .desk("wantCash", Map.of("vault", House.vault(SOUTH), "amountMinor", SENT))
              .done()
              .required("request")
              .asString();
      JsonNode paid =
          north
              .desk("sendCash", Map.of("id", "transfer-17", "payee", SOUTH, "request", request))
              .done();
      assertThat(paid.required("state").asString()).isEqualTo("PAID");
      String message = paid.required("message").asString();
      isIso20022(message);

      refusesWhatIsAnother(south, message);
      assertThat(south.reserve()).isEqualTo(southBefore);
      south.desk("takeCash", Map.of("message", message)).done();
      south.desk("takeCash", Map.of("message", message)).done();
      assertThat(north.reserve()).isEqualTo(northBefore + SENT);
      assertThat(south.reserve()).isEqualTo(southBefore - SENT);
      thePageIsWhatTheyAreAskedBy(north.recorder(), south.recorder());
    }
  }

  /** Whatever was done with one of them is an example on docs/reference/api/bank.md. */
  private static void thePageIsWhatTheyAreAskedBy(ApiRecorder north, ApiRecorder south)
      throws IOException {
    north.learn(south);
    new ReferencePage(
            "bank", "services/bank InteroperabilityTest", "The API of a bank of offline cash", HEAD)
        .with("", north)
        .isCommitted();
  }

  /** An account is opened, filled, and taken from, into a purse. */
  private static void aCustomerIsServed(House bank, RootAndAgents issuer) throws Exception {
    Ed25519SecretKey key = Ed25519SecretKey.generate(Branch.ENTROPY);
    JsonNode opened =
        bank.desk("openAccount", Map.of("key", key.publicKey().bytes().toHex())).done();
    long account = opened.required("account").asLong();
    Optional<String> word = Optional.of(opened.required("access").asString());
    bank.desk("payIn", Map.of("reference", "salary-11", "account", account, "amountMinor", 90_000L))
        .done();
    ByteString asked = Person.alone(issuer, "ana", Branch.ENTROPY).ask(1_250).encode();
    String signature = key.sign(Words.toSign(NORTH, account, "groceries", asked)).toHex();
    bank.api()
        .ask(
            "withdraw",
            word,
            Map.of("id", "groceries", "request", asked.toHex(), "signature", signature))
        .done();
    bank.branch().work();
    JsonNode state = bank.api().ask("withdrawal", word, "groceries").done();
    assertThat(state.required("state").asString()).isEqualTo("PAID");
    Response response = Bytes.response(state.required("response").asString());
    assertThat(response.payment().amount().minor()).isEqualTo(1_250);
    assertThat(bank.api().ask("account", word).done().required("balanceMinor").asLong())
        .isEqualTo(90_000 - 1_250);
    isDescribed(bank, account, word);
    // Who is no customer is told so, as documented.
    assertThat(bank.api().ask("account", Optional.of("00".repeat(32))).refused())
        .isEqualTo(UNAUTHENTICATED);
  }

  /** The desk writes down who a customer is, whom an order names by the account. */
  private static void isDescribed(House bank, long account, Optional<String> word)
      throws Exception {
    Map<String, Object> ana =
        Map.of("account", account, "shown", "Ana's flowers", "data", "Ana Anders, 3 Canal Street");
    String number = Long.toString(account);
    Optional<String> desk = Optional.of(bank.word());
    assertThat(bank.api().ask("person", desk, number).refused()).isEqualTo(NOT_THERE);
    bank.desk("describePerson", ana).done();
    bank.desk("describePerson", ana).done();
    assertThat(bank.api().ask("person", desk, number).done().required("data").asString())
        .isEqualTo("Ana Anders, 3 Canal Street");
    assertThat(bank.api().ask("person", word, number).refused()).isEqualTo(DESK_ONLY);
    Map<String, Object> other = new HashMap<>(ana);
    other.put("account", account + 1_000);
    assertThat(bank.desk("describePerson", other).refused()).isEqualTo(NOT_THERE);
    other.put("account", account);
    other.put("data", "");
    assertThat(bank.desk("describePerson", other).refused()).isEqualTo(NO_MESSAGE);
  }

  /** Fields that the document has are asked for, each of them; what it has not is refused. */
  private static void holdsItsDocument(House bank) throws Exception {
    int tried = 0;
    for (DocumentedApi.Documented each : bank.api().operations()) {
      if (!each.takesContent()) {
        continue;
      }
      Map<String, Object> all = bank.api().anything(each);
      Map<String, Object> more = new HashMap<>(all);
      more.put("undocumented", 1);
      assertThat(bank.api().insist(each, bank.word(), more).refused()).isEqualTo(MALFORMED);
      for (String name : bank.api().requires(each)) {
        Map<String, Object> less = new HashMap<>(all);
        less.remove(name);
        assertThat(bank.api().insist(each, bank.word(), less).refused())
            .as("%s without %s", each.id(), name)
            .isEqualTo(MALFORMED);
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(10);
  }

  private static Path described(String name) {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/spec/iso20022"))) {
      at = Optional.ofNullable(at.getParent()).orElseThrow();
    }
    return at.resolve("docs/spec/iso20022").resolve(name);
  }

  private static Schema schema() throws SAXException {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(
            new Source[] {
              new StreamSource(described("pacs.009.001.08.xsd").toFile()),
              new StreamSource(described("payment.xsd").toFile())
            });
  }

  private static void validate(String message) throws SAXException, IOException {
    schema().newValidator().validate(new StreamSource(new StringReader(message)));
  }

  /** The message is what its schema says, and says what was paid to any reader of XML. */
  private static void isIso20022(String message) throws Exception {
    validate(message);
    for (String wrong :
        new String[] {
          message.replace("<NbOfTxs>1</NbOfTxs>", ""),
          message.replace(">70.05<", ">70,05<"),
          message.replace("Ccy=\"ILS\"", ""),
          message.replace("INDA", "CASH"),
          message.replace("<CdtTrfTxInf>", "<CdtTrfTxInf><Note>thanks</Note>"),
          message.replace("specie-token:", "token:")
        }) {
      assertThat(wrong).isNotEqualTo(message);
      assertThatThrownBy(() -> validate(wrong)).isInstanceOf(SAXException.class);
    }
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document read = factory.newDocumentBuilder().parse(new InputSource(new StringReader(message)));
    assertThat(text(read, "MsgId")).isEqualTo("transfer-17");
    assertThat(text(read, "EndToEndId")).isEqualTo("transfer-17");
    assertThat(text(read, "IntrBkSttlmAmt")).isEqualTo("70.05");
    assertThat(element(read, "IntrBkSttlmAmt").getAttribute("Ccy")).isEqualTo("ILS");
    assertThat(text(read, "Dbtr")).isEqualTo(NORTH);
    assertThat(text(read, "Cdtr")).isEqualTo(SOUTH);
    assertThat(TokenText.read(text(read, "Pmt")))
        .isInstanceOfSatisfying(
            Response.class,
            response -> assertThat(response.payment().amount().minor()).isEqualTo(SENT));
  }

  private static Element element(Document read, String name) {
    assertThat(read.getElementsByTagNameNS("*", name).getLength()).as(name).isEqualTo(1);
    return (Element) read.getElementsByTagNameNS("*", name).item(0);
  }

  private static String text(Document read, String name) {
    return element(read, name).getTextContent();
  }

  /** Another payee, amount or currency than what was paid is not believed. */
  private static void refusesWhatIsAnother(House bank, String message) throws Exception {
    for (String wrong :
        new String[] {
          message.replace(SOUTH, "east.example"),
          message.replace(">70.05<", ">700.05<"),
          message.replace("\"ILS\"", "\"USD\"")
        }) {
      assertThat(wrong).isNotEqualTo(message);
      validate(wrong);
      assertThat(bank.desk("takeCash", Map.of("message", wrong)).refused())
          .isEqualTo(MESSAGE_REFUSED);
    }
  }
}
