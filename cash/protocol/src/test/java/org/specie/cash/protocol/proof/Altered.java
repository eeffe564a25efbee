package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sigma.SigmaProof;

/** Transactions changed after they were proven, and headers before. */
final class Altered {
  private Altered() {}

  private static StateTransaction with(StateTransaction of, G1 nullifier, List<Slot> slots) {
    StateBody b = of.body();
    StateBody body =
        new StateBody(
            b.kind(),
            b.header(),
            b.show(),
            nullifier,
            slots,
            b.output(),
            b.pBal(),
            b.payment(),
            b.pEp(),
            b.move(),
            b.claim(),
            b.refund(),
            b.order(),
            b.memo());
    return new StateTransaction(body, of.proofs(), of.accountSignature());
  }

  /** Another nullifier of the state. */
  static StateTransaction nullifier(StateTransaction of, G1 nullifier) {
    return with(of, nullifier, of.body().slots());
  }

  /** Another order of the registrars. */
  static StateTransaction order(StateTransaction of, ClassOrder order) {
    StateBody b = of.body();
    StateBody body =
        new StateBody(
            b.kind(),
            b.header(),
            b.show(),
            b.nullifier(),
            b.slots(),
            b.output(),
            b.pBal(),
            b.payment(),
            b.pEp(),
            b.move(),
            b.claim(),
            b.refund(),
            Optional.of(order),
            b.memo());
    return new StateTransaction(body, of.proofs(), of.accountSignature());
  }

  /** Another nullifier in the first slot. */
  static StateTransaction slotNullifier(StateTransaction of, G1 nullifier) {
    List<Slot> slots = new ArrayList<>(of.body().slots());
    Slot s = slots.getFirst();
    slots.set(0, new Slot(s.sigma1(), s.vL(), s.vPid(), s.vSn(), s.vVal(), s.w(), nullifier));
    return with(of, of.body().nullifier(), slots);
  }

  /** Another range proof. */
  static StateTransaction range(StateTransaction of, ByteString range) {
    return new StateTransaction(
        of.body(), new Proofs(of.proofs().sigma(), range), of.accountSignature());
  }

  /** Another sigma proof. */
  static StateTransaction sigma(StateTransaction of, SigmaProof sigma) {
    return new StateTransaction(
        of.body(), new Proofs(sigma, of.proofs().range()), of.accountSignature());
  }

  static Header inClass(Header h, int classId) {
    return new Header(
        h.generation(), classId, h.epoch(), h.renewal(), h.policyHash(), h.validUntil(), h.salt());
  }

  static Header inEpoch(Header h, long epoch) {
    return new Header(
        h.generation(), h.classId(), epoch, h.renewal(), h.policyHash(), h.validUntil(), h.salt());
  }

  static Header inGeneration(Header h, int generation) {
    return new Header(
        generation, h.classId(), h.epoch(), h.renewal(), h.policyHash(), h.validUntil(), h.salt());
  }
}
