package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.codec.Encoder;

/**
 * The name of what a holder wants, from which the randomness of its proof is hedged: two different
 * wishes never encode alike. Source: docs/spec/10-private-cash.md, clause 10.11.
 */
final class Wish {
  private Wish() {}

  /** Where, under which rules and from which state; the caller appends what. */
  static Encoder begin(Suite suite, Rules rules, StateCredential credential, long validUntil) {
    Encoder out = new Encoder().hash(suite.hash()).hash(rules.policyHash());
    out.u64(rules.epoch()).u64(validUntil);
    credential.state().serial().encode(out);
    return out;
  }
}
