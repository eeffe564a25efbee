package org.specie.node.replica;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.node.signing.OperatorChannel;
import org.specie.node.signing.PeerSigning;

/**
 * The engine's side channel between operators, who are known by their names: what signers say to
 * each other, and posts of those who take part in a change of operators and not yet in consensus.
 * Source: docs/spec/27-membership.md, clause 8.5.
 */
final class Channel implements OperatorChannel {
  /** The first byte of a frame that carries a post; those of signers begin with another. */
  private static final int POST = 2;

  private final Suite suite;
  private final SbftEngine engine;

  Channel(Suite suite, SbftEngine engine) {
    this.suite = suite;
    this.engine = engine;
  }

  /**
   * Hands what other operators send to {@code signing}, and what is to be ordered for them to
   * {@code posts}; the engine is started.
   */
  void open(PeerSigning signing, Consumer<Transaction> posts) {
    engine
        .sideChannel()
        .receive(
            (operator, payload) -> {
              if (!payload.isEmpty() && payload.at(0) == POST) {
                post(payload.slice(1, payload.size()), posts);
              } else {
                signing.received(operator, payload);
              }
            });
  }

  /** Nobody's payments are ordered this way: it is for posts, of which few are due at a time. */
  private void post(ByteString bytes, Consumer<Transaction> posts) {
    if (!Transaction.fits(bytes)) {
      return;
    }
    try {
      if (CashTransaction.decode(suite, bytes) instanceof CashTransaction.Resharing) {
        posts.accept(new Transaction(bytes));
      }
    } catch (MalformedInput e) {
      // Whoever sends what is no transaction gets no answer.
    }
  }

  /** Asks {@code operators} to have {@code post} ordered. */
  void ask(List<String> operators, Transaction post) throws IOException {
    ByteString frame = new Encoder().u8(POST).fixed(post.bytes()).toByteString();
    operators.forEach(each -> send(each, frame));
  }

  @Override
  public void send(String operator, ByteString frame) {
    // Lost frames are asked for, or sent, again.
    boolean _ = engine.sideChannel().send(operator, frame);
  }
}
