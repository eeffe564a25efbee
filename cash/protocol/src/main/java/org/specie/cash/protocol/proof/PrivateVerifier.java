package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.relation.FoldRelation;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.relation.StateRelation;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Prepares private transactions for verification under one set of rules. What depends on the order
 * of transactions (spent nullifiers, accounts, known enrolments) is the application's. Immutable;
 * safe for many threads.
 */
public final class PrivateVerifier {
  private static final int SLOT_PID = 0;
  private static final int SLOT_L = 1;
  private static final int SLOT_SN = 2;
  private static final int SLOT_VALUE = 3;
  private static final int EPOCH = 6;
  private static final int TAG = 7;

  private final Suite suite;
  private final PsVerificationKey key;
  private final Hash32 keyHash;
  private final Rules rules;
  private final G2 coinKey;
  private final List<G2> coinSlots;
  private final List<G2> anyEpochKeys;
  private final List<G2> currentEpochKeys;

  public PrivateVerifier(Suite suite, PsVerificationKey key, Rules rules) {
    this.suite = suite;
    this.key = key;
    this.keyHash = key.hash();
    this.rules = rules;
    this.coinKey = key.xTilde().plus(key.yTilde().get(TAG).times(suite.coinTag()));
    this.coinSlots =
        List.of(
            key.yTilde().get(SLOT_PID),
            key.yTilde().get(SLOT_L),
            key.yTilde().get(SLOT_SN),
            key.yTilde().get(SLOT_VALUE));
    List<G2> any = new ArrayList<>();
    List<G2> current = new ArrayList<>();
    G2 epoch = key.yTilde().get(EPOCH).times(Scalar.of(rules.epoch()));
    for (int classId = 0; classId < rules.budgets().size(); classId++) {
      G2 tagged = key.xTilde().plus(key.yTilde().get(TAG).times(suite.stateTag(classId)));
      any.add(tagged);
      current.add(tagged.plus(epoch));
    }
    this.anyEpochKeys = List.copyOf(any);
    this.currentEpochKeys = List.copyOf(current);
  }

  public Rules rules() {
    return rules;
  }

  /** Checks the form of {@code transaction} and readies its equations. */
  public Preparation prepare(PrivateTransaction transaction) {
    return switch (transaction) {
      case Enrolment enrolment -> prepare(enrolment);
      case StateTransaction state -> prepare(state);
      case FoldTransaction fold -> prepare(fold);
      case LinkTransaction link -> prepare(link);
    };
  }

  private Optional<PrivateReason> headerFault(
      int generation, int classId, Hash32 policyHash, long epoch) {
    if (generation != suite.domain().generation()) {
      return Optional.of(PrivateReason.WRONG_GENERATION);
    }
    if (!rules.hasClass(classId)) {
      return Optional.of(PrivateReason.UNKNOWN_CLASS);
    }
    if (!policyHash.equals(rules.policyHash())) {
      return Optional.of(PrivateReason.WRONG_POLICY);
    }
    if (epoch != rules.epoch()) {
      return Optional.of(PrivateReason.WRONG_EPOCH);
    }
    return Optional.empty();
  }

  private Optional<PrivateReason> headerFault(Header header) {
    return headerFault(header.generation(), header.classId(), header.policyHash(), header.epoch());
  }

  private static Preparation refused(PrivateReason reason) {
    return new Preparation.Refused(reason);
  }

  private Preparation prepare(Enrolment enrolment) {
    Enrolment.Body body = enrolment.body();
    Optional<PrivateReason> fault =
        headerFault(body.generation(), body.statement().classId(), body.policyHash(), body.epoch());
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    Instance instance = Instances.of(suite.relations().enrol(), body, suite);
    SigmaVerifier sigma =
        SigmaVerifier.prepare(
            instance,
            enrolment.proof(),
            ProofTranscript.begin(suite, keyHash, enrolment.bodyBytes()));
    SigningRequest output =
        SigningRequests.enrolment(suite, body, rules.budget(body.statement().classId()));
    return new Preparation.Ready(
        new PreparedTransaction(List.of(), List.of(output), List.of(), sigma, Optional.empty()));
  }

  private Preparation prepare(StateTransaction transaction) {
    StateBody body = transaction.body();
    Optional<PrivateReason> fault = headerFault(body.header());
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    if (!rules.hasClass(body.nextClass())) {
      return refused(PrivateReason.UNKNOWN_CLASS);
    }
    if (body.shape().renewal() && rules.epoch() < 1) {
      return refused(PrivateReason.WRONG_EPOCH);
    }
    if (rules.tiers().isEmpty() && isOfTiers(body.shape())) {
      return refused(PrivateReason.TIER_NOT_OFFERED);
    }
    if (body.audit().filter(record -> !record.isMasked()).isPresent()) {
      return refused(PrivateReason.PROOF_INVALID);
    }
    List<ShownCredential> shows = new ArrayList<>();
    shows.add(shownState(body.header(), body.show(), body.shape().renewal()));
    List<G1> raw = new ArrayList<>();
    raw.add(body.nullifier());
    addSlots(body.slots(), shows, raw);
    return canonical(shows, raw)
        .map(nullifiers -> ready(transaction, shows, nullifiers))
        .orElseGet(() -> refusedPoints(shows, raw));
  }

  /** Whether it takes tier rules: an entry made, or anything sealed. Entries end without them. */
  private static boolean isOfTiers(Shape shape) {
    return shape.payout().isSealed() || shape.payout().makesEntry();
  }

  private Preparation ready(
      StateTransaction transaction, List<ShownCredential> shows, List<ByteString> nullifiers) {
    StateBody body = transaction.body();
    Shape shape = body.shape();
    Outputs outputs = Outputs.of(suite, body.kind().code(), nullifiers);
    List<SigningRequest> requests = new ArrayList<>();
    requests.add(SigningRequests.state(suite, body, outputs));
    body.coin().ifPresent(coin -> requests.add(SigningRequests.coin(suite, outputs, coin)));
    StateRelation relation = suite.relations().state(shape);
    G1 coinBase = shape.payout().makesCoin() ? requests.get(1).base() : G1.INFINITY;
    Instance instance =
        Instances.of(suite, relation, body, rules, requests.getFirst().base(), coinBase);
    return ready(
        transaction,
        nullifiers,
        requests,
        shows,
        instance,
        transaction.proofs().sigma(),
        Instances.claims(suite, body, rules),
        transaction.proofs().range());
  }

  private Preparation prepare(FoldTransaction transaction) {
    FoldTransaction.Body body = transaction.body();
    Optional<PrivateReason> fault = headerFault(body.header());
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    List<ShownCredential> shows = new ArrayList<>();
    shows.add(shownState(body.header(), body.show(), true));
    List<G1> raw = new ArrayList<>();
    addSlots(body.slots(), shows, raw);
    return canonical(shows, raw)
        .map(nullifiers -> ready(transaction, shows, nullifiers))
        .orElseGet(() -> refusedPoints(shows, raw));
  }

  private Preparation ready(
      FoldTransaction transaction, List<ShownCredential> shows, List<ByteString> nullifiers) {
    FoldTransaction.Body body = transaction.body();
    Outputs outputs = Outputs.of(suite, transaction.kind().code(), nullifiers);
    SigningRequest coin = SigningRequests.coin(suite, outputs, body.coin());
    FoldRelation relation = suite.relations().fold();
    return ready(
        transaction,
        nullifiers,
        List.of(coin),
        shows,
        Instances.of(relation, body, coin.base()),
        transaction.proofs().sigma(),
        List.of(Claim.of(body.pV())),
        transaction.proofs().range());
  }

  private Preparation ready(
      PrivateTransaction transaction,
      List<ByteString> nullifiers,
      List<SigningRequest> requests,
      List<ShownCredential> shows,
      Instance instance,
      SigmaProof proof,
      List<Claim> claims,
      ByteString range) {
    Transcript transcript = ProofTranscript.begin(suite, keyHash, transaction.bodyBytes());
    SigmaVerifier sigma = SigmaVerifier.prepare(instance, proof, transcript);
    return new Preparation.Ready(
        new PreparedTransaction(
            nullifiers,
            requests,
            shows,
            sigma,
            Optional.of(
                new PreparedTransaction.RangeCheck(suite.range(), claims, range, transcript))));
  }

  private Preparation prepare(LinkTransaction transaction) {
    LinkTransaction.Body body = transaction.body();
    Optional<PrivateReason> fault = headerFault(body.header());
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    ShownCredential show = shownState(body.header(), body.show(), true);
    if (!show.isSubstantial()) {
      return refused(PrivateReason.PROOF_INVALID);
    }
    SigmaVerifier sigma =
        SigmaVerifier.prepare(
            Instances.of(suite.relations().link(), body),
            transaction.proof(),
            ProofTranscript.begin(suite, keyHash, transaction.bodyBytes()));
    return new Preparation.Ready(
        new PreparedTransaction(List.of(), List.of(), List.of(show), sigma, Optional.empty()));
  }

  private ShownCredential shownState(Header header, StateShow show, boolean epochHidden) {
    List<G2> keys = epochHidden ? anyEpochKeys : currentEpochKeys;
    return new ShownCredential(
        keys.get(header.classId()),
        key.yTilde().subList(0, show.v().size()),
        show.sigma1(),
        show.v(),
        show.w());
  }

  private void addSlots(List<Slot> slots, List<ShownCredential> shows, List<G1> raw) {
    for (Slot slot : slots) {
      shows.add(
          new ShownCredential(
              coinKey,
              coinSlots,
              slot.sigma1(),
              List.of(slot.vPid(), slot.vL(), slot.vSn(), slot.vVal()),
              slot.w()));
      raw.add(slot.nullifier());
    }
  }

  /** Nullifiers in canonical form, unless a point vanishes or two are equal. */
  private static Optional<List<ByteString>> canonical(List<ShownCredential> shows, List<G1> raw) {
    List<ByteString> nullifiers = new ArrayList<>(raw.size());
    for (G1 nullifier : raw) {
      G1 cleared = nullifier.clearCofactor();
      if (cleared.isInfinity()) {
        return Optional.empty();
      }
      nullifiers.add(cleared.toCompressed());
    }
    boolean distinct = new HashSet<>(nullifiers).size() == nullifiers.size();
    return distinct && shows.stream().allMatch(ShownCredential::isSubstantial)
        ? Optional.of(nullifiers)
        : Optional.empty();
  }

  private static Preparation refusedPoints(List<ShownCredential> shows, List<G1> raw) {
    boolean vanishes =
        raw.stream().anyMatch(n -> n.clearCofactor().isInfinity())
            || !shows.stream().allMatch(ShownCredential::isSubstantial);
    return refused(vanishes ? PrivateReason.PROOF_INVALID : PrivateReason.NULLIFIER_REPEATED);
  }
}
