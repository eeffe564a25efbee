package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.relation.StateRelation;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.SelfMemo;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.range.OpenRangeProver;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.OpenProver;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * A transaction that consumes a state, made by somebody who computes every part himself and checks
 * none. Names are those of docs/spec/10, clause 10.6. Unless told otherwise all parts fit each
 * other, so that a single lie breaks what it must break and nothing else.
 */
public final class Forgery {
  private static final ByteString UNSIGNED =
      ByteString.copyOf(new byte[StateTransaction.ACCOUNT_SIGNATURE_SIZE]);

  private final Suite suite;
  private final PsVerificationKey key;
  private final Rules rules;
  private final Entropy entropy;
  private final Kind kind;
  private final Shape shape;
  private final Shown state;
  private final List<ForgedSlot> slots;
  private final Map<String, Scalar> secrets = new LinkedHashMap<>();
  private final Map<String, Scalar> committed = new LinkedHashMap<>();
  private final Map<String, Scalar> blindings = new LinkedHashMap<>();
  private final Map<String, G1> points = new LinkedHashMap<>();
  private final Map<String, G1> shifts = new LinkedHashMap<>();
  private Header header;
  private Amount moved = Amount.ZERO;
  private UnaryOperator<OpenProver> bend = UnaryOperator.identity();
  private Optional<ByteString> range = Optional.empty();
  private Optional<EntryOpening> taken = Optional.empty();
  private Optional<EscrowPublicKey> sealedTo = Optional.empty();
  private Optional<ClassOrder> order = Optional.empty();

  Forgery(
      Suite suite,
      PsVerificationKey key,
      Rules rules,
      Entropy entropy,
      Kind kind,
      Header header,
      Shown state,
      List<ForgedSlot> slots) {
    this.suite = suite;
    this.key = key;
    this.rules = rules;
    this.entropy = entropy;
    this.kind = kind;
    this.shape = kind.shape(header.renewal()).orElseThrow();
    this.header = header;
    this.state = state;
    this.slots = List.copyOf(slots);
  }

  /** Proves with {@code value} as the secret {@code name}. */
  public Forgery with(String name, Scalar value) {
    secrets.put(name, value);
    return this;
  }

  /** Commits to {@code value} in the point {@code name}, whatever the secrets say. */
  public Forgery committing(String name, Scalar value) {
    committed.put(name, value);
    return this;
  }

  /** Uses {@code value} as the blinding factor {@code name}. */
  public Forgery blinding(String name, Scalar value) {
    blindings.put(name, value);
    return this;
  }

  /** Puts {@code point} in the place {@code name}. */
  public Forgery placing(String name, G1 point) {
    points.put(name, point);
    return this;
  }

  /** Adds {@code defect} to the point {@code name}. */
  public Forgery shifting(String name, G1 defect) {
    shifts.put(name, defect);
    return this;
  }

  /** Moves {@code amount} between the state and an account. */
  public Forgery moving(Amount amount) {
    moved = amount;
    return this;
  }

  /** Takes the value of {@code entry}. */
  public Forgery taking(EntryOpening entry) {
    taken = Optional.of(entry);
    return this;
  }

  /** Gives {@code amount} of {@code entry} back. */
  public Forgery giving(EntryOpening entry, String amount) {
    return taking(entry).with("v_r", Forger.minor(amount));
  }

  /** Goes to another class by {@code next}. */
  public Forgery ordered(ClassOrder next) {
    order = Optional.of(next);
    return this;
  }

  /** Seals payer, payee and amount under {@code key}. */
  public Forgery sealingTo(EscrowPublicKey key) {
    sealedTo = Optional.of(key);
    return this;
  }

  /** Says something else in clear. */
  public Forgery header(UnaryOperator<Header> change) {
    header = change.apply(header);
    return this;
  }

  /** Bends the sigma prover. */
  public Forgery bending(UnaryOperator<OpenProver> change) {
    bend = change;
    return this;
  }

  /** Appends {@code proof} instead of a range proof of its own. */
  public Forgery range(ByteString proof) {
    range = Optional.of(proof);
    return this;
  }

  private Scalar secret(String name, Scalar honest) {
    return secrets.computeIfAbsent(name, _ -> honest);
  }

  /** A secret that has been settled before. */
  private Scalar chosen(String name) {
    return Objects.requireNonNull(secrets.get(name), name);
  }

  private Scalar blinding(String name) {
    return blindings.computeIfAbsent(name, _ -> Scalar.random(entropy));
  }

  private G1 point(String name, G1 base, Scalar honest, String blindingName) {
    Scalar value = committed.getOrDefault(name, honest);
    G1 point = base.times(value).plus(suite.g().point().times(blinding(blindingName)));
    return points.getOrDefault(name, point).plus(shifts.getOrDefault(name, G1.INFINITY));
  }

  private G1 valuePoint(String name, Scalar honest, String blindingName) {
    return point(name, suite.value().point(), honest, blindingName);
  }

  /** What all secrets and public numbers say the new amounts are. */
  private record Amounts(Scalar balance, Scalar budget, Scalar income) {}

  private Amounts amounts() {
    Scalar received = Scalar.ZERO;
    for (ForgedSlot slot : slots) {
      received = received.plus(slot.value());
    }
    Scalar v = shape.pays() ? secret("v", Scalar.ZERO) : Scalar.ZERO;
    Scalar a = Scalar.of(moved.minor());
    Scalar balance = secret("bal", state.message().get(ShowTerms.BALANCE));
    balance = balance.plus(received).minus(v);
    balance =
        switch (shape.move()) {
          case NONE, CLASS_CHANGE -> balance;
          case LOAD -> balance.plus(a);
          case UNLOAD -> balance.minus(a);
          case ACCEPT, RETURN -> balance.plus(taken());
          case REFUND -> balance.minus(chosen("v_r"));
        };
    Scalar budget =
        shape.renewal()
            ? Scalar.of(rules.budget(header.classId()).minor())
            : secret("bud", state.message().get(ShowTerms.BUDGET));
    Scalar income = secret("inc", state.message().get(ShowTerms.INCOME)).plus(received);
    return new Amounts(
        balance,
        shape.payout().usesBudget() ? budget.minus(v) : budget,
        shape.move() == Shape.Move.ACCEPT ? income.plus(taken()) : income);
  }

  private Parts.Refund refund() {
    taken();
    return new Parts.Refund(
        valuePoint("P_r", chosen("v_r"), "rho7"), ByteString.copyOf(entropy.bytes(SelfMemo.SIZE)));
  }

  private Scalar taken() {
    return secret("v_e", Scalar.of(taken.orElseThrow().amount().minor()));
  }

  /** The transaction with all its lies, whether or not it is true. */
  public StateTransaction make() {
    Scalar pid = secret("pid", state.message().get(ShowTerms.PID));
    Scalar k = secret("k", state.message().get(ShowTerms.K));
    Scalar sn = secret("sn", state.message().get(ShowTerms.SN));
    Amounts amounts = amounts();
    G1 nullifier = points.getOrDefault("N_0", suite.eta().point().times(k.plus(sn).inverse()));
    List<ByteString> consumed = new ArrayList<>();
    consumed.add(nullifier.clearCofactor().toCompressed());
    var shownSlots = slots.stream().map(slot -> slot.slot(suite, k)).toList();
    shownSlots.forEach(s -> consumed.add(s.nullifier().clearCofactor().toCompressed()));
    Outputs outputs = Outputs.of(suite, kind.code(), consumed);
    G1 stateBase = outputs.stateBase(suite);
    G1 coinBase = outputs.coinBase(suite);
    StateBody body =
        new StateBody(
            kind,
            header,
            new StateShow(state.sigma1(), state.v(), state.w()),
            nullifier,
            shownSlots,
            new StateOutput(
                point("C_pid", stateBase, pid, "d1"),
                point("C_k", stateBase, k, "d2"),
                point("C_bal", stateBase, amounts.balance(), "d3"),
                point("C_bud", stateBase, amounts.budget(), "d4"),
                point("C_inc", stateBase, amounts.income(), "d5")),
            valuePoint("P_bal", amounts.balance(), "rho2"),
            shape.pays() ? Optional.of(payment(coinBase, pid, k, amounts)) : Optional.empty(),
            shape.renewal() ? Optional.of(valuePoint("P_ep", epoch(), "rho4")) : Optional.empty(),
            shape.move().isPublic() ? Optional.of(move(pid)) : Optional.empty(),
            taken.map(EntryOpening::claim),
            shape.move() == Shape.Move.REFUND ? Optional.of(refund()) : Optional.empty(),
            order,
            ByteString.copyOf(entropy.bytes(SelfMemo.SIZE)));
    return proven(body, amounts, stateBase, coinBase);
  }

  private Scalar epoch() {
    return secret("ep", state.message().get(ShowTerms.EPOCH));
  }

  private StateBody.Payment payment(G1 coinBase, Scalar pid, Scalar k, Amounts amounts) {
    Shape.Payout payout = shape.payout();
    Scalar v = secret("v", Scalar.ZERO);
    Scalar payee = secret("pidB", Scalar.random(entropy));
    return new StateBody.Payment(
        payout.makesCoin()
            ? Optional.of(
                new CoinOutput(
                    point("C'_pid", coinBase, payee, "d6"),
                    point("C'_val", coinBase, v, "d7"),
                    ByteString.copyOf(entropy.bytes(Hybrid.CIPHERTEXT_SIZE))))
            : Optional.empty(),
        payout.makesEntry()
            ? Optional.of(
                new EntryOutput(
                    valuePoint("P_acc", payee, "rho5"),
                    valuePoint("P_ret", pid, "rho6"),
                    ByteString.copyOf(entropy.bytes(Hybrid.CIPHERTEXT_SIZE))))
            : Optional.empty(),
        valuePoint("P_v", v, "rho1"),
        payout.usesBudget()
            ? Optional.of(valuePoint("P_bud", amounts.budget(), "rho3"))
            : Optional.empty(),
        payout.isSealed() ? Optional.of(seal(k, payee, v)) : Optional.empty());
  }

  /** The sealed record, under whatever key the forger likes. */
  private EscrowCiphertext seal(Scalar k, Scalar payee, Scalar v) {
    Scalar t = secret("t", Scalar.random(entropy));
    EscrowPublicKey key = sealedTo.orElseGet(() -> rules.tiers().orElseThrow().auditKey());
    G1 ephemeral = suite.g().point().times(committed.getOrDefault("R", t));
    return new EscrowCiphertext(
        points.getOrDefault("R", ephemeral).plus(shifts.getOrDefault("R", G1.INFINITY)),
        List.of(
            slot("E_1", suite.prfKey().point(), k, key.slots().get(0)),
            slot("E_2", suite.auditPayee(), payee, key.slots().get(1)),
            slot("E_3", suite.auditAmount(), v, key.slots().get(2))));
  }

  private G1 slot(String name, G1 base, Scalar honest, G1 key) {
    G1 plain = base.times(committed.getOrDefault(name, honest));
    return plain.plus(key.times(chosen("t"))).plus(shifts.getOrDefault(name, G1.INFINITY));
  }

  private AccountMove move(Scalar pid) {
    return new AccountMove(
        moved,
        ByteString.copyOf(new byte[AccountMove.ACCOUNT_SIZE]),
        0,
        valuePoint("R_a", pid, "rho_a"));
  }

  /** What the second claim about the amount commits to. */
  private Scalar aboveTierTwo(Scalar v) {
    return shape.payout() == Shape.Payout.DELAYED_ENTRY
        ? v.minus(Scalar.of(rules.tiers().orElseThrow().tierTwoLimit().minor() + 1))
        : v;
  }

  private StateTransaction proven(StateBody body, Amounts amounts, G1 stateBase, G1 coinBase) {
    StateRelation relation = suite.relations().state(shape);
    Instance instance = Instances.of(suite, relation, body, rules, stateBase, coinBase);
    Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
    OpenProver prover = bend.apply(new OpenProver(instance, witness(relation), entropy));
    SigmaProof sigma = prover.prove(transcript);
    ByteString proof = range.orElseGet(() -> rangeProof(body, amounts, transcript));
    return new StateTransaction(
        body,
        new Proofs(sigma, proof),
        shape.move() == Shape.Move.LOAD ? Optional.of(UNSIGNED) : Optional.empty());
  }

  private Witness witness(StateRelation relation) {
    Witness.Builder in = new Witness.Builder(relation.relation);
    List<String> names = List.of("pid", "k", "sn", "bal", "bud", "inc", "ep");
    for (int j = 0; j < relation.state.attributes.size(); j++) {
      in.set(relation.state.attribute(j), secret(names.get(j), state.message().get(j)))
          .set(relation.state.blindings.get(j), state.r().get(j));
    }
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).fill(in, relation.slots.get(i), chosen("pid"));
    }
    for (int i = 0; i < relation.d.size(); i++) {
      in.set(relation.d.get(i), blinding("d" + (i + 1)));
    }
    in.set(relation.rho2, blinding("rho2"));
    relation.renewal.ifPresent(r -> in.set(r.rhoEp(), blinding("rho4")));
    relation.move.ifPresent(m -> in.set(m.rhoLink(), blinding("rho_a")));
    relation.payment.ifPresent(
        p -> {
          in.set(p.v, chosen("v")).set(p.rho1, blinding("rho1"));
          p.payeePid.ifPresent(payee -> in.set(payee, chosen("pidB")));
          p.coin.ifPresent(c -> in.set(c.d6(), blinding("d6")).set(c.d7(), blinding("d7")));
          p.budget.ifPresent(b -> in.set(b.rho3(), blinding("rho3")));
          p.entry.ifPresent(
              e -> {
                e.rho5().ifPresent(rho5 -> in.set(rho5, blinding("rho5")));
                in.set(e.rho6(), blinding("rho6"));
              });
          p.audit.ifPresent(a -> in.set(a.t(), chosen("t")));
        });
    relation.claim.ifPresent(
        c ->
            in.set(c.amount(), chosen("v_e"))
                .set(c.rhoValue(), taken.orElseThrow().valueBlinding())
                .set(c.rhoOwner(), taken.orElseThrow().ownerBlinding()));
    relation.refund.ifPresent(
        r -> in.set(r.amount(), chosen("v_r")).set(r.rho7(), blinding("rho7")));
    return in.build();
  }

  /**
   * A range proof of what the P's hold: an honest one where all claims are true, and else the
   * protocol followed with the lowest 48 bits of what each claim is about.
   */
  private ByteString rangeProof(StateBody body, Amounts amounts, Transcript transcript) {
    List<Claim> claims = Instances.claims(suite, body, rules);
    List<Scalar> values = new ArrayList<>();
    List<Scalar> hiding = new ArrayList<>();
    if (shape.pays()) {
      Scalar v = committed.getOrDefault("P_v", chosen("v"));
      values.addAll(List.of(v, aboveTierTwo(v)));
      hiding.addAll(List.of(blinding("rho1"), blinding("rho1")));
    }
    values.add(committed.getOrDefault("P_bal", amounts.balance()));
    hiding.add(blinding("rho2"));
    if (shape.move() == Shape.Move.REFUND) {
      EntryOpening entry = taken.orElseThrow();
      Scalar back = committed.getOrDefault("P_r", chosen("v_r"));
      values.addAll(List.of(back, Scalar.of(entry.amount().minor()).minus(back)));
      hiding.addAll(List.of(blinding("rho7"), entry.valueBlinding().minus(blinding("rho7"))));
    }
    if (shape.payout().usesBudget()) {
      values.add(committed.getOrDefault("P_bud", amounts.budget()));
      hiding.add(blinding("rho3"));
    }
    if (shape.renewal()) {
      values.add(committed.getOrDefault("P_ep", epoch()));
      hiding.add(blinding("rho4"));
    }
    return OpenRangeProver.prove(suite.range(), claims, values, hiding, transcript, entropy);
  }
}
