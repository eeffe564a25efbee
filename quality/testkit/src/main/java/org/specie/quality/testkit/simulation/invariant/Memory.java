package org.specie.quality.testkit.simulation.invariant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.View;

/**
 * What the durable log of one replica lets it remember, by which it is known whether it may say
 * something: not before it could say it again after a crash. Source: docs/spec/23-sbft.md, clause
 * 5.2.
 */
public final class Memory {
  private enum Kind {
    ACCEPTED,
    PREPARED,
    COMMITTED,
    LEFT,
    ENTERED
  }

  private record Fact(Kind kind, long view, long sequence, Hash32 batch) {}

  private final Set<Fact> facts = new HashSet<>();
  private long stable;

  private static Fact fact(Kind kind, Proposal proposal) {
    return new Fact(kind, proposal.view().number(), proposal.sequence().number(), proposal.batch());
  }

  private static Fact fact(Kind kind, View view) {
    return new Fact(kind, view.number(), 0, Hash32.ZERO);
  }

  /** These records are durable now. */
  public void add(List<LogRecord> records) {
    for (LogRecord record : records) {
      switch (record) {
        case LogRecord.Accepted(PrePrepare prePrepare) ->
            facts.add(fact(Kind.ACCEPTED, prePrepare.proposal()));
        case LogRecord.Prepared prepared -> facts.add(fact(Kind.PREPARED, prepared.proposal()));
        case LogRecord.Committed committed -> facts.add(fact(Kind.COMMITTED, committed.proposal()));
        case LogRecord.LeftView(ViewChange change) -> facts.add(fact(Kind.LEFT, change.view()));
        case LogRecord.EnteredView(NewView newView) ->
            facts.add(fact(Kind.ENTERED, newView.view()));
        case LogRecord.StableCheckpoint(var checkpoint) ->
            stable = Math.max(stable, checkpoint.sequence().number());
        case LogRecord.VotesFrom _ -> {}
      }
    }
  }

  /** Whether {@code message} is something the replica will remember having said. */
  boolean covers(Message message) {
    return switch (message) {
      case Message.SignShare(Proposal proposal, _) -> covers(proposal, Kind.ACCEPTED);
      case Message.CommitShare(Proposal proposal, _) ->
          covers(proposal, Kind.PREPARED) || covers(proposal, Kind.COMMITTED);
      case Message.ViewChange change -> facts.contains(fact(Kind.LEFT, change.view()));
      case Message.PrePrepare prePrepare -> covers(prePrepare.proposal(), Kind.ACCEPTED);
      case Message.Request _ -> true;
      case Message.Prepare _ -> true;
      case Message.FullCommitProof _ -> true;
      case Message.SignState _ -> true;
      case Message.FullExecuteProof _ -> true;
      case Message.Complaint _ -> true;
      case Message.NewView _ -> true;
      case Message.Status _ -> true;
      case Message.FetchBatch _ -> true;
      case Message.BatchBody _ -> true;
    };
  }

  private boolean covers(Proposal proposal, Kind kind) {
    return proposal.sequence().number() <= stable
        || (facts.contains(fact(kind, proposal)) && hasEntered(proposal.view()));
  }

  private boolean hasEntered(View view) {
    return view.equals(View.FIRST) || facts.contains(fact(Kind.ENTERED, view));
  }
}
