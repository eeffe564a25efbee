package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;

/**
 * The money: the balance and the three sums it follows from, {@code balance = loaded + received −
 * spent} (51.3). Whatever changes it does so inside the transaction of its command, and says first
 * whether it may.
 */
final class Vault {
  static final short BALANCE = 0;
  static final short LOADED = 1;
  static final short RECEIVED = 2;
  static final short SPENT = 3;
  static final short SUMS = 4;

  private static final short TOTAL = 2 * Amounts.SIZE;

  private final GuardedAmounts sums;
  private final byte[] ram;

  Vault() {
    sums = new GuardedAmounts(SUMS);
    ram = JCSystem.makeTransientByteArray((short) (3 * Amounts.SIZE), JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether all four sums are undamaged and the equation between them holds. */
  boolean sound() {
    for (short i = 0; i < SUMS; i++) {
      if (!sums.intact(i)) {
        return false;
      }
    }
    sums.read(LOADED, ram, (short) 0);
    sums.read(RECEIVED, ram, Amounts.SIZE);
    if (!Amounts.add(ram, (short) 0, ram, Amounts.SIZE, ram, (short) 0)) {
      return false;
    }
    sums.read(SPENT, ram, Amounts.SIZE);
    if (!Amounts.subtract(ram, (short) 0, ram, Amounts.SIZE, ram, (short) 0)) {
      return false;
    }
    sums.read(BALANCE, ram, Amounts.SIZE);
    return Amounts.compare(ram, (short) 0, ram, Amounts.SIZE) == 0;
  }

  /** Copies one of the four sums to RAM. */
  void read(short sum, byte[] amount, short at) {
    sums.read(sum, amount, at);
  }

  /** Refuses what the balance does not cover, or what the sum of all spending cannot hold. */
  void requireSpendable(byte[] amount, short at) {
    prepare(SPENT, amount, at);
    if (!Amounts.subtract(ram, Amounts.SIZE, amount, at, ram, Amounts.SIZE)) {
      ISOException.throwIt(StatusWords.INSUFFICIENT_BALANCE);
    }
  }

  /** Takes the amount from the balance; within a transaction, after {@link #requireSpendable}. */
  void spend(byte[] amount, short at) {
    requireSpendable(amount, at);
    commit(SPENT);
  }

  /** Refuses what would bring everything that ever came in, balance and spent, to 2^40. */
  void requireAcceptable(short sum, byte[] amount, short at) {
    prepare(sum, amount, at);
    sums.read(SPENT, ram, TOTAL);
    if (!Amounts.add(ram, Amounts.SIZE, amount, at, ram, Amounts.SIZE)
        || !Amounts.add(ram, Amounts.SIZE, ram, TOTAL, ram, TOTAL)) {
      ISOException.throwIt(StatusWords.BALANCE_OVERFLOW);
    }
  }

  /** Adds the amount to the balance and to what was loaded or received; within a transaction. */
  void accept(short sum, byte[] amount, short at) {
    requireAcceptable(sum, amount, at);
    commit(sum);
  }

  /** RAM: the grown sum, then the balance as it is. */
  private void prepare(short sum, byte[] amount, short at) {
    sums.read(sum, ram, (short) 0);
    if (!Amounts.add(ram, (short) 0, amount, at, ram, (short) 0)) {
      ISOException.throwIt(StatusWords.BALANCE_OVERFLOW);
    }
    sums.read(BALANCE, ram, Amounts.SIZE);
  }

  private void commit(short sum) {
    sums.write(BALANCE, ram, Amounts.SIZE);
    sums.write(sum, ram, (short) 0);
  }
}
