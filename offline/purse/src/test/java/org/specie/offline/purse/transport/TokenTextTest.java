package org.specie.offline.purse.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Table;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.qr.Frames;
import org.specie.qr.QrCode;
import org.specie.qr.QrText;
import org.specie.quality.requirements.Requirement;

class TokenTextTest {
  @TempDir Path folder;

  /** How a message gets from one to the other. */
  enum Channel {
    LINK,
    CODE,
    FILE
  }

  private Message carry(Message message, Channel channel) throws IOException, MalformedInput {
    return switch (channel) {
      case LINK -> TokenText.read("  " + TokenText.write(message) + "\n");
      case CODE -> scan(TokenText.codes(message));
      case FILE -> {
        Path file = folder.resolve("message");
        Files.writeString(file, TokenText.write(message));
        yield TokenText.read(Files.readString(file));
      }
    };
  }

  /** Draws every code and reads the picture, the last one first. */
  private static Message scan(List<String> codes) throws MalformedInput {
    Frames frames = new Frames();
    for (String code : codes.reversed()) {
      String seen = QrCode.read(QrCode.of(code).picture(4)).orElseThrow();
      assertThat(frames.see(seen)).isEmpty();
    }
    if (frames.text() instanceof QrText.Read(String text)) {
      return TokenText.read(text);
    }
    throw new AssertionError(frames.text());
  }

  @ParameterizedTest
  @CsvSource({
    "LINK, LINK", "LINK, CODE", "LINK, FILE",
    "CODE, LINK", "CODE, CODE", "CODE, FILE",
    "FILE, LINK", "FILE, CODE", "FILE, FILE"
  })
  @Requirement("R28")
  void requestAndAnswerTravelByAnyWay(Channel there, Channel back) throws Exception {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    for (int i = 0; i < 2; i++) {
      Request asked = (Request) carry(ana.ask(10), there);
      Response answer = (Response) carry(ben.pay(asked, 10), back);
      ana.take(answer);
    }
    assertThat(ana.device().balanceMinor()).isEqualTo(20);
  }

  @Test
  void aFreshRequestAndAnAnswerAreOneCodeEach() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(10);
    assertThat(TokenText.codes(request)).hasSize(1);
    assertThat(TokenText.codes(ben.pay(request, 10))).hasSize(1);
  }

  @Test
  void oneMessageHasOneText() throws Exception {
    String text = TokenText.write(Table.with("ana", 0).ask(10));
    for (String other :
        List.of(
            text + "=",
            text.toUpperCase(Locale.ROOT),
            text.substring(0, text.length() - 1),
            text + "AAAA",
            text.replace(":", ":/"))) {
      assertThatThrownBy(() -> TokenText.read(other)).isInstanceOf(MalformedInput.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "specie-token:",
        "specie-token:%%",
        "https://specie.example",
        "specie:x?network=0"
      })
  void refusesWhatIsNoMessage(String text) {
    assertThatThrownBy(() -> TokenText.read(text)).isInstanceOf(MalformedInput.class);
  }
}
