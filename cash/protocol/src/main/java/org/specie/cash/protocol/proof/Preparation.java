package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.PrivateReason;

/** What came of preparing a transaction for verification. */
public sealed interface Preparation {
  /** Well-formed; its equations wait to be checked. */
  record Ready(PreparedTransaction transaction) implements Preparation {}

  /** Refused without looking at the equations. */
  record Refused(PrivateReason reason) implements Preparation {}
}
