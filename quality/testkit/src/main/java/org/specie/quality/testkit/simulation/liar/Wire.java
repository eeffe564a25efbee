package org.specie.quality.testkit.simulation.liar;

import java.util.Optional;
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
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;

/**
 * What a liar can do: send anything under its own name, as far as its line carries it, and sign
 * with its own keys of the last epoch it had a seat in. It goes on when it has none any more.
 */
public final class Wire {
  private record Place(Reign reign, Configuration configuration, Cryptography keys) {}

  private final int machine;
  private final Tuning tuning;
  private final Network network;
  private final Line line;
  private final Chance chance;
  private Optional<Place> place = Optional.empty();

  public Wire(int machine, Tuning tuning, Network network, Line line, Chance chance) {
    this.machine = machine;
    this.tuning = tuning;
    this.network = network;
    this.line = line;
    this.chance = chance;
  }

  /** The liar has this seat from now on. */
  void sits(Reign reign, ReplicaId seat) {
    place = Optional.of(new Place(reign, reign.configuration(seat), reign.keys().of(seat)));
  }

  /** Whether it ever had a seat. */
  boolean isSeated() {
    return place.isPresent();
  }

  private Place place() {
    return place.orElseThrow();
  }

  /** The number of its seat. */
  public int self() {
    return configuration().self().index();
  }

  public int replicas() {
    return configuration().quorums().replicas();
  }

  public Configuration configuration() {
    return place().configuration();
  }

  /** Whether {@code packet} came from {@code replica} of the epoch. */
  public boolean isFrom(Packet packet, ReplicaId replica) {
    return place().reign().machine(replica) == packet.from();
  }

  public Tuning tuning() {
    return tuning;
  }

  public Chance chance() {
    return chance;
  }

  public Cryptography keys() {
    return place().keys();
  }

  public void send(int to, Message message) {
    send(to, message, 0);
  }

  /** Sends after {@code waitUs}. */
  public void send(int to, Message message, long waitUs) {
    if (to != self()) {
      ByteString bytes = MessageCodec.encode(configuration().epoch(), message);
      put(Packet.of(machine, machine(to), bytes), waitUs);
    }
  }

  /** Sends any bytes. */
  public void send(int to, ByteString bytes) {
    if (to != self()) {
      put(Packet.of(machine, machine(to), bytes), 0);
    }
  }

  private void put(Packet packet, long waitUs) {
    if (line.carries()) {
      network.send(packet, waitUs);
    }
  }

  private int machine(int replica) {
    return place().reign().machine(new ReplicaId(replica));
  }

  /** Sends a message under the name of any epoch to a machine, operator or not. */
  void sendToMachine(int to, long epoch, Message message) {
    if (to != machine) {
      put(Packet.of(machine, to, epoch, message), 0);
    }
  }

  /** How many machines there are. */
  int machines() {
    return network.machines();
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
    return new PrePrepare(view, sequence, batch, keys().sign(new Signed.Proposed(proposal)));
  }

  /** A vote with the own key. */
  public SignShare vote(Proposal proposal) {
    return new SignShare(proposal, keys().share(new Statement.Vote(proposal)));
  }

  /** A commit share with the own key. */
  public Message.CommitShare commit(Proposal proposal) {
    return new Message.CommitShare(proposal, keys().share(new Statement.Commitment(proposal)));
  }

  /** A complaint under the own signature. */
  public Complaint complain(View view) {
    return new Complaint(view, keys().sign(new Signed.Complained(view)));
  }

  /** The same view change under the own signature. */
  public ViewChange resigned(ViewChange change) {
    return new ViewChange(
        change.sender(),
        change.view(),
        change.stable(),
        change.reports(),
        keys().sign(new Signed.ViewChanged(change.body())));
  }
}
