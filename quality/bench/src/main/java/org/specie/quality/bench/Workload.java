package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.Preparation;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.PrivateVerifier;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;

/**
 * Real payments of real holders: operators from a distributed key generation, enrolled states,
 * issued coins. Half the payments claim a coin, half show the dummy.
 */
final class Workload {
  private static final int OPERATORS = 4;
  private static final int THRESHOLD = 2;
  private static final int HOLDERS = 8;
  private static final long VALID_UNTIL = 256;

  private final Entropy entropy;
  private final Suite suite = new Suite(new Domain("bench", "ILS", 1));
  private final List<PsKeyShare> shares;
  private final PsAggregator aggregator;
  private final PsVerificationKey key;
  private final Rules rules =
      new Rules(
          Hash32.sha256(ByteString.utf8("bench policy")),
          1,
          Amount.parse("500.00"),
          List.of(Amount.parse("1000.00")));
  private final PrivateVerifier verifier;
  private final StateProver prover;
  private final List<HolderKeys> holders = new ArrayList<>();
  private final List<StateCredential> states = new ArrayList<>();
  private final List<Coin> coins = new ArrayList<>();
  private final List<PaymentAddress> addresses = new ArrayList<>();

  Workload(Entropy entropy) {
    this.entropy = entropy;
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forSignatures(
                Hash32.sha256(entropy.bytes(32)), OPERATORS, THRESHOLD, Suite.ATTRIBUTES),
            entropy);
    shares = ceremony.shares().stream().map(s -> s.signatureShare()).toList();
    aggregator = new PsAggregator(ceremony.key().signatureKey());
    key = ceremony.key().signatureKey().key();
    verifier = new PrivateVerifier(suite, key, rules);
    PsSignature dummy = sign(SigningRequests.dummy(suite), suite.dummyMessage(), List.of());
    prover = new StateProver(suite, key, dummy, rules);
    for (int i = 0; i < HOLDERS; i++) {
      enrol(i);
    }
  }

  private void enrol(int index) {
    HolderKeys keys = HolderKeys.derive(suite, new Seed(Secret.random(Seed.SIZE, entropy)));
    Enrolment.Statement statement =
        new Enrolment.Statement(
            suite.domain(),
            Hash32.sha256(entropy.bytes(32)),
            keys.publicSpendKey(),
            0,
            VALID_UNTIL);
    Successor first =
        new EnrolProver(suite, key, rules).prove(statement, List.of(), keys, entropy).successor();
    holders.add(keys);
    states.add(
        new StateCredential(
            first.state(), sign(first.request(), first.message(suite), first.blindings())));
    addresses.add(PaymentAddress.of(suite, keys, entropy));
    ByteString record = ByteString.utf8("bench-" + index);
    Scalar serial = suite.issuanceSerial(record);
    Amount value = Amount.parse("100.00");
    coins.add(
        new Coin(
            keys.pid(),
            serial,
            value,
            sign(
                SigningRequests.issued(suite, record, keys.pid(), value),
                Coin.message(suite, keys.pid(), serial, value),
                List.of())));
  }

  private PsSignature sign(SigningRequest request, List<Scalar> message, List<Scalar> blindings) {
    var partial = shares.subList(0, THRESHOLD).stream().map(s -> s.sign(request)).toList();
    return switch (aggregator.obtain(request, message, blindings, partial)) {
      case Aggregation.Complete<PsSignature> complete -> complete.result();
      case Aggregation.TooFew<PsSignature> _,
          Aggregation.InvalidIndices<PsSignature> _,
          Aggregation.WrongOpening<PsSignature> _ ->
          throw new InvariantViolation("honest operators sign");
    };
  }

  Suite suite() {
    return suite;
  }

  PsKeyShare anOperator() {
    return shares.getFirst();
  }

  List<PsKeyShare> operators() {
    return shares;
  }

  PsAggregator aggregator() {
    return aggregator;
  }

  PsVerificationKey key() {
    return key;
  }

  /** One payment by holder {@code index} modulo the holders, with the coin in every second one. */
  StateTransaction pay(int index) {
    int payer = index % HOLDERS;
    Optional<Coin> coin = index % 2 == 0 ? Optional.of(coins.get(payer)) : Optional.empty();
    Intent intent =
        coin.isPresent()
            ? Intent.pay(
                false,
                coin,
                new Intent.Payment(
                    addresses.get((payer + 1) % HOLDERS), Amount.parse("12.50"), ByteString.EMPTY))
            : Intent.claim(false, coin);
    return prover
        .prove(intent, holders.get(payer), states.get(payer), VALID_UNTIL, entropy)
        .transaction();
  }

  /** The bytes of {@code count} distinct payments; {@code progress} hears of each. */
  List<ByteString> payments(int count, IntConsumer progress) {
    List<ByteString> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(pay(i).encode());
      progress.accept(i + 1);
    }
    return all;
  }

  /** From bytes to a value. */
  PrivateTransaction decode(ByteString bytes) {
    try {
      return PrivateTransaction.decode(suite, bytes);
    } catch (MalformedInput e) {
      throw new InvariantViolation("an honest payment decodes", e);
    }
  }

  /** From bytes to a prepared statement: everything a replica does before the equations. */
  PreparedTransaction prepare(ByteString bytes) {
    return switch (verifier.prepare(decode(bytes))) {
      case Preparation.Ready ready -> ready.transaction();
      case Preparation.Refused refused ->
          throw new InvariantViolation("an honest payment is refused: " + refused.reason());
    };
  }
}
