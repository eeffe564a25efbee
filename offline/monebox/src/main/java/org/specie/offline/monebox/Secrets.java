package org.specie.offline.monebox;

import javacard.framework.APDU;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;

/**
 * What the owner knows besides having card and host (51.14): a number and a password, how often
 * each may be tried, and the tiers that say from which amount on which of them is wanted. A host
 * proves that it was told one; the secret itself is on no line. What was proven counts for one
 * payment, or until a reset.
 */
final class Secrets {
  static final short KINDS = 2;
  static final short VALUE = 16;
  static final short TIERS = 4;

  /** An amount and the secrets that are wanted from it on. */
  static final short TIER = Amounts.SIZE + 1;

  static final short SALT = 16;

  /** Tries before a number is locked, and a password, which is longer. */
  static final byte TRIES_NUMBER = 3;

  static final byte TRIES_PASSWORD = 10;

  // Places of the state.
  private static final short CHOSEN = 0;
  private static final short COUNT = 1;
  private static final short TRIES = 2;
  private static final short STATE = TRIES + KINDS;

  private static final byte ALL = 3;

  /** In the mask of what PROTECT changes: the table. */
  private static final byte TABLE = 4;

  // Places in RAM.
  private static final short SHOWN = 0;
  private static final short SHOWN_BY = 1;
  private static final short SCRATCH = 2;
  private static final short RAM = SCRATCH + VALUE;

  private final Approvals approvals;
  private final Asking asking;
  private final byte[] values;
  private final byte[] state;
  private final byte[] tiers;
  private final byte[] ram;

  Secrets(Approvals approvals, Asking asking) {
    this.approvals = approvals;
    this.asking = asking;
    values = new byte[(short) (KINDS * VALUE)];
    state = new byte[STATE];
    tiers = new byte[(short) (TIERS * TIER)];
    ram = JCSystem.makeTransientByteArray(RAM, JCSystem.CLEAR_ON_DESELECT);
  }

  private static byte bit(byte kind) {
    if (kind != 0 && kind != 1) {
      ISOException.throwIt(StatusWords.NOT_FOUND);
    }
    return (byte) (1 << kind);
  }

  private static byte most(byte kind) {
    return kind == 0 ? TRIES_NUMBER : TRIES_PASSWORD;
  }

  private byte shownBy(short binding) {
    return ram[SHOWN_BY] == (byte) binding ? ram[SHOWN] : 0;
  }

  /** Refuses whoever has not proven all of these secrets. */
  private void requireShown(byte wanted, short binding) {
    byte missing = (byte) (wanted & ~shownBy(binding));
    if (missing == 0) {
      return;
    }
    for (byte kind = 0; kind < KINDS; kind++) {
      if ((missing & bit(kind)) != 0 && state[(short) (TRIES + kind)] == 0) {
        ISOException.throwIt(StatusWords.SECRET_LOCKED);
      }
    }
    ISOException.throwIt(StatusWords.SECRET_REQUIRED);
  }

  /** Refuses an amount whose tier wants more than was proven; -1 is nobody's binding. */
  void requireFor(byte[] amount, short at, short binding) {
    byte wanted = 0;
    for (short i = 0; i < state[COUNT]; i++) {
      short tier = (short) (i * TIER);
      if (Amounts.compare(amount, at, tiers, tier) >= 0) {
        wanted = tiers[(short) (tier + Amounts.SIZE)];
      }
    }
    requireShown(wanted, binding);
  }

  /** One proof, one payment. */
  void release() {
    ram[SHOWN] = 0;
  }

  /** A proof of a secret; a wrong one counts before it is looked at, so no cut takes that back. */
  void prove(APDU apdu, Exchange exchange, AESKey key, short binding) {
    byte[] data = exchange.data();
    byte kind = data[0];
    byte mark = bit(kind);
    short tries = (short) (TRIES + kind);
    if ((state[CHOSEN] & mark) == 0) {
      ISOException.throwIt(StatusWords.NOT_FOUND);
    }
    if (state[tries] == 0) {
      ISOException.throwIt(StatusWords.SECRET_LOCKED);
    }
    state[tries] = (byte) (state[tries] - 1);
    approvals.derive(key, exchange, values, (short) (kind * VALUE), VALUE, ram, SCRATCH);
    byte difference = 0;
    for (short i = 0; i < VALUE; i++) {
      difference = (byte) (difference | (ram[(short) (SCRATCH + i)] ^ data[(short) (1 + i)]));
    }
    if (difference != 0) {
      data[0] = state[tries];
      exchange.answer(apdu, (short) 1, StatusWords.SECRET_WRONG);
      return;
    }
    // Whoever knows them all does not need the order that somebody may have kept.
    asking.shown(mark, state[CHOSEN]);
    state[tries] = most(kind);
    ram[SHOWN] = (byte) (shownBy(binding) | mark);
    ram[SHOWN_BY] = (byte) binding;
  }

  /** Where the tiers begin, behind the salts and values of what is chosen. */
  private static short tiersAt(byte changes) {
    short at = 1;
    for (byte kind = 0; kind < KINDS; kind++) {
      if ((changes & bit(kind)) != 0) {
        at = (short) (at + SALT + VALUE);
      }
    }
    return at;
  }

  /** Refuses data that is none of PROTECT. */
  void requireForm(byte[] data, short length) {
    if (length < 1) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    byte changes = data[0];
    if (changes <= 0 || changes > (byte) (ALL | TABLE)) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
    short tiers = (short) (length - tiersAt(changes));
    short most = (changes & TABLE) == 0 ? 0 : (short) (TIERS * TIER);
    if (tiers < 0 || tiers > most || tiers % TIER != 0) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
  }

  /**
   * Secrets, new or in the place of those that were proven, another table, which wants all proven
   * that the one before names, or both at once; all of it or nothing.
   */
  void protect(Exchange exchange, short length, AESKey key, short binding) {
    byte[] data = exchange.data();
    byte changes = data[0];
    boolean isTable = (changes & TABLE) != 0;
    byte wanted = (byte) (changes & state[CHOSEN]);
    if (isTable) {
      wanted = (byte) (wanted | named());
    }
    requireShown(wanted, binding);
    byte chosen = (byte) (state[CHOSEN] | (changes & ALL));
    short tiersAt = tiersAt(changes);
    requireTable(data, tiersAt, length, chosen);
    for (short at = 1; at < tiersAt; at = (short) (at + SALT + VALUE)) {
      unpad(exchange, key, at);
    }
    JCSystem.beginTransaction();
    asking.end();
    short from = 1;
    for (byte kind = 0; kind < KINDS; kind++) {
      if ((changes & bit(kind)) != 0) {
        Util.arrayCopy(data, (short) (from + SALT), values, (short) (kind * VALUE), VALUE);
        state[(short) (TRIES + kind)] = most(kind);
        from = (short) (from + SALT + VALUE);
      }
    }
    state[CHOSEN] = chosen;
    if (isTable) {
      Util.arrayCopy(data, tiersAt, tiers, (short) 0, (short) (length - tiersAt));
      state[COUNT] = (byte) ((short) (length - tiersAt) / TIER);
    }
    JCSystem.commitTransaction();
    release();
  }

  /** Takes the binding's pad off the value behind a salt. */
  private void unpad(Exchange exchange, AESKey key, short saltAt) {
    byte[] data = exchange.data();
    approvals.derive(key, exchange, data, saltAt, SALT, ram, SCRATCH);
    for (short i = 0; i < VALUE; i++) {
      short place = (short) (saltAt + SALT + i);
      data[place] = (byte) (data[place] ^ ram[(short) (SCRATCH + i)]);
    }
  }

  /** Everything that the table names. */
  private byte named() {
    byte named = 0;
    for (short i = 0; i < state[COUNT]; i++) {
      named = (byte) (named | tiers[(short) (i * TIER + Amounts.SIZE)]);
    }
    return named;
  }

  /** Refuses a table by which nobody could pay, or whose amounts do not ascend. */
  private static void requireTable(byte[] data, short from, short end, byte chosen) {
    for (short at = from; at < end; at = (short) (at + TIER)) {
      Form.requireAmount(data, at);
      byte mask = data[(short) (at + Amounts.SIZE)];
      if (mask <= 0
          || mask > ALL
          || (mask & ~chosen) != 0
          || (at > from && Amounts.compare(data, (short) (at - TIER), data, at) >= 0)) {
        ISOException.throwIt(StatusWords.MALFORMED);
      }
    }
  }

  /** Writes which are chosen, how often each may be tried, and the tiers; how long that is. */
  short read(byte[] to) {
    to[0] = state[CHOSEN];
    Util.arrayCopyNonAtomic(state, TRIES, to, (short) 1, KINDS);
    short length = (short) (state[COUNT] * TIER);
    Util.arrayCopyNonAtomic(tiers, (short) 0, to, (short) (1 + KINDS), length);
    return (short) (1 + KINDS + length);
  }

  /** There are no secrets and no tiers any more; part of the caller's transaction. */
  void forget() {
    asking.end();
    state[CHOSEN] = 0;
    state[COUNT] = 0;
  }
}
