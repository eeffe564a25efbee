package org.specie.quality.testkit.simulation.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;

/** All links between replicas. */
public final class Network {
  /** Takes what arrives. */
  @FunctionalInterface
  public interface Receiver {
    void receive(Packet packet) throws IOException;
  }

  private static final long STRAGGLE_US_MAX = 1_000_000;

  private final Timeline timeline;
  private final Trace trace;
  private final Chance chance;
  private final boolean[][] isCut;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Receiver> receivers = new ArrayList<>();
  private final Traffic traffic = new Traffic();
  private Conditions conditions;

  public Network(
      Timeline timeline, Trace trace, Chance chance, int replicas, Conditions conditions) {
    this.timeline = timeline;
    this.trace = trace;
    this.chance = chance;
    this.isCut = new boolean[replicas][replicas];
    this.conditions = conditions;
  }

  /** How many machines there are. */
  public int machines() {
    return isCut.length;
  }

  /** Connects the next replica. */
  public void attach(Receiver receiver) {
    Check.that(receivers.size() < isCut.length, "each replica is connected once");
    receivers.add(receiver);
  }

  /** Sends {@code packet} after {@code waitUs}, as far as the links let it. */
  public void send(Packet packet, long waitUs) {
    traffic.count(packet);
    long atUs = waitUs + conditions.delays().us(packet.from(), packet.to());
    switch (fate(packet)) {
      case LOST -> lose(packet);
      case ARRIVES -> timeline.after(atUs, () -> deliver(packet, true));
      case PASSES -> {
        if (chance.perMille(conditions.lossPerMille())) {
          lose(packet);
        } else {
          timeline.after(atUs + variation(), () -> deliver(packet, false));
        }
        if (chance.perMille(conditions.duplicatesPerMille())) {
          timeline.after(atUs + variation() * 3, () -> deliver(packet, false));
        }
      }
    }
  }

  private long variation() {
    long us = chance.between(0, conditions.jitterUs());
    return chance.perMille(conditions.stragglersPerMille())
        ? us + chance.between(0, STRAGGLE_US_MAX)
        : us;
  }

  private Rule.Fate fate(Packet packet) {
    for (Rule rule : rules) {
      Rule.Fate fate = rule.fate(packet);
      if (fate != Rule.Fate.PASSES) {
        return fate;
      }
    }
    return Rule.Fate.PASSES;
  }

  /** A link that is cut when a frame would arrive loses it, as a broken connection does. */
  private void deliver(Packet packet, boolean isForced) throws IOException {
    if (!isForced && isCut[packet.from()][packet.to()]) {
      lose(packet);
      return;
    }
    trace.note(
        Trace.Kind.DELIVERED, packet.to(), Trace.fingerprint(packet.bytes()), packet::describe);
    receivers.get(packet.to()).receive(packet);
  }

  private void lose(Packet packet) {
    trace.note(Trace.Kind.LOST, packet.to(), Trace.fingerprint(packet.bytes()), packet::describe);
  }

  /** Lets scripts decide first, the oldest of them before the others. */
  public void rule(Rule rule) {
    rules.add(rule);
  }

  /** Ends all scripts. */
  public void withoutRules() {
    rules.clear();
  }

  public void setConditions(Conditions now) {
    conditions = now;
  }

  public Conditions conditions() {
    return conditions;
  }

  /** Cuts or mends the link in one direction. */
  public void setCut(int from, int to, boolean cut) {
    isCut[from][to] = cut;
  }

  public boolean isCut(int from, int to) {
    return isCut[from][to];
  }

  /** Mends everything. */
  public void mend() {
    for (boolean[] row : isCut) {
      Arrays.fill(row, false);
    }
  }

  public Traffic traffic() {
    return traffic;
  }
}
