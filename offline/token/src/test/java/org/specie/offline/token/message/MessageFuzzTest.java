package org.specie.offline.token.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;

/** Reads strangers' bytes. */
class MessageFuzzTest {
  private static final Currency CURRENCY = new Currency(978, 2);

  /** The seeds, which are in the class path: a fuzzer runs in another folder than a test. */
  private static final List<ByteString> CERTIFICATES =
      Stream.of("root", "factory", "certifier", "class", "strong")
          .map(name -> seed("certificatesHaveOneEncoding", name))
          .toList();

  private static final List<ByteString> PROOFS =
      Stream.of("proof", "proof-late").map(name -> seed("provesNothingButTheTruth", name)).toList();

  private static final Chain CHAIN = chain();

  private static ByteString seed(String target, String name) {
    try (InputStream in =
        MessageFuzzTest.class.getResourceAsStream("MessageFuzzTestInputs/" + target + "/" + name)) {
      return ByteString.copyOf(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static Certificate certificate(int index) {
    try {
      return Certificate.decode(CERTIFICATES.get(index));
    } catch (MalformedInput e) {
      throw new AssertionError("the seeds are genuine", e);
    }
  }

  private static Chain chain() {
    return new Chain(List.of(certificate(1), certificate(2), certificate(3)));
  }

  private static KnownKeys known() {
    KnownKeys keys = KnownKeys.under((KeyCert) certificate(0));
    Check.that(keys.learn(CHAIN).isAccepted(), "the seeds are genuine");
    return keys;
  }

  @Test
  void genuineSeedsAreGenuine() {
    for (String name : Vectors.table("messages").keySet()) {
      assertThat(seed("messagesHaveOneEncoding", name)).isEqualTo(Vectors.bytes("messages", name));
    }
    for (String name : Vectors.table("configurations").keySet()) {
      assertThat(seed("tokensHaveOneEncoding", name))
          .isEqualTo(Vectors.bytes("configurations", name));
    }
    for (String name : Vectors.table("certificates").keySet()) {
      assertThat(seed("certificatesHaveOneEncoding", name))
          .isEqualTo(Vectors.bytes("certificates", name));
    }
    for (String name : List.of("proof", "proof-late")) {
      assertThat(seed("provesNothingButTheTruth", name)).isEqualTo(Vectors.bytes("messages", name));
    }
  }

  @FuzzTest
  void messagesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(Message.decode(bytes).encode().equals(bytes), "a message has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void tokensHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(Token.decode(bytes).encode().equals(bytes), "a token has one encoding");
      Configuration.decode(new Decoder(bytes));
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void certificatesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Certificate read = Certificate.decode(bytes);
      Check.that(read.encode().equals(bytes), "a certificate has one encoding");
      Check.that(
          !known().learn(read).isAccepted() || CERTIFICATES.contains(bytes),
          "only what an agent signed is learnt");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void provesNothingButTheTruth(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      if (Message.decode(bytes) instanceof Proof proof
          && new TokenVerifier(known(), CURRENCY).audit(proof).isAccepted()) {
        Check.that(
            PROOFS.contains(new Proof(proof.configuration(), proof.payment(), CHAIN).encode()),
            "a proof shows a payment that was made");
      }
    } catch (MalformedInput _) {
      return;
    }
  }
}
