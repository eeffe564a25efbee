package org.specie.wallet.reading;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.holding.Live;
import org.specie.wallet.network.Network;

/**
 * Finds the live state of a seed again by walking its own nullifiers: enrolment, the transaction
 * that consumed its state, the one that consumed the next, until one is unspent. A step costs about
 * a third of a millisecond; only the last state's signature is verified, because nothing but the
 * last state is used. Received coins are found afterwards, by {@link Scan} from the enrolment on;
 * it would also notice if somebody had hidden the end of the walk.
 */
public final class Recovery {
  /** More transactions than anybody makes in a life. */
  private static final long STEPS_MAX = 100_000_000;

  private final Network network;
  private final WalletKeys keys;
  private final Progress progress;
  private final EntryTerms terms;
  private final EntryFinder entries;

  public Recovery(Network network, WalletKeys keys, Progress progress) {
    this.network = network;
    this.keys = keys;
    this.progress = progress;
    this.terms = new EntryTerms(network);
    this.entries = new EntryFinder(network, keys, terms);
  }

  /** Where the walk is: the last transaction found, and how to make a credential of its output. */
  private sealed interface Place {
    record Enrolled(Buckets.Found<Enrolment> found) implements Place {}

    record Stepped(Recorded recorded, OwnStep step) implements Place {}
  }

  /**
   * Holdings with the live state and the entries of its past, scanned to just before the enrolment.
   * Without an enrolment, holdings of nothing: perhaps there is only an ordinary account.
   */
  public Answer<Holdings> run() throws IOException {
    Tip tip = network.gateway().tip();
    terms.ask();
    Buckets buckets = new Buckets(network, tip.bucketBits());
    HolderKeys holder = keys.holder();
    progress.at("looking for the enrolment", 0, 0);
    Optional<Buckets.Found<Enrolment>> enrolled =
        buckets.enrolmentOf(holder.publicSpendKey(), holder.pid());
    if (enrolled.isEmpty()) {
      return Answer.done(Holdings.none(tip.height()));
    }
    Recorded first = enrolled.get().recorded();
    Draft draft = Holdings.none(first.height() - 1).edit();
    return walk(buckets, draft, enrolled.get())
        .map(
            live -> {
              draft.live(live);
              return draft.freeze();
            });
  }

  private Answer<Live> walk(Buckets buckets, Draft draft, Buckets.Found<Enrolment> enrolled)
      throws IOException {
    Suite suite = network.suite();
    HolderKeys holder = keys.holder();
    Place place = new Place.Enrolled(enrolled);
    Scalar serial = suite.enrolmentSerial(holder.pid());
    for (long steps = 0; steps < STEPS_MAX; steps++) {
      progress.at("walking own transactions", steps, 0);
      ByteString nullifier =
          Consumed.canonical(StateCredential.nullifier(suite, holder.k(), serial));
      Optional<Buckets.Found<StateTransaction>> next = buckets.consumerOf(nullifier);
      if (next.isEmpty()) {
        return live(place);
      }
      StateTransaction transaction = next.get().transaction();
      Recorded recorded = next.get().recorded();
      Optional<OwnStep> step = OwnStep.read(suite, holder, transaction, Consumed.by(transaction));
      if (step.isEmpty()) {
        return Answer.refused(WalletReason.CHAIN_BROKEN, recorded.id().toShortHex());
      }
      draft.record(OwnEntries.of(step.get(), recorded), recorded.height());
      Answer<Optional<HeldEntry>> paid = entries.paid(draft, step.get(), recorded);
      if (paid instanceof Answer.Refused<Optional<HeldEntry>>(Refusal refusal)) {
        return Answer.refused(refusal);
      }
      paid.orThrow().ifPresent(draft::add);
      place = new Place.Stepped(recorded, step.get());
      serial = step.get().next().serial();
    }
    return Answer.refused(WalletReason.CHAIN_BROKEN, "more than " + STEPS_MAX + " transactions");
  }

  private Answer<Live> live(Place place) {
    return switch (place) {
      case Place.Enrolled(Buckets.Found<Enrolment>(Recorded recorded, Enrolment enrolment)) ->
          FirstState.of(network, keys, recorded, enrolment);
      case Place.Stepped(Recorded recorded, OwnStep step) ->
          new Signed(network).state(recorded, step.successor(network.suite(), keys.holder()));
    };
  }
}
