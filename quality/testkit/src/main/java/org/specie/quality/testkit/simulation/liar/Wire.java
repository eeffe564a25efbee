package org.specie.quality.testkit.simulation.liar;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;

/** What a liar can do: send anything under its own name, and sign with its own keys. */
public final class Wire {
  private final Configuration configuration;
  private final Tuning tuning;
  private final Cryptography keys;
  private final Network network;
  private final Chance chance;

  public Wire(
      Configuration configuration,
      Tuning tuning,
      Cryptography keys,
      Network network,
      Chance chance) {
    this.configuration = configuration;
    this.tuning = tuning;
    this.keys = keys;
    this.network = network;
    this.chance = chance;
  }

  public int self() {
    return configuration.self().index();
  }

  public int replicas() {
    return configuration.quorums().replicas();
  }

  public Configuration configuration() {
    return configuration;
  }

  public Tuning tuning() {
    return tuning;
  }

  public Chance chance() {
    return chance;
  }

  public Cryptography keys() {
    return keys;
  }

  public void send(int to, Message message) {
    send(to, message, 0);
  }

  /** Sends after {@code waitUs}. */
  public void send(int to, Message message, long waitUs) {
    if (to != self()) {
      network.send(Packet.of(self(), to, configuration.epoch(), message), waitUs);
    }
  }

  /** Sends any bytes. */
  public void send(int to, ByteString bytes) {
    if (to != self()) {
      network.send(Packet.of(self(), to, bytes), 0);
    }
  }

  /** To everybody. */
  public void broadcast(Message message) {
    for (int to = 0; to < replicas(); to++) {
      send(to, message);
    }
  }

  /** A proposal under the own signature. */
  public PrePrepare propose(View view, SequenceNumber sequence, Batch batch) {
    Proposal proposal = new Proposal(view, sequence, batch.digest());
    return new PrePrepare(view, sequence, batch, keys.sign(new Signed.Proposed(proposal)));
  }

  /** A vote with the own key. */
  public SignShare vote(Proposal proposal) {
    return new SignShare(proposal, keys.share(new Statement.Vote(proposal)));
  }

  /** A commit share with the own key. */
  public Message.CommitShare commit(Proposal proposal) {
    return new Message.CommitShare(proposal, keys.share(new Statement.Commitment(proposal)));
  }

  /** A complaint under the own signature. */
  public Complaint complain(View view) {
    return new Complaint(view, keys.sign(new Signed.Complained(view)));
  }

  /** The same view change under the own signature. */
  public ViewChange resigned(ViewChange change) {
    return new ViewChange(
        change.sender(),
        change.view(),
        change.stable(),
        change.reports(),
        keys.sign(new Signed.ViewChanged(change.body())));
  }
}
