package org.specie.mail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.mail.LinkMail.MailText;

/** Reads mails of strangers: each says one link, or is refused. */
class LinkMailFuzzTest {
  private static final String SCHEME = "specie:";
  private static final int LENGTH_MAX = 64;

  @FuzzTest
  void mailsSayOneLinkOrNone(byte[] input) {
    if (LinkMail.read(ByteString.copyOf(input), SCHEME, LENGTH_MAX)
        instanceof MailText.Read(String link)) {
      Check.that(link.startsWith(SCHEME), "nothing else is a link");
    }
  }
}
