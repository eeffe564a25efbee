package org.specie.offline.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** Holds every encoding against the vectors, byte for byte. */
class VectorsTest {
  @Test
  void certificatesHaveOneEncoding() throws MalformedInput {
    for (ByteString each : Vectors.table("certificates").values()) {
      assertThat(Certificate.decode(each).encode()).isEqualTo(each);
    }
  }

  @Test
  void configurationsHaveOneEncoding() throws MalformedInput {
    for (ByteString each : Vectors.table("configurations").values()) {
      Decoder in = new Decoder(each);
      assertThat(Configuration.decode(in).encode()).isEqualTo(each);
      in.end();
    }
  }

  @Test
  void paymentsHaveOneEncoding() throws MalformedInput {
    for (ByteString each : Vectors.table("payments").values()) {
      assertThat(Payment.decode(each).encode()).isEqualTo(each);
    }
  }

  @Test
  void messagesHaveOneEncoding() throws MalformedInput {
    for (Map.Entry<String, ByteString> each : Vectors.table("messages").entrySet()) {
      assertThat(Message.decode(each.getValue()).encode())
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
  }

  @Test
  @Requirement({"R10", "R15", "R16"})
  void tokensKeepTheirConfigurationAndTheLastPayment() throws MalformedInput {
    Token token = Token.fresh(Vectors.configuration("plain"));
    assertThat(token.aggregate().minor()).isZero();
    assertThat(token.sequence()).isZero();
    assertThat(token.digest().bytes()).isEqualTo(Vectors.bytes("digests", "fresh"));
    for (String name : Vectors.table("payments").keySet()) {
      token = token.with(Vectors.payment(name));
      assertThat(token.digest().bytes()).isEqualTo(Vectors.bytes("digests", name));
      assertThat(token.encode())
          .isEqualTo(
              ByteString.concat(
                  Vectors.bytes("configurations", "plain"), Vectors.bytes("payments", name)));
      assertThat(Token.decode(token.encode())).isEqualTo(token);
    }
  }

  @Test
  void keysAreNamedByTheirDigests() {
    assertThat(Vectors.certificate("factory").id().bytes()).isEqualTo(Vectors.key("factory", "id"));
    assertThat(Vectors.certificate("class").id().bytes()).isEqualTo(Vectors.key("class", "id"));
  }

  /** Sizes that the page names, and that a code must carry. */
  @Test
  void messagesAreAsSmallAsThePageSays() {
    int infoSaved = 24 - Vectors.configuration("plain").info().text().length();
    assertThat(Vectors.bytes("messages", "request-amount").size() + infoSaved).isEqualTo(185);
    assertThat(Vectors.bytes("messages", "response").size()).isEqualTo(477);
  }
}
