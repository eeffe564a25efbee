package org.specie.offline.purse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.border.BorderRecord;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.till.TillMessage;
import org.specie.offline.purse.transport.RequestPage;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message.Request;

/** Reads strangers' texts, and a journal that somebody with its secret wrote. */
class PurseFuzzTest {
  @FuzzTest
  void textsAreOfOneMessage(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      Check.that(TokenText.write(TokenText.read(text)).equals(text.strip()), "one text a message");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void pagesAreOfOneRequest(byte[] input) {
    ByteString page = ByteString.copyOf(input);
    if (RequestPage.read(page) instanceof RequestPage.PageRead.Found(Request request)) {
      Check.that(RequestPage.write(request).equals(page), "a request has one page");
    }
  }

  @FuzzTest
  void recordsOfABorderHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(BorderRecord.decode(bytes).encode().equals(bytes), "a record has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void recordsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(JournalRecord.decode(bytes).encode().equals(bytes), "a record has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void messagesOfTillsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(TillMessage.decode(bytes).encode().equals(bytes), "a message has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }
}
