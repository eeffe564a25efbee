package org.specie.cash.application.ideal;

/** Money that waits. */
public final class Entry {
  /** Where an entry is in its course; 12.12 and 13.11. */
  public enum Phase {
    PENDING,
    RELEASED,
    EXPIRED,
    VETOED,
    ACCEPTED,
    REFUNDED,
    RETURNED
  }

  private final int payer;
  private final int payee;
  private final long paid;
  private final long release;
  private final long expiry;
  private boolean mustBeCleared;
  private long amount;
  private boolean wasRefunded;
  private Phase settled = Phase.PENDING;

  Entry(int payer, int payee, long paid, long release, long expiry, boolean mustBeCleared) {
    this.payer = payer;
    this.payee = payee;
    this.paid = paid;
    this.amount = paid;
    this.release = release;
    this.expiry = expiry;
    this.mustBeCleared = mustBeCleared;
  }

  boolean isPaidTo(int person) {
    return payee == person;
  }

  boolean isPaidBy(int person) {
    return payer == person;
  }

  /** What was paid. */
  long paid() {
    return paid;
  }

  /** What there is: what was paid, or was refunded of it. */
  long amount() {
    return amount;
  }

  boolean wasRefunded() {
    return wasRefunded;
  }

  boolean mustBeCleared() {
    return mustBeCleared;
  }

  boolean holdsMoney() {
    return settled != Phase.ACCEPTED && settled != Phase.RETURNED;
  }

  Phase at(long time) {
    if (settled != Phase.PENDING) {
      return settled;
    }
    if (time >= expiry) {
      return Phase.EXPIRED;
    }
    return time >= release && !mustBeCleared ? Phase.RELEASED : Phase.PENDING;
  }

  void clear() {
    mustBeCleared = false;
  }

  void settle(Phase end) {
    settled = end;
  }

  void refund(long back) {
    settled = Phase.REFUNDED;
    wasRefunded = true;
    amount = back;
  }
}
