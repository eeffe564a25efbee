package org.specie.offline.purse.settings;

import java.io.IOException;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Settings;

/** The settings that hold, as the journal says. Spec: docs/spec/52-purse.md section 14. */
public final class Choices {
  private final Journal journal;
  private Settings settings = Settings.USUAL;

  /** Begins with what is usual; {@link #replay} brings back what was chosen. */
  public Choices(Journal journal) {
    this.journal = journal;
  }

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    if (record instanceof JournalRecord.Chosen(Settings chosen)) {
      settings = chosen;
    }
  }

  /** What holds now. */
  public Settings settings() {
    return settings;
  }

  /** From now on {@code next} holds. */
  public void choose(Settings next) throws IOException {
    journal.append(new JournalRecord.Chosen(next));
  }
}
