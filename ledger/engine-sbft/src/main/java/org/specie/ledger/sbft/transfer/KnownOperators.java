package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockRules;
import org.specie.ledger.api.chain.OperatorChange;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.OperatorTimeline;
import org.specie.ledger.sbft.transfer.TransferEffect.Filled;

/**
 * Who was an operator when, as far as this replica can tell from the genesis: from its own log,
 * from offers whose history holds, and from blocks it executes. It judges what is certified.
 */
public final class KnownOperators {
  private final Genesis genesis;
  private OperatorTimeline timeline;

  /** Knows the {@code genesis}, and what the log of this replica says of later changes. */
  public KnownOperators(Genesis genesis, OperatorHistory own) {
    this.genesis = genesis;
    this.timeline = new OperatorTimeline(genesis);
    // What does not hold of it is not known, and asked of others like everything else.
    timeline.extend(own);
  }

  /** Whether {@code offered} is certified by those whom its own history leads to. */
  Verdict judge(Checkpoint offered) {
    OperatorTimeline told = new OperatorTimeline(genesis);
    Verdict history = told.extend(offered.history());
    boolean isCertified =
        history.isAccepted()
            && told.latestSince() <= offered.height() + 1
            && told.at(offered.height())
                .verify(offered.header(), offered.certificate())
                .isAccepted();
    if (!isCertified) {
      return Verdict.refused(TransferRefusal.OFFER_INVALID);
    }
    if (told.latestSince() > timeline.latestSince()) {
      timeline = told;
    }
    return Verdict.accepted();
  }

  /** The block and certificate of {@code bytes}, if both are sound and belong together. */
  Optional<Filled> sound(CertifiedBlock bytes) {
    try {
      Block block = Block.decode(bytes.block());
      CommitCertificate certificate = CommitCertificate.decode(bytes.certificate());
      boolean isSound =
          BlockRules.contents(block).isAccepted()
              && BlockRules.finality(
                      timeline.at(block.height()),
                      block.header(),
                      block.newOperators(),
                      certificate)
                  .isAccepted();
      return isSound ? Optional.of(new Filled(block, certificate)) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** Follows a change of operators in a block that is executed. */
  void follow(Filled executed) {
    Optional<OperatorSet> next = executed.block().newOperators();
    if (next.isPresent() && executed.block().height() + 1 > timeline.latestSince()) {
      timeline.extend(
          new OperatorChange(executed.block().header(), executed.certificate(), next.get()));
    }
  }
}
