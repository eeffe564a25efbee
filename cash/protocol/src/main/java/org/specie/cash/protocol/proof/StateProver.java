package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.Show;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.relation.StateRelation;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Parts;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Makes transactions that consume a state. The caller has checked that balance, budget and limits
 * allow what is wanted; a witness that does not fit is a bug and stops it (whoever lies here gets a
 * proof that does not verify, at best).
 */
public final class StateProver {
  /**
   * A transaction and the state it will create.
   *
   * @param audit what the payer shows whoever approves, of a payment of tier 2 or 3
   */
  public record Made(
      StateTransaction transaction, Successor successor, Optional<AuditOpening> audit) {}

  private final Suite suite;
  private final PsVerificationKey key;
  private final PsSignature dummy;
  private final Rules rules;

  public StateProver(Suite suite, PsVerificationKey key, PsSignature dummy, Rules rules) {
    this.suite = suite;
    this.key = key;
    this.dummy = dummy;
    this.rules = rules;
  }

  /**
   * Proves {@code intent} on {@code credential}.
   *
   * @param validUntil see {@link Header#validUntilFrom}
   */
  public Made prove(
      Intent intent,
      HolderKeys keys,
      StateCredential credential,
      long validUntil,
      Entropy entropy) {
    Encoder wish = Wish.begin(suite, rules, credential, validUntil);
    intent.encode(wish);
    Entropy hedged = keys.hedge(entropy, wish.toByteString());
    return new Proving(intent, keys, credential, validUntil, hedged).prove();
  }

  /**
   * The state after {@code intent} on {@code state}, with the serial number its outputs determine.
   */
  private State next(State state, Intent intent, Shape shape, Outputs outputs) {
    Amount moved = intent.move().map(Intent.AccountTransfer::amount).orElse(Amount.ZERO);
    Amount balance = state.balance().plus(intent.received()).minus(intent.paid());
    balance =
        switch (shape.move()) {
          case NONE, CLASS_CHANGE -> balance;
          case LOAD -> balance.plus(moved);
          case UNLOAD -> balance.minus(moved);
          case ACCEPT, RETURN -> balance.plus(intent.claimed());
          case REFUND -> balance.minus(intent.refunded());
        };
    Amount budget = intent.renewal() ? rules.budget(state.classId()) : state.budget();
    Amount income = state.income().plus(intent.received());
    return new State(
        state.pid(),
        state.k(),
        outputs.stateSerial(suite),
        balance,
        shape.payout().usesBudget() ? budget.minus(intent.paid()) : budget,
        shape.move() == Shape.Move.ACCEPT ? income.plus(intent.claimed()) : income,
        rules.epoch(),
        intent.order().map(ClassOrder::classId).orElse(state.classId()));
  }

  /** One transaction in the making. */
  private final class Proving {
    private final Intent intent;
    private final HolderKeys keys;
    private final State state;
    private final Entropy entropy;
    private final Shape shape;
    private final Header header;
    private final Show show;
    private final G1 nullifier;
    private final List<SlotWitness> slots = new ArrayList<>();
    private final Outputs outputs;
    private final StateSecrets secrets;
    private final State next;
    private final Optional<PaymentWitness> payment;

    Proving(
        Intent intent,
        HolderKeys keys,
        StateCredential credential,
        long validUntil,
        Entropy entropy) {
      this.intent = intent;
      this.keys = keys;
      this.state = credential.state();
      this.entropy = entropy;
      this.shape = intent.kind().shape(intent.renewal()).orElseThrow();
      this.header =
          new Header(
              suite.domain().generation(),
              state.classId(),
              rules.epoch(),
              intent.renewal(),
              rules.policyHash(),
              validUntil,
              ByteString.copyOf(entropy.bytes(Header.SALT_SIZE)));
      this.show =
          Show.of(
              key,
              credential.signature(),
              state.message(suite).subList(0, shape.hiddenAttributes()),
              entropy);
      this.nullifier = credential.nullifier(suite);
      List<ByteString> consumed = new ArrayList<>();
      consumed.add(nullifier.clearCofactor().toCompressed());
      for (int i = 0; i < shape.slots(); i++) {
        Optional<Coin> claimed =
            i < intent.coins().size() ? Optional.of(intent.coins().get(i)) : Optional.empty();
        SlotWitness slot = SlotWitness.of(suite, key, dummy, keys, claimed, entropy);
        slots.add(slot);
        consumed.add(slot.slot().nullifier().clearCofactor().toCompressed());
      }
      this.outputs = Outputs.of(suite, intent.kind().code(), consumed);
      this.secrets = StateSecrets.derive(keys, header.salt(), consumed.getFirst());
      this.next = next(state, intent, shape, outputs);
      PaymentWitness.Place place =
          new PaymentWitness.Place(
              keys, shape.payout(), header.salt(), consumed.getFirst(), outputs, secrets);
      this.payment =
          shape.pays()
              ? Optional.of(new PaymentWitness(suite, rules, intent, place, entropy))
              : Optional.empty();
    }

    Made prove() {
      StateBody body = body();
      StateRelation relation = suite.relations().state(shape);
      SigningRequest request = SigningRequests.state(suite, body, outputs);
      G1 coinBase = shape.payout().makesCoin() ? outputs.coinBase(suite) : G1.INFINITY;
      Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
      SigmaProof sigma =
          SigmaProver.prove(
              Instances.of(suite, relation, body, rules, request.base(), coinBase),
              witness(relation),
              transcript,
              entropy);
      ByteString range =
          suite
              .range()
              .prove(Instances.claims(suite, body, rules), openings(), transcript, entropy);
      return new Made(
          new StateTransaction(body, new Proofs(sigma, range), Optional.empty()),
          new Successor(next, request, secrets.d()),
          payment.flatMap(PaymentWitness::audit));
    }

    private StateBody body() {
      Memo memo =
          new Memo(
              next.balance(),
              next.budget(),
              next.income(),
              moved(),
              intent.received(),
              payment
                  .map(p -> p.shortName(intent))
                  .orElse(ByteString.copyOf(new byte[Memo.PAYEE_SIZE])));
      return new StateBody(
          intent.kind(),
          header,
          new StateShow(show.sigma1(), show.v(), show.w()),
          nullifier,
          slots.stream().map(SlotWitness::slot).toList(),
          output(),
          commit(next.balance().minor(), secrets.rho2()),
          payment.map(p -> p.body(next.budget())),
          shape.renewal() ? Optional.of(commit(state.epoch(), secrets.rho4())) : Optional.empty(),
          intent
              .move()
              .map(
                  m -> new AccountMove(m.amount(), m.account(), m.nonce(), keys.link(m.account()))),
          intent.claim().map(EntryOpening::claim),
          intent.refund().map(this::refund),
          intent.order(),
          memo.seal(keys, header.salt(), outputs.consumed()));
    }

    private Parts.Refund refund(Intent.Refund back) {
      return new Parts.Refund(
          commit(back.amount().minor(), secrets.rho7()),
          RefundNotice.seal(
              intent.claim().orElseThrow().valueBlinding(),
              header.salt(),
              outputs.consumed(),
              back.amount(),
              secrets.rho7(),
              back.note()));
    }

    /** The amount paid, moved, refunded or taken from an entry: what the memo remembers. */
    private Amount moved() {
      return switch (shape.move()) {
        case NONE, CLASS_CHANGE -> intent.paid();
        case LOAD, UNLOAD -> intent.move().orElseThrow().amount();
        case ACCEPT, RETURN -> intent.claimed();
        case REFUND -> intent.refunded();
      };
    }

    private StateOutput output() {
      G1 base = outputs.stateBase(suite);
      List<Scalar> values =
          List.of(
              next.pid(),
              next.k(),
              Scalar.of(next.balance().minor()),
              Scalar.of(next.budget().minor()),
              Scalar.of(next.income().minor()));
      List<G1> c = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        c.add(base.times(values.get(i)).plus(suite.g().point().times(secrets.d().get(i))));
      }
      return new StateOutput(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4));
    }

    private G1 commit(long value, Scalar blinding) {
      return suite.value().point().times(Scalar.of(value)).plus(suite.g().point().times(blinding));
    }

    private Witness witness(StateRelation relation) {
      Witness.Builder in = new Witness.Builder(relation.relation);
      List<Scalar> message = state.message(suite);
      for (int j = 0; j < relation.state.attributes.size(); j++) {
        in.set(relation.state.attribute(j), message.get(j))
            .set(relation.state.blindings.get(j), show.r(j));
      }
      for (int i = 0; i < slots.size(); i++) {
        slots.get(i).fill(in, relation.slots.get(i), message.get(ShowTerms.PID));
      }
      for (int i = 0; i < relation.d.size(); i++) {
        in.set(relation.d.get(i), secrets.d().get(i));
      }
      in.set(relation.rho2, secrets.rho2());
      relation.renewal.ifPresent(r -> in.set(r.rhoEp(), secrets.rho4()));
      relation.move.ifPresent(
          m -> in.set(m.rhoLink(), keys.linkBlinding(intent.move().orElseThrow().account())));
      relation.claim.ifPresent(c -> fill(in, c, intent.claim().orElseThrow()));
      relation.refund.ifPresent(
          r ->
              in.set(r.amount(), Scalar.of(intent.refunded().minor()))
                  .set(r.rho7(), secrets.rho7()));
      relation.payment.ifPresent(terms -> payment.orElseThrow().fill(in, terms));
      return in.build();
    }

    private static void fill(
        Witness.Builder in, StateRelation.EntryClaim terms, EntryOpening opening) {
      in.set(terms.amount(), Scalar.of(opening.amount().minor()))
          .set(terms.rhoValue(), opening.valueBlinding())
          .set(terms.rhoOwner(), opening.ownerBlinding());
    }

    /** Openings of what goes back, and of what the entry held beyond it. */
    private List<Opening> refundOpenings(Amount back) {
      EntryOpening entry = intent.claim().orElseThrow();
      return List.of(
          new Opening(back.minor(), secrets.rho7()),
          new Opening(
              entry.amount().minor() - back.minor(), entry.valueBlinding().minus(secrets.rho7())));
    }

    private List<Opening> openings() {
      List<Opening> openings = new ArrayList<>();
      payment.ifPresent(p -> openings.addAll(p.amountOpenings()));
      openings.add(new Opening(next.balance().minor(), secrets.rho2()));
      intent.refund().ifPresent(r -> openings.addAll(refundOpenings(r.amount())));
      payment.ifPresent(p -> openings.addAll(p.budgetOpening(next.budget())));
      if (shape.renewal()) {
        openings.add(new Opening(state.epoch(), secrets.rho4()));
      }
      return openings;
    }
  }
}
