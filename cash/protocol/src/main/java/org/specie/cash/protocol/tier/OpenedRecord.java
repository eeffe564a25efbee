package org.specie.cash.protocol.tier;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.SmallLogarithm;

/**
 * What a quorum of auditors and a quorum of operators find in a sealed record together. Source:
 * docs/spec/12-tiers.md, clause 12.4.
 *
 * @param payerKey K of who paid, as it was enrolled
 * @param payee pidB·A_2
 * @param amount v·A_3
 */
public record OpenedRecord(G1 payerKey, G1 payee, G1 amount) {
  /** The record in {@code sealed}, from the masks of both quorums. */
  public static OpenedRecord of(
      EscrowCiphertext sealed, Decryption.Complete auditors, Decryption.Complete operators) {
    List<G1> open = sealed.open(List.of(auditors.masks(), operators.masks()));
    Check.that(open.size() == 3, "a record has three slots");
    return new OpenedRecord(open.get(0), open.get(1), open.get(2));
  }

  /** Whether it was paid to {@code pid}. */
  public boolean isPaidTo(Suite suite, Scalar pid) {
    return suite.auditPayee().times(pid).equals(payee);
  }

  /**
   * How much it was, if {@code table} and {@code bits} suffice.
   *
   * @param table of {@link Suite#auditAmount}
   * @param bits at most 48
   */
  public Optional<Amount> amount(SmallLogarithm table, int bits) {
    OptionalLong found = table.find(amount, bits);
    return found.isPresent() ? Optional.of(Amount.ofMinor(found.getAsLong())) : Optional.empty();
  }

  @Override
  public String toString() {
    return "OpenedRecord[redacted]";
  }
}
