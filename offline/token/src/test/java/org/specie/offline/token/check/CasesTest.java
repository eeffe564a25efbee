package org.specie.offline.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;

/**
 * Every check of section 5, at its edges, with bytes and verdicts that a second implementation
 * made. The same cases are for a device to answer.
 */
class CasesTest {
  private static final int ACCEPTED = 0;

  static List<JsonNode> learning() {
    return Vectors.cases("learn");
  }

  static List<JsonNode> paying() {
    return Vectors.cases("pay");
  }

  static List<JsonNode> accepting() {
    return Vectors.cases("accept");
  }

  static List<JsonNode> redeeming() {
    return Vectors.cases("redeem");
  }

  private static ByteString bytes(JsonNode each, String field) {
    return ByteString.hex(each.get(field).asString());
  }

  private static Minutes time(JsonNode each, String field) {
    return new Minutes(each.get(field).asInt());
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted _ -> ACCEPTED;
      case Verdict.Refused refused -> refused.reason().code();
    };
  }

  private static void expect(JsonNode each, int code) {
    assertThat(code).as(each.get("name").asString()).isEqualTo(each.get("code").asInt());
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource("learning")
  @Requirement({"R19", "R33", "R62"})
  void certificatesAreLearntUnderTheirIssuerOnly(JsonNode each) {
    int code;
    try {
      code = code(Vectors.known().learn(Certificate.decode(bytes(each, "certificate"))));
    } catch (MalformedInput _) {
      code = TokenReason.MALFORMED.code();
    }
    expect(each, code);
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource("paying")
  @Requirement({"R13", "R14", "R17", "R19", "R31", "R33"})
  void payersFindOutWhatTheirDeviceWouldRefuse(JsonNode each) {
    int code;
    try {
      Request request = (Request) Message.decode(bytes(each, "request"));
      code =
          code(
              Vectors.verifier()
                  .mayPay(
                      request,
                      Amount.ofMinor(each.get("amount").asLong()),
                      Vectors.payerClass(),
                      time(each, "now")));
    } catch (MalformedInput _) {
      code = TokenReason.MALFORMED.code();
    }
    expect(each, code);
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource("accepting")
  @Requirement({"R7", "R8", "R14", "R33", "R80"})
  void payeesAcceptWithoutADevice(JsonNode each) {
    int code;
    try {
      Request request = (Request) Message.decode(bytes(each, "request"));
      Response response = (Response) Message.decode(bytes(each, "response"));
      code = code(Vectors.verifier().accept(request, response, time(each, "now")));
    } catch (MalformedInput _) {
      code = TokenReason.MALFORMED.code();
    }
    expect(each, code);
  }

  @ParameterizedTest(name = "case {index}")
  @MethodSource("redeeming")
  @Requirement({"R5", "R6", "R18"})
  void ownersRedeemEachPaymentOnce(JsonNode each) throws MalformedInput {
    Configuration configuration = Configuration.decode(new Decoder(bytes(each, "configuration")));
    Redeemed before =
        new Redeemed(
            each.get("sequence").asInt(),
            Amount.ofMinor(each.get("aggregate").asLong()),
            new Hash32(bytes(each, "digest")));
    Payment payment = Payment.decode(bytes(each, "payment"));
    Redeemed.Step step =
        Vectors.verifier()
            .redeem(
                new OwnerId(bytes(each, "owner")),
                before,
                configuration,
                payment,
                time(each, "floor"));
    expect(
        each,
        switch (step) {
          case Redeemed.Step.Credited _, Redeemed.Step.Already _ -> ACCEPTED;
          case Redeemed.Step.Refused refused -> refused.reason().code();
        });
    long credited = step instanceof Redeemed.Step.Credited credit ? credit.amount().minor() : 0;
    assertThat(credited).isEqualTo(each.get("credited").asLong());
  }

  /** A refusal that no case provokes would be a check that nobody tests. */
  @Test
  void everyRefusalThatAHostGivesIsProvoked() {
    List<Integer> provoked =
        List.of("learn", "pay", "accept", "redeem").stream()
            .flatMap(kind -> Vectors.cases(kind).stream())
            .map(each -> each.get("code").asInt())
            .toList();
    for (TokenReason reason : TokenReason.values()) {
      if (reason != TokenReason.PAID_NOT_KEPT) {
        assertThat(provoked).contains(reason.code());
      }
    }
  }
}
