package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.BlockSource;

/**
 * Collects shares for one block after another. Operators take turns by height, so that each makes
 * its part of the shares; if one is silent, refuses or lies, the others are asked too, and every
 * aggregate is verified before it is kept.
 */
public final class BlockSigning {
  private final PsThresholdKey key;
  private final PsAggregator aggregator;
  private final SignableOutputs outputs;
  private final List<OutputSigner> signers;
  private final CertifiedChain chain;
  private final SignatureArchive archive;
  private final BatchVerifier verifier;
  private final ExecutorService workers;

  /**
   * @param signers one an operator
   * @param verifier of the aggregates of a block as one batch
   * @param workers on which signers are asked at the same time
   */
  public BlockSigning(
      PsThresholdKey key,
      SignableOutputs outputs,
      List<? extends OutputSigner> signers,
      BlockSource blocks,
      SignatureArchive archive,
      BatchVerifier verifier,
      ExecutorService workers) {
    Check.that(signers.size() == key.operators(), "every operator has a signer");
    this.key = key;
    this.aggregator = new PsAggregator(key);
    this.outputs = outputs;
    this.signers = List.copyOf(signers);
    this.chain = new CertifiedChain(blocks);
    this.archive = archive;
    this.verifier = verifier;
    this.workers = workers;
  }

  /** Up to which height all outputs are signed. */
  public long height() {
    return archive.height();
  }

  /**
   * Signs the block after the last one signed, if there is one.
   *
   * @throws SigningStalled if too few operators give good shares
   */
  public boolean signNext() throws IOException {
    long next = archive.height() + 1;
    if (next > chain.height()) {
      return false;
    }
    Block block = chain.block(next);
    OutputsOfBlock wanted = new OutputsOfBlock(block, outputs);
    List<OutputSigner> turn = turn(next);
    int asked = 0;
    while (!wanted.missing().isEmpty()) {
      if (asked == turn.size()) {
        throw new SigningStalled(next, wanted.faults());
      }
      int until = asked == 0 ? key.threshold() : asked + 1;
      for (ShareReport report : ask(turn.subList(asked, until), block, wanted.missing())) {
        wanted.add(report);
      }
      wanted.aggregate(aggregator, verifier);
      asked = until;
    }
    archive.append(next, wanted.byTransaction());
    return true;
  }

  /** All signers, the one whose turn it is first. */
  private List<OutputSigner> turn(long height) {
    List<OutputSigner> turn = new ArrayList<>();
    for (int i = 0; i < signers.size(); i++) {
      turn.add(signers.get((int) ((height + i) % signers.size())));
    }
    return turn;
  }

  private List<ShareReport> ask(List<OutputSigner> asked, Block block, List<OutputPlace> places)
      throws IOException {
    List<Future<ShareReport>> running = new ArrayList<>();
    for (OutputSigner signer : asked) {
      Callable<ShareReport> question =
          () -> ShareReport.ask(signer, signer.index(), chain, block, places);
      running.add(workers.submit(question));
    }
    List<ShareReport> reports = new ArrayList<>();
    for (Future<ShareReport> future : running) {
      reports.add(await(future));
    }
    return reports;
  }

  private static ShareReport await(Future<ShareReport> future) throws IOException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException environment) {
        throw new IOException(environment.getMessage(), environment);
      }
      throw new InvariantViolation("a signer's question is answered or fails for a reason", e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
