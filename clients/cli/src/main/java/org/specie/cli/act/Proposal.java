package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.node.act.GroundsDocument;
import org.specie.node.act.ProposedAct;
import org.specie.wallet.Answer;

/**
 * A file to be, in which members find what they are to sign.
 *
 * @param validBlocks so many blocks it can be applied in
 */
public record Proposal(Surroundings surroundings, Path out, long validBlocks) {
  /** How long an act may wait for its signatures if nobody says otherwise, in blocks. */
  public static final long VALID_BLOCKS = 1024;

  /** Fails if there is a file already. */
  void requireNew() throws IOException {
    if (Files.exists(surroundings.resolve(out))) {
      throw new IOException(
          out + " is there already; a proposal is never written over another one");
    }
  }

  /** Writes {@code act} into it and says what that does. */
  public Answer<Result> write(OpenNetwork opened, Act act) throws IOException {
    return write(
        opened,
        ProposedAct.of(
            opened.ledger().ledgerId(), act, validUntil(opened, act), surroundings.entropy()));
  }

  /** Writes {@code act}, decided on the document {@code grounds}, and says what that does. */
  Answer<Result> write(OpenNetwork opened, Act act, GroundsDocument grounds) throws IOException {
    return write(
        opened, ProposedAct.of(opened.ledger().ledgerId(), act, validUntil(opened, act), grounds));
  }

  private Answer<Result> write(OpenNetwork opened, ProposedAct proposed) throws IOException {
    requireNew();
    ActTable table = new ActTable(surroundings, opened);
    return table
        .examined(proposed, out)
        .then(
            examined -> {
              examined.write(surroundings.resolve(out));
              return Answer.done(ActWords.describe(examined, table.policy()));
            });
  }

  /** Writes that {@code publicSpendKey} is to come to {@code classId}, and says so. */
  Answer<Result> write(OpenNetwork opened, G1 publicSpendKey, int classId) throws IOException {
    OrderTable table = new OrderTable(surroundings, opened);
    return table
        .propose(publicSpendKey, classId, validUntil(opened))
        .then(
            order -> {
              order.write(surroundings.resolve(out));
              return Answer.done(table.describe(order));
            });
  }

  /** A policy has to be decided before the height from which it holds. */
  private long validUntil(OpenNetwork opened, Act act) throws IOException {
    long until = validUntil(opened);
    return act instanceof Act.SetPolicy(var _, long from) ? Math.min(until, from - 1) : until;
  }

  private long validUntil(OpenNetwork opened) throws IOException {
    return opened.gateway().tip().height() + validBlocks;
  }
}
