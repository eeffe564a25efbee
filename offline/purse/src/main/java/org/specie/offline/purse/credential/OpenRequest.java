package org.specie.offline.purse.credential;

import java.io.IOException;
import java.util.Optional;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;

/** The request to an agent that waits for its answer, as the journal says. */
public final class OpenRequest {
  private final Journal journal;
  private Optional<JournalRecord> waiting = Optional.empty();

  /** Begins with none; {@link #replay} brings back what there was. */
  public OpenRequest(Journal journal) {
    this.journal = journal;
  }

  /** Takes in a record of the journal. */
  public void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Blinded _, JournalRecord.Wished _ -> waiting = Optional.of(record);
      case JournalRecord.Answered _ -> waiting = Optional.empty();
      case JournalRecord.Stocked _,
          JournalRecord.Allotted _,
          JournalRecord.Asked _,
          JournalRecord.AskedByTap _,
          JournalRecord.Withdrawn _,
          JournalRecord.Received _,
          JournalRecord.Redeemed _,
          JournalRecord.Ordered _,
          JournalRecord.Paid _,
          JournalRecord.Declined _,
          JournalRecord.Planned _,
          JournalRecord.Unplanned _,
          JournalRecord.Standing _,
          JournalRecord.SetAside _,
          JournalRecord.Learnt _,
          JournalRecord.Adopted _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _ -> {}
    }
  }

  void record(JournalRecord record) throws IOException {
    journal.append(record);
    replay(record);
  }

  Optional<JournalRecord> waiting() {
    return waiting;
  }
}
