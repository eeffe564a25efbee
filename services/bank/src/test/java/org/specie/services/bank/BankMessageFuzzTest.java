package org.specie.services.bank;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.bank.counter.SignedWithdrawal;
import org.specie.services.bank.statement.StatementMessage;
import org.specie.services.bank.wholesale.BankTransfer;
import org.specie.services.bank.wholesale.TransferMessage;

/** Reads messages that another bank wrote, or a stranger in its name. */
class BankMessageFuzzTest {
  @FuzzTest
  void transfersAreWrittenAsTheyAreRead(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      BankTransfer transfer = TransferMessage.read(text);
      String written = TransferMessage.write(transfer);
      Check.that(TransferMessage.read(written).equals(transfer), "what is written is read");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void withdrawalsHaveOneText(byte[] input) {
    String text =
        SignedWithdrawal.SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(input);
    try {
      Check.that(SignedWithdrawal.read(text).write().equals(text), "a withdrawal has one text");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void statementsHaveOneForm(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      Check.that(
          StatementMessage.write(StatementMessage.read(text)).equals(text),
          "a statement has one form");
    } catch (MalformedInput _) {
      return;
    }
  }
}
