package org.specie.cli.demo;

import java.io.IOException;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.verification.ChainVerification;
import org.specie.node.verification.ChainVerification.Outcome;
import org.specie.wallet.Progress;

/** The check that needs nobody's word: the whole chain. */
public final class WholeChain {
  private WholeChain() {}

  /** Verifies every block of {@code network} from what it hands to anybody. */
  public static void check(OpenNetwork network, Entropy entropy, Story story) throws IOException {
    Progress progress = story.printer().progress();
    ChainVerification verification =
        new ChainVerification(
            network.ledger().genesis(),
            entropy,
            (height, last) -> progress.at("verifying blocks", height, last));
    String claim;
    boolean sound;
    switch (verification.verify(network.blocks(), new MemoryStorage())) {
      case Outcome.Sound(var head, var supply) -> {
        sound = supply.isConserved();
        claim =
            "the whole chain verifies from public data: "
                + (head.height() + 1)
                + " blocks, head "
                + head.hash().toShortHex();
      }
      case Outcome.Broken(long height, var reason) -> {
        sound = false;
        claim = "block " + height + " does not hold: " + reason.code() + " " + reason.sentence();
      }
    }
    story.check(claim, sound);
  }
}
