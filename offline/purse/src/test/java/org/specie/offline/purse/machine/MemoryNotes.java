package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.Fuse;

/**
 * Notes of 5.00 and 20.00 in memory, with a power that can be cut around everything that moves
 * them. It hands out large ones first, and so has for several amounts what it has for them
 * together.
 */
final class MemoryNotes implements NoteUnit {
  static final long NOTE = 500;
  private static final long LARGE = 2_000;

  private final Fuse fuse;

  /** What it did: one set, whether it stacked or handed out. */
  private final Set<Hash32> names = new HashSet<>();

  private final Map<Hash32, Long> dispensed = new LinkedHashMap<>();
  private final Map<String, Long> hands = new LinkedHashMap<>();

  /** Each time notes came out: the note-dispensing events. */
  final List<Long> events = new ArrayList<>();

  /** Under this name nothing moves any more; the others go on. */
  private final Set<Hash32> jammed = new HashSet<>();

  private boolean isJammed;
  private boolean isSnatched;
  private long notes;
  private long large;
  private final Map<String, Long> held = new LinkedHashMap<>();
  private boolean keepsItAll;
  private boolean isNobodyThere;

  MemoryNotes(Fuse fuse, long cassette) {
    this.fuse = fuse;
    this.large = cassette / 2 / LARGE;
    this.notes = (cassette - large * LARGE) / NOTE;
  }

  /** Somebody puts notes in. */
  void insert(String who, long minor) {
    hands.merge(who, -minor, Math::addExact);
    held.merge(who, minor, Math::addExact);
  }

  /** What somebody got back of notes that were held, less what it put in. */
  long inHands(String who) {
    return hands.getOrDefault(who, 0L);
  }

  /** Whoever stood there went home: notes that come out now are anybody's who passes. */
  void everybodyLeaves() {
    isNobodyThere = true;
  }

  /** Customers stand at the machine again. */
  void somebodyComes() {
    isNobodyThere = false;
  }

  /** What the unit holds of what somebody put in. */
  long heldFor(String who) {
    return held.getOrDefault(who, 0L);
  }

  /** What people have got of notes, less what they put in. */
  long withCustomers() {
    return hands.values().stream().mapToLong(Long::longValue).sum()
        + dispensed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What came out under a name. */
  long dispensed(Hash32 name) {
    return dispensed.getOrDefault(name, 0L);
  }

  long cassette() {
    return notes * NOTE + large * LARGE;
  }

  /** Whoever runs the machine takes notes out. */
  void takeOut(long minor) {
    take(minor);
  }

  /** Takes out of the cassettes; whoever promised these notes has promised others with them. */
  private void take(long minor) {
    long largeOnes = Math.min(large, minor / LARGE);
    long rest = minor - largeOnes * LARGE;
    if (rest % NOTE != 0 || rest / NOTE > notes) {
      throw new AssertionError("no notes for " + minor + " in " + cassette());
    }
    large -= largeOnes;
    notes -= rest / NOTE;
  }

  /** That no cassette holds less than nothing. */
  void assertSound() {
    assertThat(notes).as("notes of 5.00").isNotNegative();
    assertThat(large).as("notes of 20.00").isNotNegative();
  }

  void jam(boolean isJammed) {
    this.isJammed = isJammed;
  }

  void jam(Hash32 name) {
    jammed.add(name);
  }

  /** The next notes that are to be stacked are pulled out before. */
  void snatch() {
    isSnatched = true;
  }

  void repair() {
    jammed.clear();
    isJammed = false;
    keepsItAll = false;
  }

  /** What is held does not come back. */
  void keepWhatIsHeld() {
    keepsItAll = true;
  }

  private long heldMinor() {
    return held.values().stream().mapToLong(Long::longValue).sum();
  }

  private void move(Hash32 name) throws IOException {
    if (isJammed || jammed.contains(name)) {
      throw new IOException("jammed");
    }
    fuse.pass();
  }

  @Override
  public Amount held() {
    return Amount.ofMinor(heldMinor());
  }

  @Override
  public boolean stack(Hash32 name, Amount amount) throws IOException {
    if (names.contains(name)) {
      return true;
    }
    if (isSnatched) {
      isSnatched = false;
      giveBack();
    }
    if (heldMinor() != amount.minor()) {
      return false;
    }
    move(name);
    names.add(name);
    large += heldMinor() / LARGE;
    notes += heldMinor() % LARGE / NOTE;
    held.clear();
    fuse.pass();
    return true;
  }

  @Override
  public boolean hasStacked(Hash32 name) {
    return names.contains(name);
  }

  @Override
  public void giveBack() throws IOException {
    fuse.pass();
    if (keepsItAll) {
      throw new IOException("jammed");
    }
    if (!isNobodyThere) {
      held.forEach((who, minor) -> hands.merge(who, minor, Math::addExact));
    }
    held.clear();
    fuse.pass();
  }

  @Override
  public boolean canDispense(List<Amount> amounts) {
    long sum = amounts.stream().mapToLong(Amount::minor).sum();
    long largeOnes = amounts.stream().mapToLong(each -> each.minor() / LARGE).sum();
    return amounts.stream().allMatch(each -> each.minor() % NOTE == 0)
        && sum - Math.min(large, largeOnes) * LARGE <= notes * NOTE;
  }

  @Override
  public void dispense(Hash32 name, Amount amount) throws IOException {
    move(name);
    if (names.add(name)) {
      take(amount.minor());
      dispensed.put(name, isNobodyThere ? 0 : amount.minor());
      events.add(amount.minor());
    }
    fuse.pass();
  }

  @Override
  public boolean hasDispensed(Hash32 name) {
    return dispensed.containsKey(name);
  }
}
