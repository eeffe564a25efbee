package org.specie.cash.protocol.credential;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The eight attributes of a person's state: who (pid, k), which (serial number), and how much
 * (balance, anonymity budget left, income received). One state is live at a time; every transaction
 * consumes it and creates the next. Not a record: it holds the spend key.
 */
public final class State {
  private final Scalar pid;
  private final Scalar k;
  private final Scalar serial;
  private final Amount balance;
  private final Amount budget;
  private final Amount income;
  private final long epoch;
  private final int classId;

  public State(
      Scalar pid,
      Scalar k,
      Scalar serial,
      Amount balance,
      Amount budget,
      Amount income,
      long epoch,
      int classId) {
    this.pid = pid;
    this.k = k;
    this.serial = serial;
    this.balance = balance;
    this.budget = budget;
    this.income = income;
    this.epoch = epoch;
    this.classId = classId;
  }

  public Scalar pid() {
    return pid;
  }

  public Scalar k() {
    return k;
  }

  public Scalar serial() {
    return serial;
  }

  public Amount balance() {
    return balance;
  }

  /** What may still be paid privately in {@link #epoch}. */
  public Amount budget() {
    return budget;
  }

  public Amount income() {
    return income;
  }

  public long epoch() {
    return epoch;
  }

  public int classId() {
    return classId;
  }

  /** The message of its signature, in the order of the attributes. */
  public List<Scalar> message(Suite suite) {
    return List.of(
        pid,
        k,
        serial,
        Scalar.of(balance.minor()),
        Scalar.of(budget.minor()),
        Scalar.of(income.minor()),
        Scalar.of(epoch),
        suite.stateTag(classId));
  }

  @Override
  public String toString() {
    return "State[redacted]";
  }
}
