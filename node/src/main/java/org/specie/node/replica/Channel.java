package org.specie.node.replica;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.node.signing.OperatorChannel;
import org.specie.node.signing.PeerSigning;

/**
 * The engine's side channel with operators counted as in the issuing key, in the order of the
 * genesis.
 */
final class Channel implements OperatorChannel {
  private final List<String> names;
  private final SbftEngine engine;

  Channel(Genesis genesis, SbftEngine engine) {
    this.names = genesis.operators().operators().stream().map(OperatorSet.Operator::name).toList();
    this.engine = engine;
  }

  /** Hands what other operators send to {@code signing}; the engine is started. */
  void open(PeerSigning signing) {
    engine
        .sideChannel()
        .receive(
            (operator, payload) -> {
              int index = names.indexOf(operator) + 1;
              if (index > 0) {
                signing.received(index, payload);
              }
            });
  }

  @Override
  public void send(int operator, ByteString frame) {
    // Lost frames are asked for again.
    boolean _ = engine.sideChannel().send(names.get(operator - 1), frame);
  }
}
