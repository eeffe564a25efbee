package org.specie.offline.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The persistent memory of one card. Woven classes call the static methods in place of what Java
 * Card does; arrays that were not adopted are RAM and are written as they are. Within a transaction
 * every write is journalled and taken back unless it commits, but for those that say they are not
 * atomic.
 */
public final class PersistentMemory {
  /** What a journalled write costs beside its bytes, on cards that tell: an address, a length. */
  private static final int ENTRY_OVERHEAD = 4;

  /** The writes with which a transaction on money begins: two sums, each with its complement. */
  private static final int MONEY_WRITES = 4;

  private static final ThreadLocal<@Nullable PersistentMemory> CURRENT = new ThreadLocal<>();

  private final IdentityHashMap<byte[], byte[]> shadows = new IdentityHashMap<>();
  private final List<byte[]> arrays = new ArrayList<>();
  private final Deque<Runnable> journal = new ArrayDeque<>();
  private final PlantedFault fault;
  private boolean inTransaction;
  private int unjournalled;
  private int journalled;
  private int journalledMost;
  private int writes;
  private int cutAt = Integer.MAX_VALUE;
  private boolean cut;

  public PersistentMemory(PlantedFault fault) {
    this.fault = fault;
  }

  /** Makes this the memory of the calling thread. */
  public void activate() {
    CURRENT.set(this);
  }

  /** From now on the array is persistent. */
  public void adopt(byte[] array) {
    shadows.put(array, array.clone());
    arrays.add(array);
  }

  /** Those adopted, in their order. */
  public List<byte[]> arrays() {
    return Collections.unmodifiableList(arrays);
  }

  /** Counts writes from here, from 0, and cuts before the one with this number. */
  public void begin(int cutBefore) {
    writes = 0;
    journalledMost = 0;
    cutAt = cutBefore;
    cut = false;
  }

  /** How many places to cut at there were since {@link #begin}. */
  public int writes() {
    return writes;
  }

  public boolean wasCut() {
    return cut;
  }

  /** The most bytes that a transaction journalled since {@link #begin}, overhead included. */
  public int journalledMost() {
    return journalledMost;
  }

  /** A transaction that a command leaves open is taken back. */
  public void endCommand() {
    while (!journal.isEmpty()) {
      journal.pop().run();
    }
    inTransaction = false;
    journalled = 0;
  }

  /** The power returns; no further cut is planned. */
  public void powerUp() {
    endCommand();
    cutAt = Integer.MAX_VALUE;
    cut = false;
  }

  /** Whether every persistent byte is what was written through here. */
  public boolean isComplete() {
    return shadows.entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getKey(), entry.getValue()));
  }

  /** Puts the bytes back that a snapshot held. */
  public void restore(byte[] array, byte[] bytes) {
    System.arraycopy(bytes, 0, array, 0, bytes.length);
    note(array, 0, bytes.length);
  }

  private static PersistentMemory current() {
    return Objects.requireNonNull(CURRENT.get(), "no card is active on this thread");
  }

  private void point() {
    if (cut || writes == cutAt) {
      cut = true;
      throw new PowerCut();
    }
    writes++;
  }

  private void note(byte[] array, int at, int length) {
    byte[] shadow = shadows.get(array);
    if (shadow != null) {
      System.arraycopy(array, at, shadow, at, length);
    }
  }

  private void journal(byte[] array, int at, int length) {
    if (!inTransaction || unjournalled > 0) {
      unjournalled--;
      return;
    }
    byte[] before = Arrays.copyOfRange(array, at, at + length);
    journal.push(
        () -> {
          System.arraycopy(before, 0, array, at, length);
          note(array, at, length);
        });
    journalled += length + ENTRY_OVERHEAD;
    journalledMost = Math.max(journalledMost, journalled);
  }

  /** One atomic write. */
  private void write(byte[] source, int from, byte[] target, int to, int length) {
    if (!shadows.containsKey(target)) {
      System.arraycopy(source, from, target, to, length);
      return;
    }
    point();
    journal(target, to, length);
    System.arraycopy(source, from, target, to, length);
    note(target, to, length);
    if (fault == PlantedFault.EARLY_COMMIT && inTransaction) {
      inTransaction = false;
      journal.clear();
    }
  }

  // What woven classes call, with the signatures of what they called before.

  public static void storeByte(byte[] array, int index, int value) {
    current().write(new byte[] {(byte) value}, 0, array, index, 1);
  }

  public static short setShort(byte[] array, short at, short value) {
    byte[] bytes = {(byte) (value >> 8), (byte) value};
    current().write(bytes, 0, array, at, 2);
    return (short) (at + 2);
  }

  public static short arrayCopy(byte[] source, short from, byte[] target, short to, short length) {
    current().write(source, from, target, to, length);
    return (short) (to + length);
  }

  /** Two halves, between which the power may go; not taken back with a transaction. */
  public static short arrayCopyNonAtomic(
      byte[] source, short from, byte[] target, short to, short length) {
    PersistentMemory memory = current();
    if (!memory.shadows.containsKey(target)) {
      System.arraycopy(source, from, target, to, length);
      return (short) (to + length);
    }
    byte[] bytes = Arrays.copyOfRange(source, from, from + length);
    memory.writeNonAtomic(bytes, 0, target, to, length / 2);
    memory.writeNonAtomic(bytes, length / 2, target, to + length / 2, length - length / 2);
    return (short) (to + length);
  }

  public static short arrayFillNonAtomic(byte[] target, short to, short length, byte value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return arrayCopyNonAtomic(bytes, (short) 0, target, to, length);
  }

  private void writeNonAtomic(byte[] source, int from, byte[] target, int to, int length) {
    point();
    System.arraycopy(source, from, target, to, length);
    note(target, to, length);
  }

  /** Before a key object changes; it does so outside transactions, or the test fails. */
  public static void keyChanges() {
    PersistentMemory memory = current();
    if (memory.inTransaction) {
      throw new IllegalStateException("a key changes within a transaction");
    }
    memory.point();
  }

  public static void beginTransaction() {
    PersistentMemory memory = current();
    if (memory.inTransaction) {
      throw new IllegalStateException("a transaction within a transaction");
    }
    memory.inTransaction = memory.fault != PlantedFault.NO_TRANSACTIONS;
    memory.unjournalled = memory.fault == PlantedFault.LATE_BEGIN ? MONEY_WRITES : 0;
  }

  public static void commitTransaction() {
    PersistentMemory memory = current();
    if (memory.fault == PlantedFault.NO_TRANSACTIONS) {
      return;
    }
    memory.point();
    memory.inTransaction = false;
    memory.journal.clear();
    memory.journalled = 0;
    memory.point();
  }
}
