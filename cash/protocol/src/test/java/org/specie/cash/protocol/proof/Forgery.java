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
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
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
          case NONE -> balance;
          case LOAD -> balance.plus(a);
          case UNLOAD -> balance.minus(a);
        };
    Scalar budget =
        shape.renewal()
            ? Scalar.of(rules.budget(header.classId()).minor())
            : secret("bud", state.message().get(ShowTerms.BUDGET));
    Scalar income = secret("inc", state.message().get(ShowTerms.INCOME)).plus(received);
    return new Amounts(balance, budget.minus(v), income);
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
            shape.pays() ? Optional.of(payment(coinBase, amounts)) : Optional.empty(),
            shape.renewal() ? Optional.of(valuePoint("P_ep", epoch(), "rho4")) : Optional.empty(),
            shape.move() == Shape.Move.NONE ? Optional.empty() : Optional.of(move(pid)),
            ByteString.copyOf(entropy.bytes(SelfMemo.SIZE)));
    return proven(body, amounts, stateBase, coinBase);
  }

  private Scalar epoch() {
    return secret("ep", state.message().get(ShowTerms.EPOCH));
  }

  private StateBody.Payment payment(G1 coinBase, Amounts amounts) {
    Scalar v = secret("v", Scalar.ZERO);
    return new StateBody.Payment(
        new CoinOutput(
            point("C'_pid", coinBase, secret("pidB", Scalar.random(entropy)), "d6"),
            point("C'_val", coinBase, v, "d7"),
            ByteString.copyOf(entropy.bytes(Hybrid.CIPHERTEXT_SIZE))),
        valuePoint("P_v", v, "rho1"),
        valuePoint("P_bud", amounts.budget(), "rho3"));
  }

  private AccountMove move(Scalar pid) {
    return new AccountMove(
        moved,
        ByteString.copyOf(new byte[AccountMove.ACCOUNT_SIZE]),
        0,
        valuePoint("R_a", pid, "rho_a"));
  }

  private StateTransaction proven(StateBody body, Amounts amounts, G1 stateBase, G1 coinBase) {
    StateRelation relation = suite.relations().state(shape);
    Instance instance = Instances.of(relation, body, rules, stateBase, coinBase);
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
        p ->
            in.set(p.v(), chosen("v"))
                .set(p.payeePid(), chosen("pidB"))
                .set(p.d6(), blinding("d6"))
                .set(p.d7(), blinding("d7"))
                .set(p.rho1(), blinding("rho1"))
                .set(p.rho3(), blinding("rho3")));
    return in.build();
  }

  /**
   * A range proof of what the P's hold: an honest one where all claims are true, and else the
   * protocol followed with the lowest 48 bits of what each claim is about.
   */
  private ByteString rangeProof(StateBody body, Amounts amounts, Transcript transcript) {
    List<Claim> claims = Instances.claims(body, rules);
    List<Scalar> values = new ArrayList<>();
    List<Scalar> hiding = new ArrayList<>();
    if (shape.pays()) {
      Scalar v = committed.getOrDefault("P_v", chosen("v"));
      values.addAll(List.of(v, v));
      hiding.addAll(List.of(blinding("rho1"), blinding("rho1")));
    }
    values.add(committed.getOrDefault("P_bal", amounts.balance()));
    hiding.add(blinding("rho2"));
    if (shape.pays()) {
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
