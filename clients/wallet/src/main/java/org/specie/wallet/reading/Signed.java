package org.specie.wallet.reading;

import java.util.List;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Successor;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.holding.Live;
import org.specie.wallet.network.Network;

/** From the operators' aggregate over an output to a signature, verified on the whole message. */
final class Signed {
  private final Network network;

  Signed(Network network) {
    this.network = network;
  }

  /** The signature on {@code message}, taken from output {@code index} of {@code recorded}. */
  Answer<PsSignature> output(
      Recorded recorded,
      int index,
      SigningRequest request,
      List<Scalar> message,
      List<Scalar> blindings) {
    if (index >= recorded.signatures().size()) {
      return Answer.refused(WalletReason.SIGNATURE_MISSING, recorded.id().toShortHex());
    }
    BlindSignature blind = recorded.signatures().get(index);
    if (!blind.base().equals(request.base())) {
      return Answer.refused(WalletReason.CREDENTIAL_INVALID, recorded.id().toShortHex());
    }
    PsSignature signature = blind.unblind(network.key(), request, blindings);
    return network.key().verifies(message, signature)
        ? Answer.done(signature)
        : Answer.refused(WalletReason.CREDENTIAL_INVALID, recorded.id().toShortHex());
  }

  /** The live state of {@code successor}, which is output 0 of {@code recorded}. */
  Answer<Live> state(Recorded recorded, Successor successor) {
    return output(
            recorded,
            0,
            successor.request(),
            successor.message(network.suite()),
            successor.blindings())
        .map(
            signature ->
                Live.of(network.suite(), new StateCredential(successor.state(), signature)));
  }
}
