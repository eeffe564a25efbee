package org.specie.offline.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** What payer, payee and auditor get from the root alone. */
class TokenVerifierTest {
  private static final int TEN_YEARS = 10 * 365 * 1440;

  private static Request openRequest(Token token) {
    return new Request(Optional.empty(), Vectors.payment("first").reference(), token, Chain.NONE);
  }

  private static Response answer(String payment) {
    return new Response(Vectors.configuration("plain").id(), Vectors.payment(payment), Chain.NONE);
  }

  @Test
  @Requirement({"R1", "R8", "R27", "R80"})
  void twoMessagesAndTheRootSuffice() {
    TokenVerifier payer = new TokenVerifier(Vectors.root(), Vectors.CURRENCY);
    TokenVerifier payee = new TokenVerifier(Vectors.root(), Vectors.CURRENCY);
    Request request = (Request) Vectors.message("request-open");
    Response response = (Response) Vectors.message("response-chain");

    assertThat(
            payer
                .mayPay(
                    request, response.payment().amount(), Vectors.payerClass(), Vectors.later(60))
                .isAccepted())
        .isTrue();
    assertThat(payee.accept(request, response, Vectors.later(61)).isAccepted()).isTrue();
  }

  @Test
  @Requirement({"R11", "R30"})
  void requestsAreAnsweredDaysLaterAndAnswersComeDaysLater() {
    TokenVerifier verifier = Vectors.verifier();
    Request request = openRequest(Token.fresh(Vectors.configuration("plain")));
    int sixDays = 6 * 1440;

    assertThat(
            verifier
                .mayPay(request, Amount.ofMinor(5), Vectors.payerClass(), Vectors.later(sixDays))
                .isAccepted())
        .isTrue();
    assertThat(verifier.accept(request, answer("first"), Vectors.later(2 * sixDays)).isAccepted())
        .isTrue();
  }

  @Test
  @Requirement({"R10", "R14"})
  void aTokenCollectsPaymentsOfSeveralPayers() {
    TokenVerifier verifier = Vectors.verifier();
    Token token = Token.fresh(Vectors.configuration("plain"));
    for (String each : List.of("first", "second", "third")) {
      assertThat(verifier.accept(openRequest(token), answer(each), Vectors.later(120)).isAccepted())
          .as(each)
          .isTrue();
      token = token.with(Vectors.payment(each));
    }
    assertThat(token.aggregate().minor()).isEqualTo(13_300);
  }

  @Test
  @Requirement({"R27", "R79"})
  void anAuditorVerifiesYearsLater() {
    Proof proof = (Proof) Vectors.message("proof-late");
    TokenVerifier auditor = new TokenVerifier(Vectors.root(), Vectors.CURRENCY);

    assertThat(auditor.audit(proof).isAccepted()).isTrue();
    assertThat(
            Vectors.verifier()
                .accept(
                    openRequest(Token.fresh(proof.configuration())),
                    answer("first"),
                    Vectors.later(TEN_YEARS)))
        .isEqualTo(Verdict.refused(TokenReason.TOO_LATE));
  }

  @Test
  @Requirement("R92")
  void whatWasVerifiedOnceIsLookedUp() {
    KnownKeys keys = Vectors.root();
    TokenVerifier verifier = new TokenVerifier(keys, Vectors.CURRENCY);
    Request request = (Request) Vectors.message("request-open");
    Response response = (Response) Vectors.message("response-chain");

    assertThat(verifier.accept(request, response, Vectors.later(61)).isAccepted()).isTrue();
    assertThat(keys.verifications()).as("three certificates and a token").isEqualTo(4);
    assertThat(verifier.accept(request, response, Vectors.later(61)).isAccepted()).isTrue();
    assertThat(keys.verifications()).isEqualTo(4);
  }

  @Test
  @Requirement("R146")
  void aKeyThatIsEndedIsNeitherBelievedNorLearntAgain() {
    KnownKeys keys = Vectors.known();
    TokenVerifier verifier = new TokenVerifier(keys, Vectors.CURRENCY);
    Request request = openRequest(Token.fresh(Vectors.configuration("plain")));
    keys.end(Vectors.payerClass().id());
    assertThat(keys.learn(Vectors.payerClass()))
        .isEqualTo(Verdict.refused(TokenReason.UNKNOWN_KEY));

    assertThat(verifier.accept(request, answer("first"), Vectors.later(61)))
        .isEqualTo(Verdict.refused(TokenReason.UNKNOWN_KEY));
  }
}
