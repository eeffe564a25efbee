package org.specie.cash.protocol.transaction;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.Shape;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A transaction that consumes a state and creates the next: payments of every tier, load, unload,
 * bulk claims, the ends of entries, refunds, changes of class, each possibly with a renewal of the
 * budget.
 *
 * @param accountSignature 65 bytes over {@link #core}, exactly in a load that has been signed
 * @param approvals outside the core: auditors' signatures over {@link #approval} in a payment of
 *     tier 2, registrars' over the order in a change of class
 */
public record StateTransaction(
    StateBody body, Proofs proofs, Optional<ByteString> accountSignature, List<Approval> approvals)
    implements PrivateTransaction {
  /** Bytes of an account's signature. */
  public static final int ACCOUNT_SIGNATURE_SIZE = 65;

  /** Without approvals. */
  public StateTransaction(StateBody body, Proofs proofs, Optional<ByteString> accountSignature) {
    this(body, proofs, accountSignature, List.of());
  }

  public StateTransaction {
    Check.that(
        accountSignature.isEmpty()
            || (body.shape().move() == Shape.Move.LOAD
                && accountSignature.get().size() == ACCOUNT_SIGNATURE_SIZE),
        "an account signs loads, with 65 bytes");
    approvals = List.copyOf(approvals);
    Check.that(
        approvals.size() <= Approval.APPROVALS_MAX
            && (approvals.isEmpty() || body.kind().isApproved()),
        "up to 32 auditors or registrars approve, where that is asked for");
  }

  @Override
  public Kind kind() {
    return body.kind();
  }

  @Override
  public ByteString bodyBytes() {
    return body.bytes();
  }

  private Encoder encodeCore() {
    Encoder out = new Encoder();
    body.encode(out);
    proofs.encode(out);
    return out;
  }

  @Override
  public ByteString coreBytes() {
    return encodeCore().toByteString();
  }

  @Override
  public ByteString encode() {
    Encoder out = encodeCore();
    accountSignature.ifPresent(out::fixed);
    if (body.kind().isApproved()) {
      out.list(approvals, (each, approval) -> approval.encode(each));
    }
    return out.toByteString();
  }

  /** The same transaction with the account's signature over {@link #core}. */
  public StateTransaction signedBy(ByteString signature) {
    return new StateTransaction(body, proofs, Optional.of(signature));
  }

  /** The same transaction with the signatures that stand outside the core. */
  public StateTransaction approvedBy(List<Approval> quorum) {
    return new StateTransaction(body, proofs, accountSignature, quorum);
  }

  /** What an auditor signs to approve exactly this transaction, until it expires. */
  public Approval.Statement approval(Suite suite) {
    return new Approval.Statement(
        suite.domain(), core(), body.header().policyHash(), body.header().validUntil());
  }

  static StateTransaction decode(Suite suite, Kind kind, Decoder in) throws MalformedInput {
    StateBody body = StateBody.decode(kind, in);
    Shape shape = body.shape();
    Proofs proofs =
        Proofs.decode(
            suite.relations().state(shape).relation,
            suite.range().proofSize(shape.rangeClaims()),
            in);
    return new StateTransaction(
        body,
        proofs,
        shape.move() == Shape.Move.LOAD
            ? Optional.of(in.fixed(ACCOUNT_SIGNATURE_SIZE))
            : Optional.empty(),
        kind.isApproved() ? in.list(Approval.APPROVALS_MAX, Approval::decode) : List.of());
  }
}
