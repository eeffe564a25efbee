package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.Fuse;

/** Notes of 5.00 in memory, with a power that can be cut around everything that moves them. */
final class MemoryNotes implements NoteUnit {
  static final long NOTE = 500;

  private final Fuse fuse;
  private final Set<Hash32> stacked = new HashSet<>();
  private final Set<Hash32> dispensed = new HashSet<>();

  /** Each time notes came out: the note-dispensing events. */
  final List<Long> events = new ArrayList<>();

  private long cassette;
  private long held;
  private long withCustomer;

  MemoryNotes(Fuse fuse, long cassette) {
    this.fuse = fuse;
    this.cassette = cassette;
  }

  /** The customer puts notes in. */
  void insert(long minor) {
    withCustomer -= minor;
    held += minor;
  }

  /** What people have got of notes, less what they put in. */
  long withCustomer() {
    return withCustomer;
  }

  long cassette() {
    return cassette;
  }

  /** The power comes back. */
  void restart() {
    withCustomer += held;
    held = 0;
  }

  @Override
  public Amount held() {
    return Amount.ofMinor(held);
  }

  @Override
  public void stack(Hash32 name) throws IOException {
    fuse.pass();
    if (stacked.add(name)) {
      cassette += held;
      held = 0;
    }
    fuse.pass();
  }

  @Override
  public boolean hasStacked(Hash32 name) {
    return stacked.contains(name);
  }

  @Override
  public void giveBack() {
    withCustomer += held;
    held = 0;
  }

  @Override
  public boolean canDispense(Amount amount) {
    return amount.minor() % NOTE == 0 && amount.minor() <= cassette;
  }

  @Override
  public void dispense(Hash32 name, Amount amount) throws IOException {
    fuse.pass();
    if (dispensed.add(name)) {
      cassette -= amount.minor();
      withCustomer += amount.minor();
      events.add(amount.minor());
    }
    fuse.pass();
  }
}
