package org.specie.wallet.reading;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Standing;
import org.specie.cash.application.state.Entry;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.network.Network;

/**
 * When an entry is released and when it expires: by the block that it was made in and the policy
 * that its transaction names. The entry itself is asked for only if nobody has shown that policy to
 * this wallet. Source: docs/spec/30-wallet.md, clause 30.15. Not thread-safe.
 */
final class EntryTerms {
  private static final int KNOWN_MAX = 16;

  private final Network network;
  private final Map<Hash32, Optional<TierPolicy>> known = new LinkedHashMap<>();

  EntryTerms(Network network) {
    this.network = network;
  }

  /**
   * Asks for the policy in force. Whoever reads asks each time, before it has read anything: asked
   * only when an entry of its own is found, the question would say that one was.
   */
  void ask() throws IOException {
    learn(network.gateway().policy());
  }

  /** Takes note of a policy. */
  void learn(Policy policy) {
    if (known.size() == KNOWN_MAX) {
      known.remove(known.keySet().iterator().next());
    }
    known.put(policy.hash(), policy.tiers());
  }

  /** The entry that {@code made} made in the block of {@code recorded}, as it was then. */
  Answer<Entry> of(Recorded recorded, StateTransaction made) throws IOException {
    Hash32 policy = made.body().header().policyHash();
    if (known.isEmpty()) {
      ask();
    }
    Optional<TierPolicy> tiers = known.getOrDefault(policy, Optional.empty());
    return tiers.isPresent()
        ? Answer.done(Entry.made(tiers.get(), recorded.epochSeconds(), made.body()))
        : asked(recorded, made);
  }

  /** As the ledger has it, if what it shows is what the transaction made. */
  private Answer<Entry> asked(Recorded recorded, StateTransaction made) throws IOException {
    var payment = made.body().payment().orElseThrow();
    var output = payment.entry().orElseThrow();
    return network
        .gateway()
        .entry(made.core())
        .map(Standing::entry)
        .filter(
            entry ->
                entry.mayHaveHeld(payment.pV())
                    && entry.acceptor().equals(output.acceptor())
                    && entry.payer().equals(output.payer())
                    && entry.created() == recorded.epochSeconds())
        .map(entry -> Answer.done(entry.asMade(payment.pV())))
        .orElseGet(() -> Answer.refused(WalletReason.CHAIN_BROKEN, recorded.id().toShortHex()));
  }
}
