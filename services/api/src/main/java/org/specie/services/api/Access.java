package org.specie.services.api;

/** Who may ask. */
public enum Access {
  /** Whoever reaches the port; counted by the address it comes from. */
  ANYBODY,
  /** A customer with a session: {@code Authorization: Bearer …}. */
  CUSTOMER,
  /** Whoever spends an admission token: {@code Authorization: PrivateToken token=…}; no name. */
  ADMITTED
}
