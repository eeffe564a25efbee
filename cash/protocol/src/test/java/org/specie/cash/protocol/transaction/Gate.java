package org.specie.cash.protocol.transaction;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.proof.Preparation;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.RecoverableSignature;

/** All that bytes have to pass before the order of transactions matters. */
final class Gate {
  private final World world;
  private final BatchVerifier verifier;

  Gate(World world) {
    this.world = world;
    this.verifier = BatchVerifier.onOneCore(world.suite.bases(), world.entropy);
  }

  /** The transaction that {@code bytes} are, if they are one. */
  Optional<PrivateTransaction> read(ByteString bytes) {
    try {
      return Optional.of(PrivateTransaction.decode(world.suite, bytes));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** Whether decoding, form, equations or a signature refuse {@code bytes}. */
  boolean refuses(ByteString bytes) {
    return read(bytes)
        .map(
            transaction ->
                switch (world.verifier.prepare(transaction)) {
                  case Preparation.Refused _ -> true;
                  case Preparation.Ready ready ->
                      !verifier.allHold(List.of(ready.transaction()))
                          || !signaturesHold(transaction);
                })
        .orElse(true);
  }

  /** What whoever knows account and registrars says. */
  private boolean signaturesHold(PrivateTransaction transaction) {
    return switch (transaction) {
      case StateTransaction state ->
          (state.accountSignature().isEmpty()
                  || isByAccount(
                      state,
                      state.accountSignature().get(),
                      state.body().move().orElseThrow().account()))
              && isApproved(state);
      case FoldTransaction _ -> true;
      case LinkTransaction link ->
          isByAccount(link, link.accountSignature(), link.body().account());
      case Enrolment enrolment ->
          enrolment.approvals().stream().allMatch(a -> isByRegistrar(enrolment, a));
    };
  }

  /** What whoever knows the policy's auditors and registrars says. */
  private boolean isApproved(StateTransaction state) {
    ByteString statement =
        state
            .body()
            .order()
            .map(order -> order.statement(world.suite.domain()))
            .orElseGet(() -> state.approval(world.suite).bytes());
    return state.approvals().size() == (state.kind().isApproved() ? 2 : 0)
        && state.approvals().stream()
            .allMatch(
                a ->
                    a.index() < EveryKind.AUDITORS.size()
                        && EveryKind.AUDITORS
                            .get(a.index())
                            .publicKey()
                            .verify(statement, a.signature()));
  }

  private static boolean isByRegistrar(Enrolment enrolment, Enrolment.Approval approval) {
    ByteString statement = enrolment.body().statement().bytes();
    return approval.index() < EveryKind.REGISTRARS.size()
        && EveryKind.REGISTRARS
            .get(approval.index())
            .publicKey()
            .verify(statement, approval.signature());
  }

  private static boolean isByAccount(
      PrivateTransaction transaction, ByteString signature, ByteString account) {
    try {
      return RecoverableSignature.decode(signature).isBy(new Address(account), transaction.core());
    } catch (MalformedInput e) {
      return false;
    }
  }
}
