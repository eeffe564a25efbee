package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.relation.PaymentTerms;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;
import org.specie.kernel.crypto.sigma.Witness;

/** The payment of one transaction as its prover sees it. */
final class PaymentWitness {
  private final Suite suite;
  private final Rules rules;
  private final Shape.Payout payout;
  private final Amount amount;
  private final StateSecrets secrets;
  private final Optional<Scalar> payeePid;
  private final Optional<CoinSecrets.Made> coin;
  private final Optional<EntrySecrets.Made> entry;
  private final Optional<AuditOpening> audit;

  /** Where the payment stands: whose it is, what it consumes and creates. */
  record Place(
      HolderKeys keys,
      Shape.Payout payout,
      ByteString salt,
      ByteString nullifier,
      Outputs outputs,
      StateSecrets secrets) {}

  PaymentWitness(Suite suite, Rules rules, Intent intent, Place place, Entropy entropy) {
    this.suite = suite;
    this.rules = rules;
    this.payout = place.payout();
    this.amount = intent.paid();
    this.secrets = place.secrets();
    this.payeePid = payeePid(suite, intent, entropy);
    this.coin =
        payout.makesCoin()
            ? Optional.of(makeCoin(suite, intent, place, entropy))
            : Optional.empty();
    this.entry =
        payout.makesEntry()
            ? Optional.of(makeEntry(suite, intent, place, entropy))
            : Optional.empty();
    this.audit =
        payout.isSealed()
            ? Optional.of(
                new AuditOpening(
                    nonZero(entropy),
                    place.keys().publicSpendKey(),
                    payeePid.orElseThrow(),
                    amount))
            : Optional.empty();
  }

  private static Scalar nonZero(Entropy entropy) {
    Scalar drawn = Scalar.random(entropy);
    return drawn.isZero() ? Scalar.ONE : drawn;
  }

  /** Paying nobody still creates a coin, worth nothing, for a pid nobody has. */
  private static Optional<Scalar> payeePid(Suite suite, Intent intent, Entropy entropy) {
    if (intent.payment().isEmpty()) {
      return Optional.of(Scalar.random(entropy));
    }
    return switch (intent.payment().get().payee()) {
      case PaymentAddress address -> Optional.of(address.pid(suite));
      case EntryAddress _ -> Optional.empty();
    };
  }

  private CoinSecrets.Made makeCoin(Suite suite, Intent intent, Place place, Entropy entropy) {
    ViewPublicKey view =
        intent
            .payment()
            .map(p -> p.payee().viewKey())
            .orElseGet(() -> ViewSecretKey.generate(entropy).publicKey());
    byte[] note = new byte[CoinSecrets.NOTE_SIZE];
    intent.payment().ifPresent(p -> p.note().copyTo(note, 0));
    return CoinSecrets.make(
        suite,
        place.outputs(),
        payeePid.orElseThrow(),
        view,
        intent.paid(),
        ByteString.copyOf(note),
        place.keys().coinEntropy(place.salt(), place.nullifier()));
  }

  private static EntrySecrets.Made makeEntry(
      Suite suite, Intent intent, Place place, Entropy entropy) {
    return EntrySecrets.make(
        suite,
        place.outputs(),
        place.keys(),
        intent.payment().orElseThrow(),
        EntrySecrets.commit(suite, place.keys().pid(), place.secrets().rho6()),
        place.salt(),
        place.nullifier(),
        entropy);
  }

  /** What the payer shows whoever approves, of a sealed payment. */
  Optional<AuditOpening> audit() {
    return audit;
  }

  /** The first bytes of the payee's pid, for the memo; zeros where it is nobody's or unknown. */
  ByteString shortName(Intent intent) {
    return intent
        .payment()
        .flatMap(_ -> payeePid)
        .map(pid -> pid.toByteString().slice(0, Memo.PAYEE_SIZE))
        .orElse(ByteString.copyOf(new byte[Memo.PAYEE_SIZE]));
  }

  private Scalar valueBlinding() {
    return entry.map(e -> e.secrets().valueBlinding()).orElse(secrets.rho1());
  }

  private G1 commit(long value, Scalar blinding) {
    return EntrySecrets.commit(suite, Scalar.of(value), blinding);
  }

  StateBody.Payment body(Amount newBudget) {
    return new StateBody.Payment(
        coin.map(CoinSecrets.Made::output),
        entry.map(EntrySecrets.Made::output),
        commit(amount.minor(), valueBlinding()),
        payout.usesBudget()
            ? Optional.of(commit(newBudget.minor(), secrets.rho3()))
            : Optional.empty(),
        audit.map(a -> a.seal(suite, rules.tiers().orElseThrow().auditKey())));
  }

  void fill(Witness.Builder in, PaymentTerms terms) {
    in.set(terms.v, Scalar.of(amount.minor())).set(terms.rho1, valueBlinding());
    terms.payeePid.ifPresent(pid -> in.set(pid, payeePid.orElseThrow()));
    terms.coin.ifPresent(
        c ->
            in.set(c.d6(), coin.orElseThrow().secrets().pidBlinding())
                .set(c.d7(), coin.orElseThrow().secrets().valueBlinding()));
    terms.budget.ifPresent(b -> in.set(b.rho3(), secrets.rho3()));
    terms.entry.ifPresent(
        e -> {
          in.set(e.rho6(), secrets.rho6());
          e.rho5()
              .ifPresent(rho5 -> in.set(rho5, entry.orElseThrow().secrets().acceptorBlinding()));
        });
    terms.audit.ifPresent(a -> in.set(a.t(), audit.orElseThrow().t()));
  }

  /** Openings of the two claims about the amount. */
  List<Opening> amountOpenings() {
    long minor = amount.minor();
    // The claim that v lies above T2 is about P_v - (T2 + 1)·G.
    long second =
        payout == Shape.Payout.DELAYED_ENTRY
            ? minor - rules.tiers().orElseThrow().tierTwoLimit().minor() - 1
            : minor;
    return List.of(new Opening(minor, valueBlinding()), new Opening(second, valueBlinding()));
  }

  /** Opening of the claim about the budget, within it. */
  List<Opening> budgetOpening(Amount newBudget) {
    return payout.usesBudget()
        ? List.of(new Opening(newBudget.minor(), secrets.rho3()))
        : List.of();
  }
}
