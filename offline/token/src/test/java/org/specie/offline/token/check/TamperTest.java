package org.specie.offline.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** One bit of any byte of anything signed is changed, and it is refused. */
class TamperTest {
  private static final Request ASKED =
      new Request(
          Optional.empty(),
          Vectors.payment("first").reference(),
          Token.fresh(Vectors.configuration("plain")),
          Chain.NONE);

  /** Whether somebody who reads these bytes believes them. */
  private interface Belief {
    boolean in(ByteString bytes) throws MalformedInput;
  }

  private static void refusesEveryChange(ByteString genuine, Belief belief) throws MalformedInput {
    refusesEveryChange(genuine, belief, at -> true);
  }

  private static void refusesEveryChange(
      ByteString genuine, Belief belief, Predicate<Integer> isCovered) throws MalformedInput {
    assertThat(belief.in(genuine)).as("the genuine bytes").isTrue();
    for (int at = 0; at < genuine.size(); at++) {
      if (isCovered.test(at)) {
        assertThat(isBelieved(changed(genuine, at), belief)).as("byte %s", at).isFalse();
      }
    }
  }

  private static boolean isBelieved(ByteString bytes, Belief belief) {
    try {
      return belief.in(bytes);
    } catch (MalformedInput _) {
      return false;
    }
  }

  private static ByteString changed(ByteString genuine, int at) {
    byte[] bytes = genuine.toByteArray();
    bytes[at] ^= (byte) (1 << (at % Byte.SIZE));
    return ByteString.copyOf(bytes);
  }

  @Test
  @Requirement("R7")
  void paymentsThatWereChangedAreRefused() throws MalformedInput {
    TokenVerifier verifier = Vectors.verifier();
    refusesEveryChange(
        Vectors.bytes("messages", "response"),
        bytes ->
            Message.decode(bytes) instanceof Response response
                && verifier.accept(ASKED, response, Vectors.later(100)).isAccepted());
  }

  /** With certificates in the answer, and nothing known before but the root. */
  @Test
  @Requirement({"R7", "R8"})
  void proofsThatWereChangedAreRefused() throws MalformedInput {
    refusesEveryChange(
        Vectors.bytes("messages", "proof"),
        bytes ->
            Message.decode(bytes) instanceof Proof proof
                && new TokenVerifier(Vectors.root(), Vectors.CURRENCY).audit(proof).isAccepted());
  }

  /** Amount and reference are the payee's word, and come back in what the payer signs. */
  @Test
  @Requirement({"R19", "R31"})
  void tokensThatWereChangedAreNotPaid() throws MalformedInput {
    refusesEveryChange(
        Vectors.bytes("messages", "request-payment"),
        bytes ->
            Message.decode(bytes) instanceof Request request
                && new TokenVerifier(Vectors.root(), Vectors.CURRENCY)
                    .mayPay(
                        request,
                        request.amount().orElseThrow(),
                        Vectors.payerClass(),
                        Vectors.later(100))
                    .isAccepted(),
        at -> at < ArtLayout.REQUEST_AMOUNT || at >= ArtLayout.REQUEST_CONFIGURATION);
  }

  @Test
  @Requirement("R19")
  void certificatesThatWereChangedAreNotLearnt() throws MalformedInput {
    for (String name : new String[] {"factory", "certifier"}) {
      refusesEveryChange(
          Vectors.bytes("certificates", name),
          bytes -> Vectors.root().learn(Certificate.decode(bytes)).isAccepted());
    }
    refusesEveryChange(
        Vectors.bytes("certificates", "strong"),
        bytes -> Vectors.known().learn(Certificate.decode(bytes)).isAccepted());
  }

  @Test
  @Requirement("R117")
  void accountsOfDepositsCannotBeExchanged() throws MalformedInput {
    ConfigurationRules rules = new ConfigurationRules(Vectors.known(), Vectors.CURRENCY);
    refusesEveryChange(
        Vectors.bytes("configurations", "withdrawal"),
        bytes ->
            rules
                .examine(Configuration.decode(new Decoder(bytes)), Vectors.later(100))
                .isAccepted());
  }
}
