package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * Proofs that strangers verify with the genesis alone. Where later operators certified the block,
 * the proof carries the changes that lead to them, as some replica tells them; they count only if
 * the proof holds with them.
 */
final class ProofReader {
  private final RemoteGateway gateway;
  private final Genesis genesis;

  ProofReader(RemoteGateway gateway, Genesis genesis) {
    this.gateway = gateway;
    this.genesis = genesis;
  }

  /** The proof of the transaction {@code id} in the block at {@code height}, if it is there. */
  Optional<TransactionProof> read(Hash32 id, long height) throws IOException {
    Judge.JudgedBlock block = gateway.some(height, height).getFirst();
    if (proof(block, id, OperatorHistory.NONE).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        gateway.ask(
            new Request.Operators(),
            new Collectors.First<>(
                (_, reply) ->
                    reply instanceof Reply.Operators(var told)
                        ? KnownOperators.read(told).flatMap(history -> sound(block, id, history))
                        : Optional.empty())));
  }

  private Optional<TransactionProof> sound(
      Judge.JudgedBlock block, Hash32 id, OperatorHistory history) {
    return proof(block, id, history).filter(each -> each.verify(genesis).isAccepted());
  }

  private static Optional<TransactionProof> proof(
      Judge.JudgedBlock block, Hash32 id, OperatorHistory history) {
    return TransactionProof.of(block.block(), block.certificate(), id, history);
  }
}
