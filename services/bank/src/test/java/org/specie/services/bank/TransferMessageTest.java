package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.wholesale.BankTransfer;
import org.specie.services.bank.wholesale.TransferMessage;

/** A message between banks. docs/spec/59-bank-service.md 10.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransferMessageTest {
  private BankTransfer transfer;

  @BeforeAll
  void pay() throws IOException {
    RootAndAgents issuer = new RootAndAgents();
    Amount amount = Amount.parse("70.05");
    Request request =
        Person.alone(issuer, "payee", new SecureRandom()::nextBytes).ask(amount.minor());
    PayAnswer answer =
        IssuedCard.with(issuer, Person.owner("payer"), amount)
            .device()
            .pay(new PayOrder(request.token(), amount, request.reference(), RootAndAgents.NOW));
    if (!(answer instanceof PayAnswer.Paid(Payment payment))) {
      throw new AssertionError(answer);
    }
    Response response = new Response(request.token().configuration().id(), payment, Chain.NONE);
    transfer =
        new BankTransfer(
            "transfer-17",
            1_782_000_000,
            "north.example",
            "south.example",
            "ILS",
            amount,
            response);
  }

  @Test
  @Requirement("R129")
  void whatIsWrittenIsRead() throws MalformedInput {
    String text = TransferMessage.write(transfer);
    assertThat(text)
        .contains("urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08", "specie-token:", ">70.05<");
    assertThat(TransferMessage.read(text)).isEqualTo(transfer);
  }

  @Test
  void everyCutAndEveryMissingElementIsRefused() throws MalformedInput {
    String text = TransferMessage.write(transfer);
    for (int i = 0; i < text.length(); i++) {
      String cut = text.substring(0, i);
      assertThatThrownBy(() -> TransferMessage.read(cut)).isInstanceOf(MalformedInput.class);
    }
    for (String each :
        new String[] {"MsgId", "CreDtTm", "NbOfTxs", "IntrBkSttlmAmt", "Dbtr", "Cdtr", "Pmt"}) {
      String without = text.replaceAll("(?s)<" + each + "[ >].*?</" + each + ">", "");
      assertThat(without).isNotEqualTo(text);
      assertThatThrownBy(() -> TransferMessage.read(without)).isInstanceOf(MalformedInput.class);
      String twice = text.replaceAll("(?s)(<" + each + "[ >].*?</" + each + ">)", "$1$1");
      assertThatThrownBy(() -> TransferMessage.read(twice)).isInstanceOf(MalformedInput.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Document>",
        "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE Document [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]>"
      })
  void aDocumentTypeIsRefused(String type) throws MalformedInput {
    String text = TransferMessage.write(transfer);
    String with = text.replace("<Document", type + "<Document");
    assertThatThrownBy(() -> TransferMessage.read(with)).isInstanceOf(MalformedInput.class);
    String used = with.replace("transfer-17", "&x;");
    assertThatThrownBy(() -> TransferMessage.read(used)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void whatIsTooLongOrTooDeepOrOfAnotherFormIsRefused() throws MalformedInput {
    String text = TransferMessage.write(transfer);
    for (String wrong :
        new String[] {
          text + " ".repeat(TransferMessage.LENGTH_MAX),
          text.replace("<GrpHdr>", "<a>".repeat(20) + "</a>".repeat(20) + "<GrpHdr>"),
          text.replace("pacs.009.001.08", "pacs.008.001.08"),
          text.replace("urn:specie:payment:1", "urn:specie:payment:2"),
          text.replace(">70.05<", ">70.5<"),
          text.replace(">70.05<", ">-70.05<"),
          text.replace("\"ILS\"", "\"ils\""),
          text.replace(">1</NbOfTxs>", ">2</NbOfTxs>"),
          text.replace("north.example", "north example")
        }) {
      assertThat(wrong).isNotEqualTo(text);
      assertThatThrownBy(() -> TransferMessage.read(wrong)).isInstanceOf(MalformedInput.class);
    }
  }
}
