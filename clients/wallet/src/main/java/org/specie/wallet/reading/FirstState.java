package org.specie.wallet.reading;

import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.Live;
import org.specie.wallet.network.Network;

/**
 * The state an enrolment created. Its budget is that of the policy of the day; the block says how
 * much that was, and only the true amount gives a message that the operators' signature is on.
 */
final class FirstState {
  private FirstState() {}

  static Answer<Live> of(Network network, WalletKeys keys, Recorded recorded, Enrolment enrolment) {
    try {
      if (AppliedEvent.decode(recorded.event())
          instanceof AppliedEvent.Enrolled(long _, Amount budget)) {
        return new Signed(network)
            .state(
                recorded,
                EnrolProver.successor(network.suite(), enrolment.body(), keys.holder(), budget));
      }
    } catch (MalformedInput e) {
      // The same as another event: this block says nothing of an enrolment.
    }
    return Answer.refused(WalletReason.CHAIN_BROKEN, recorded.id().toShortHex());
  }
}
