package org.specie.cash.application.ideal;

/** What a step is to do; people, coins and entries are numbers, amounts are in minor units. */
public sealed interface Wish {
  /** Within the budget. */
  record Pay(int payee, long amount) implements Wish {}

  /** Claims as many coins as it likes. */
  record Bulk() implements Wish {}

  /** Above the budget, with the approvals of so many auditors. */
  record ApprovedPay(int payee, long amount, int approvals) implements Wish {}

  /** Waits. */
  record DelayedPay(int payee, long amount) implements Wish {}

  /** Within the budget, into an entry. */
  record EntryPay(int payee, long amount) implements Wish {}

  /** From the account of {@code owner}, who signs. */
  record Load(int owner, long amount, long nonce) implements Wish {}

  /** To the account of {@code owner}. */
  record Unload(int owner, long amount) implements Wish {}

  /** As whoever it was paid to. */
  record Accept(int entry) implements Wish {}

  /** As whoever paid it. */
  record Return(int entry) implements Wish {}

  /** As whoever it was paid to. */
  record Refund(int entry, long amount) implements Wish {}

  /** By the registrars' order number {@code number}, signed by so many of them. */
  record ChangeClass(int classId, long number, int signatures) implements Wish {}

  /** The name of its kind, which everybody is told. */
  default String kind() {
    return switch (this) {
      case Pay _ -> "PAY";
      case Bulk _ -> "BULK";
      case ApprovedPay _ -> "APPROVED_PAY";
      case DelayedPay _ -> "DELAYED_PAY";
      case EntryPay _ -> "ENTRY_PAY";
      case Load _ -> "LOAD";
      case Unload _ -> "UNLOAD";
      case Accept _ -> "ACCEPT";
      case Return _ -> "RETURN";
      case Refund _ -> "REFUND";
      case ChangeClass _ -> "CLASS_CHANGE";
    };
  }
}
