package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.reader.ReaderReason;
import org.specie.offline.purse.journal.Journal;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;

/**
 * A card in a reader, to which the host of a folder is bound. It can be torn out at any time; what
 * it did then, it is asked later. Spec: docs/spec/52-purse.md, clauses 11.5 to 11.8.
 */
final class ReaderCard implements PurseCard {
  private final CardConnection channel;
  private final KeptBinding kept;
  private final Journal journal;

  private ReaderCard(CardConnection channel, KeptBinding kept, Journal journal) {
    this.channel = channel;
    this.kept = kept;
    this.journal = journal;
  }

  /** Finds the card that the folder at {@code place} is bound to. */
  static Answer<PurseCard> open(Path place, SealedFolder folder, Entropy entropy, Button button)
      throws IOException {
    if (!(FileStore.open(place.resolve(KeptBinding.FILE))
        instanceof Answer.Done<FileStore>(FileStore file))) {
      return Answer.refused(PurseFolderReason.IN_USE, "(" + place + ")");
    }
    Answer<PurseCard> opened = Answer.refused(PurseFolderReason.DAMAGED, "(the reader)");
    try {
      Optional<KeptBinding> kept = KeptBinding.read(file, folder.secret(), entropy, button);
      if (kept.isPresent()) {
        opened = found(kept.get(), folder.journal());
      }
      return opened;
    } finally {
      if (!opened.isDone()) {
        file.close();
      }
    }
  }

  private static Answer<PurseCard> found(KeptBinding kept, Journal journal) throws IOException {
    if (!kept.isInUse()) {
      return Answer.refused(PurseFolderReason.NOT_BOUND);
    }
    if (journal.count() < kept.recordsMin()) {
      return Answer.refused(
          PurseReason.JOURNAL_FROM_BEFORE,
          "(it has %d, and had %d)".formatted(journal.count(), kept.recordsMin()));
    }
    return ReaderOption.card(kept.reader()).then(channel -> recognised(channel, kept, journal));
  }

  private static Answer<PurseCard> recognised(
      CardConnection channel, KeptBinding kept, Journal journal) throws IOException {
    ReaderCard card = new ReaderCard(channel, kept, journal);
    Answer<PurseCard> recognised = Answer.refused(ReaderReason.OTHER_CARD);
    try {
      recognised =
          switch (card.device().identity(kept.device())) {
            case BOUND -> Answer.done(card);
            case OTHER -> recognised;
            case ENDED -> Answer.refused(StationReason.CARD_ENDED);
          };
      return recognised;
    } finally {
      if (!recognised.isDone()) {
        channel.close();
      }
    }
  }

  @Override
  public CardBinding bound() {
    return kept.kept().orElseThrow(() -> new InvariantViolation("a card in use has a bound host"));
  }

  @Override
  public ByteString deviceId() {
    return kept.device();
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    kept.note(journal.count());
    return channel.transmit(command);
  }

  @Override
  public void press() throws IOException {
    kept.press();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    kept.close();
  }
}
