package org.specie.cli.purse;

import java.io.IOException;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.CardConnection.Opening;
import org.specie.offline.purse.card.line.LineAddress;
import org.specie.offline.purse.card.line.LineChannel;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.card.reader.ReaderReason;
import org.specie.wallet.Answer;
import picocli.CommandLine.Option;

/** Which card reader of this machine. Spec: docs/spec/52-purse.md, clause 6.4. */
public final class ReaderOption {
  @Option(
      names = "--reader",
      paramLabel = "NAME",
      required = true,
      description = "where the card is, as 'specie purse readers' calls it, or tcp:HOST:PORT")
  private String name = "";

  /** What to do with the card in it. */
  @FunctionalInterface
  public interface WithCard<T> {
    Answer<T> use(CardConnection card) throws IOException;
  }

  /** The reader's name. */
  public String name() {
    return name;
  }

  /** Hands the card that is in it to {@code then}, whichever card it is. */
  public <T> Answer<T> withCard(WithCard<T> then) throws IOException {
    return card(name)
        .then(
            card -> {
              try (card) {
                return then.use(card);
              }
            });
  }

  /** The card in the reader of this name, whichever it is; whoever gets it closes it. */
  static Answer<CardConnection> card(String reader) throws IOException {
    return switch (opened(reader)) {
      case Opening.Opened(CardConnection card) -> Answer.done(card);
      case Opening.Refused(Reason reason) -> Answer.refused(reason, "('" + reader + "')");
    };
  }

  private static Opening opened(String reader) throws IOException {
    if (!LineAddress.isMeant(reader)) {
      return CardReaders.open(reader);
    }
    return LineAddress.read(reader)
        .map(address -> LineChannel.open(address, LineChannel.LINE_MS))
        .orElseGet(() -> new Opening.Refused(ReaderReason.NO_READER));
  }
}
