package org.specie.cash.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.EntrySecrets;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.Preparation;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.PrivateVerifier;
import org.specie.cash.protocol.proof.RefundNotice;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;

/** Four operators, one set of rules, and holders who enrol, receive and pay; all from one seed. */
public final class World {
  public static final long VALID_UNTIL = 256;

  public final Suite suite;
  public final Entropy entropy;
  public final DealtKeys keys;
  public final Rules rules;
  public final PsSignature dummy;
  public final PrivateVerifier verifier;
  private final PsAggregator aggregator;

  public World(long seed) {
    this(seed, new Domain("test", "ILS", 1), 3);
  }

  public World(long seed, Domain domain, long epoch) {
    Random random = new Random(seed);
    entropy = random::nextBytes;
    suite = new Suite(domain);
    keys = DealtKeys.deal(4, 2, entropy);
    aggregator = new PsAggregator(keys.threshold());
    rules = rulesAt(epoch);
    verifier = verifierFor(rules);
    SigningRequest request = SigningRequests.dummy(suite);
    dummy = sign(request, suite.dummyMessage(), List.of());
  }

  public Rules rulesAt(long epoch) {
    return new Rules(
        Hash32.sha256(ByteString.utf8("policy")),
        epoch,
        List.of(Amount.parse("500.00"), Amount.parse("2000.00")),
        List.of(Amount.parse("1000.00"), Amount.parse("50000.00")),
        Optional.of(new TierRules(Amount.parse("5000.00"), AuditKeys.get().key())));
  }

  public PrivateVerifier verifierFor(Rules under) {
    return new PrivateVerifier(suite, keys.threshold().key(), under);
  }

  public StateProver prover() {
    return prover(rules);
  }

  public StateProver prover(Rules under) {
    return new StateProver(suite, keys.threshold().key(), dummy, under);
  }

  public FoldProver foldProver() {
    return new FoldProver(suite, keys.threshold().key(), dummy, rules);
  }

  public PsSignature sign(SigningRequest request, List<Scalar> message, List<Scalar> blindings) {
    List<PartialSignature> shares =
        keys.shares().subList(1, 3).stream().map(s -> s.sign(request)).toList();
    return switch (aggregator.obtain(request, message, blindings, shares)) {
      case Aggregation.Complete<PsSignature> complete -> complete.result();
      case Aggregation.TooFew<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.InvalidIndices<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.WrongOpening<PsSignature> other -> throw new AssertionError(other);
    };
  }

  /** A signature on all of {@code message}, as for a record that the whole committee made up. */
  public PsSignature signed(List<Scalar> message) {
    G1 base = suite.hashToBase("test", ByteString.copyOf(entropy.bytes(32)));
    List<Attribute> attributes = new ArrayList<>();
    message.forEach(value -> attributes.add(new Attribute.Public(value)));
    return sign(new SigningRequest(base, attributes), message, List.of());
  }

  public StateCredential credential(Successor successor) {
    return new StateCredential(
        successor.state(),
        sign(successor.request(), successor.message(suite), successor.blindings()));
  }

  /** The state of {@code holder} as of another epoch, signed. */
  public StateCredential at(long epoch, Holder holder) {
    State s = holder.state().state();
    State other =
        new State(
            s.pid(), s.k(), s.serial(), s.balance(), s.budget(), s.income(), epoch, s.classId());
    return new StateCredential(other, signed(other.message(suite)));
  }

  /** The state of {@code holder} with another balance, signed. */
  public Holder withBalance(Holder holder, Amount balance) {
    State s = holder.state().state();
    State other =
        new State(
            s.pid(), s.k(), s.serial(), balance, s.budget(), s.income(), s.epoch(), s.classId());
    return holder.with(new StateCredential(other, signed(other.message(suite))));
  }

  private Outputs outputs(StateTransaction made) {
    return Outputs.of(suite, made.kind().code(), prepared(made).nullifiers());
  }

  /** What accepts the entry of {@code made}, which is {@code holder}'s. */
  public EntryOpening acceptance(Holder holder, StateTransaction made) {
    return EntrySecrets.accept(suite, holder.keys(), outputs(made), made).orElseThrow();
  }

  /** The same of an entry paid to the entry address {@code name}. */
  public EntryOpening acceptance(Holder holder, ByteString name, StateTransaction made) {
    return EntrySecrets.accept(suite, holder.keys(), name, outputs(made), made).orElseThrow();
  }

  /** Whether {@code holder} would accept the entry of {@code made}. */
  public boolean isFor(Holder holder, StateTransaction made) {
    return EntrySecrets.accept(suite, holder.keys(), outputs(made), made).isPresent();
  }

  /** What returns the entry of {@code made} to {@code holder}, if that is who made it. */
  public Optional<EntryOpening> takeBack(Holder holder, StateTransaction made, Amount amount) {
    ByteString nullifier = prepared(made).nullifiers().getFirst();
    return EntrySecrets.takeBack(suite, holder.keys(), nullifier, made, amount);
  }

  /** What {@code made} refunds of the entry that {@code paid} would have returned. */
  public Optional<RefundNotice> refunded(EntryOpening paid, StateTransaction made) {
    return RefundNotice.open(suite, paid, outputs(made), made);
  }

  /** Somebody with words of their own, enrolled. */
  public Holder enrol(String name, int classId) {
    byte[] seed = new byte[Seed.SIZE];
    byte[] from = Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray();
    System.arraycopy(from, 0, seed, 0, 32);
    HolderKeys holder = HolderKeys.derive(suite, new Seed(Secret.copyOf(seed)));
    Enrolment.Statement statement =
        new Enrolment.Statement(
            suite.domain(),
            Hash32.sha256(ByteString.utf8("id of " + name)),
            holder.publicSpendKey(),
            classId,
            VALID_UNTIL);
    EnrolProver.Made made =
        new EnrolProver(suite, keys.threshold().key(), rules)
            .prove(statement, List.of(), holder, entropy);
    return new Holder(holder, made.enrolment(), credential(made.successor()));
  }

  /** A holder with its live state. */
  public record Holder(HolderKeys keys, Enrolment enrolment, StateCredential state) {
    public Holder with(StateCredential next) {
      return new Holder(keys, enrolment, next);
    }
  }

  public PaymentAddress address(Holder holder) {
    return PaymentAddress.of(suite, holder.keys(), entropy);
  }

  /** A coin issued by committee record. */
  public Coin issue(String recordId, Holder to, Amount value) {
    ByteString id = ByteString.utf8(recordId);
    SigningRequest request = SigningRequests.issued(suite, id, to.keys().pid(), value);
    Scalar serial = suite.issuanceSerial(id);
    return new Coin(
        to.keys().pid(),
        serial,
        value,
        sign(request, Coin.message(suite, to.keys().pid(), serial, value), List.of()));
  }

  /** The coin in {@code output}, if it is {@code holder}'s. */
  public Optional<Coin> receive(
      Holder holder, PreparedTransaction prepared, int kind, CoinOutput output) {
    Outputs outputs = Outputs.of(suite, kind, prepared.nullifiers());
    SigningRequest request = prepared.outputs().getLast();
    return CoinSecrets.open(suite, holder.keys(), outputs, output)
        .map(
            secrets ->
                new Coin(
                    holder.keys().pid(),
                    outputs.coinSerial(suite),
                    secrets.value(),
                    sign(
                        request,
                        secrets.message(suite, outputs, holder.keys().pid()),
                        secrets.blindings())));
  }

  public StateProver.Made prove(Intent intent, Holder holder) {
    return prover().prove(intent, holder.keys(), holder.state(), VALID_UNTIL, entropy);
  }

  public PreparedTransaction prepared(PrivateTransaction transaction) {
    return prepared(verifier, transaction);
  }

  public PreparedTransaction prepared(PrivateVerifier with, PrivateTransaction transaction) {
    return switch (with.prepare(transaction)) {
      case Preparation.Ready ready -> ready.transaction();
      case Preparation.Refused refused -> throw new AssertionError(refused);
    };
  }

  /** Whether the transaction is prepared and all its equations hold, each on its own. */
  public boolean accepts(PrivateTransaction transaction) {
    return switch (verifier.prepare(transaction)) {
      case Preparation.Ready ready -> ready.transaction().verifyNaively();
      case Preparation.Refused _ -> false;
    };
  }

  public List<Coin> issueMany(int count, Holder to, Amount each) {
    List<Coin> coins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      coins.add(issue("many-" + i, to, each));
    }
    return coins;
  }
}
