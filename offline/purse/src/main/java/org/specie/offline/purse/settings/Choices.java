package org.specie.offline.purse.settings;

import java.io.IOException;
import java.util.Optional;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Settings;
import org.specie.offline.purse.journal.Upkeep;

/** The settings that hold, as the journal says. Spec: docs/spec/52-purse.md section 14. */
public final class Choices {
  private final Journal journal;
  private Settings settings = Settings.USUAL;
  private Optional<Upkeep> upkeep = Optional.empty();

  /** Begins with what is usual; {@link #replay} brings back what was chosen. */
  public Choices(Journal journal) {
    this.journal = journal;
  }

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    if (record instanceof JournalRecord.Chosen(Settings chosen)) {
      settings = chosen;
    }
    if (record instanceof JournalRecord.Kept(Upkeep kept)) {
      upkeep = Optional.of(kept);
    }
  }

  /** What holds now. */
  public Settings settings() {
    return settings;
  }

  /** In what the purse is kept, and by whom, if its owner said so. */
  public Optional<Upkeep> upkeep() {
    return upkeep;
  }

  /** From now on the purse is kept in these. */
  public void keep(Upkeep next) throws IOException {
    if (!upkeep.equals(Optional.of(next))) {
      journal.append(new JournalRecord.Kept(next));
    }
  }

  /** From now on {@code next} holds. */
  public void choose(Settings next) throws IOException {
    journal.append(new JournalRecord.Chosen(next));
  }
}
