package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.EnrolRelation;
import org.specie.cash.protocol.relation.FoldRelation;
import org.specie.cash.protocol.relation.LinkRelation;
import org.specie.cash.protocol.relation.PaymentTerms;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.relation.SlotTerms;
import org.specie.cash.protocol.relation.StateRelation;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Instance;

/**
 * From the bytes of a transaction to the instance of its relation: the same for prover and
 * verifier.
 */
final class Instances {
  private Instances() {}

  static Instance of(
      Suite suite, StateRelation relation, StateBody body, Rules rules, G1 stateBase, G1 coinBase) {
    Instance.Builder in = new Instance.Builder(relation.relation);
    show(in, relation.state, body.show());
    in.set(relation.nullifier, body.nullifier());
    slots(in, relation.slots, body.slots());
    in.set(relation.base, stateBase)
        .set(relation.cPid, body.output().cPid())
        .set(relation.cK, body.output().cK())
        .set(relation.cBal, body.output().cBal())
        .set(relation.cBud, body.output().cBud())
        .set(relation.cInc, body.output().cInc())
        .set(relation.pBal, body.pBal());
    relation.payment.ifPresent(
        terms -> payment(in, suite, terms, body.payment().orElseThrow(), rules, coinBase));
    relation.renewal.ifPresent(
        r ->
            in.set(r.pEp(), body.pEp().orElseThrow())
                .set(r.budgetOfClass(), Scalar.of(rules.budget(body.header().classId()).minor())));
    relation.move.ifPresent(
        m ->
            in.set(m.link(), body.move().orElseThrow().link())
                .set(m.amount(), Scalar.of(body.move().orElseThrow().amount().minor())));
    relation.claim.ifPresent(
        c ->
            in.set(c.value(), body.claim().orElseThrow().value())
                .set(c.owner(), body.claim().orElseThrow().owner()));
    relation.refund.ifPresent(r -> in.set(r.value(), body.refund().orElseThrow().value()));
    relation.publicKey.ifPresent(key -> in.set(key, body.order().orElseThrow().publicSpendKey()));
    return in.build();
  }

  private static void payment(
      Instance.Builder in,
      Suite suite,
      PaymentTerms terms,
      StateBody.Payment paid,
      Rules rules,
      G1 coinBase) {
    in.set(terms.pV, paid.pV());
    terms.coin.ifPresent(
        c ->
            in.set(c.base(), coinBase)
                .set(c.cPid(), paid.coin().orElseThrow().cPid())
                .set(c.cVal(), paid.coin().orElseThrow().cVal()));
    terms.budget.ifPresent(b -> in.set(b.pBud(), paid.pBud().orElseThrow()));
    terms.entry.ifPresent(
        e ->
            in.set(e.pAcc(), paid.entry().orElseThrow().acceptor())
                .set(e.pRet(), paid.entry().orElseThrow().payer()));
    terms.audit.ifPresent(
        a ->
            audit(
                in, suite, a, paid.audit().orElseThrow(), rules.tiers().orElseThrow().auditKey()));
  }

  private static void audit(
      Instance.Builder in,
      Suite suite,
      PaymentTerms.AuditTerms terms,
      EscrowCiphertext sealed,
      EscrowPublicKey key) {
    in.set(terms.ephemeral(), sealed.ephemeral())
        .set(terms.sealedPayer(), sealed.sealed().get(0))
        .set(terms.sealedPayee(), sealed.sealed().get(1))
        .set(terms.sealedAmount(), sealed.sealed().get(2))
        .set(terms.payerKey(), key.slots().get(0))
        .set(terms.payeeKey(), key.slots().get(1))
        .set(terms.amountKey(), key.slots().get(2))
        .set(terms.payeeBase(), suite.auditPayee())
        .set(terms.amountBase(), suite.auditAmount());
  }

  /** That the amount lies within the limits of its tier. */
  private static Claim tier(Suite suite, StateBody body, G1 pV, Rules rules) {
    return switch (body.shape().payout()) {
      case NONE, COIN, ENTRY ->
          Claim.atMost(rules.tierOneLimit(body.header().classId()).minor(), pV);
      case APPROVED_COIN -> Claim.atMost(rules.tiers().orElseThrow().tierTwoLimit().minor(), pV);
      case DELAYED_ENTRY -> {
        long above = rules.tiers().orElseThrow().tierTwoLimit().minor() + 1;
        yield Claim.of(pV.minus(suite.value().point().times(Scalar.of(above))));
      }
    };
  }

  static List<Claim> claims(Suite suite, StateBody body, Rules rules) {
    List<Claim> claims = new ArrayList<>();
    body.payment()
        .ifPresent(
            p -> {
              claims.add(Claim.of(p.pV()));
              claims.add(tier(suite, body, p.pV(), rules));
            });
    claims.add(Claim.of(body.pBal()));
    // A refund is no more than the entry held.
    body.refund()
        .ifPresent(
            r -> {
              claims.add(Claim.of(r.value()));
              claims.add(Claim.of(body.claim().orElseThrow().value().minus(r.value())));
            });
    body.payment().flatMap(StateBody.Payment::pBud).ifPresent(p -> claims.add(Claim.of(p)));
    // A renewal proves that the old epoch lies strictly before the current one.
    body.pEp().ifPresent(p -> claims.add(Claim.atMost(rules.epoch() - 1, p)));
    return claims;
  }

  static Instance of(FoldRelation relation, FoldTransaction.Body body, G1 coinBase) {
    Instance.Builder in = new Instance.Builder(relation.relation);
    show(in, relation.state, body.show());
    slots(in, relation.slots, body.slots());
    return in.set(relation.base, coinBase)
        .set(relation.cPid, body.coin().cPid())
        .set(relation.cVal, body.coin().cVal())
        .set(relation.pV, body.pV())
        .build();
  }

  static Instance of(LinkRelation relation, LinkTransaction.Body body) {
    Instance.Builder in = new Instance.Builder(relation.relation);
    show(in, relation.state, body.show());
    return in.set(relation.link, body.link()).build();
  }

  static Instance of(EnrolRelation relation, Enrolment.Body body, Suite suite) {
    Scalar pid = suite.pid(body.statement().publicSpendKey());
    return new Instance.Builder(relation.relation)
        .set(relation.publicKey, body.statement().publicSpendKey())
        .set(relation.base, suite.enrolmentBase(pid))
        .set(relation.cK, body.cK())
        .build();
  }

  private static void show(Instance.Builder in, ShowTerms terms, StateShow show) {
    in.set(terms.sigma1, show.sigma1());
    for (int j = 0; j < terms.v.size(); j++) {
      in.set(terms.v.get(j), show.v().get(j));
    }
  }

  private static void slots(Instance.Builder in, List<SlotTerms> terms, List<Slot> slots) {
    for (int i = 0; i < terms.size(); i++) {
      SlotTerms names = terms.get(i);
      Slot slot = slots.get(i);
      in.set(names.sigma1, slot.sigma1())
          .set(names.vL, slot.vL())
          .set(names.vPid, slot.vPid())
          .set(names.vSn, slot.vSn())
          .set(names.vVal, slot.vVal())
          .set(names.nullifier, slot.nullifier());
    }
  }
}
