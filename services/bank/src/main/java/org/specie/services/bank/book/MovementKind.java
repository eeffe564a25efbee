package org.specie.services.bank.book;

/** Why money moved in the book. Spec: docs/spec/59-bank-service.md 2.3. */
public enum MovementKind {
  /** A customer brought money: reserve to customer. */
  PAID_IN("paid in"),
  /** A vault was loaded: its shadow to the reserve. */
  STOCKED("vault loaded"),
  /** A customer asked for cash: customer to pending. */
  ASKED("withdrawal"),
  /** The vault has paid: pending to its shadow. */
  PAID("withdrawal paid by the vault"),
  /** The vault pays nothing: pending to customer. */
  REFUNDED("withdrawal given back"),
  /** A deposit was taken: shadow to pending. */
  DEPOSITED("deposit taken"),
  /** Money for a customer is there: pending to customer, or to the float that paid it. */
  CREDITED("deposit"),
  /** Cash went to another bank: reserve to shadow. */
  SOLD("cash to another bank"),
  /** Cash came from another bank: shadow to reserve. */
  BOUGHT("cash from another bank"),
  /** A customer's account on the ledger loaded the float: float to pending. */
  LOADED("loaded into the float"),
  /** A customer was given a token, or had one taken: customer to fees. */
  FEE("fee for a token");

  private final String words;

  MovementKind(String words) {
    this.words = words;
  }

  /** For a person. */
  public String words() {
    return words;
  }
}
