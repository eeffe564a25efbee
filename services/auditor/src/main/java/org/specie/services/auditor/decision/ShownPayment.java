package org.specie.services.auditor.decision;

import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.services.auditor.message.Question;

/**
 * A payment as an auditor was shown it, after it has been examined: what the sealed record in it
 * holds, and which bytes an approval would be for.
 *
 * @param core of the transaction
 * @param policyHash of the policy it was proven under
 * @param validUntil the last height at which it can be applied
 * @param payerKey K of who pays
 * @param payeePid whom it is paid to
 * @param words of the payer, which nobody has checked
 */
public record ShownPayment(
    Hash32 core,
    Hash32 policyHash,
    long validUntil,
    G1 payerKey,
    Scalar payeePid,
    Amount amount,
    String words) {
  /** Whether {@code opening} says the same of payer, payee and amount. */
  public boolean isOpenedBy(AuditOpening opening) {
    return opening.payerKey().equals(payerKey)
        && opening.payeePid().equals(payeePid)
        && opening.amount().equals(amount);
  }

  /** What is signed to approve it, in the ledger's {@code domain}. */
  public Approval.Statement approval(Domain domain) {
    return new Approval.Statement(domain, core, policyHash, validUntil);
  }

  public void encode(Encoder out) {
    out.hash(core).hash(policyHash).u64(validUntil);
    payerKey.encode(out);
    payeePid.encode(out);
    out.u64(amount.minor()).text(words);
  }

  public static ShownPayment decode(Decoder in) throws MalformedInput {
    Hash32 core = in.hash();
    Hash32 policyHash = in.hash();
    long validUntil = in.u64();
    G1 payerKey = G1.decodeInSubgroup(in);
    Scalar payeePid = Scalar.decode(in);
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return new ShownPayment(
        core,
        policyHash,
        validUntil,
        payerKey,
        payeePid,
        Amount.ofMinor(minor),
        in.text(Question.WORDS_BYTES_MAX));
  }

  @Override
  public String toString() {
    return "ShownPayment[redacted]";
  }
}
