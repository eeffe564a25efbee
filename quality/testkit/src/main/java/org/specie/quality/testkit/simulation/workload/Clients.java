package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.invariant.Watch;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;

/**
 * All clients. Each submits to one replica, and after a while without an answer to all of them; its
 * line to a replica loses one message in a hundred.
 */
public final class Clients {
  /** Where clients submit. */
  @FunctionalInterface
  public interface Counter {
    void submit(int machine, int client, Transaction transaction) throws IOException;
  }

  private static final long LINE_US_MAX = 3_000;

  private final Timeline timeline;
  private final Trace trace;
  private final Watch watch;
  private final Workload workload;
  private final Counter counter;
  private final Supplier<List<Integer>> operators;
  private final long patienceUs;
  private final List<Client> clients = new ArrayList<>();
  private final Set<Client> committees = new HashSet<>();
  private final List<Long> latenciesUs = new ArrayList<>();
  private long thinkUsMax = 400_000;
  private boolean isClosing;
  private long refused;

  public Clients(
      Timeline timeline,
      Trace trace,
      Watch watch,
      Workload workload,
      Counter counter,
      Supplier<List<Integer>> operators,
      long patienceUs) {
    this.timeline = timeline;
    this.trace = trace;
    this.watch = watch;
    this.workload = workload;
    this.counter = counter;
    this.operators = operators;
    this.patienceUs = patienceUs;
  }

  /** Adds one more. */
  public void open(Chance chance) {
    Client client = new Client(clients.size(), chance);
    clients.add(client);
    timeline.after(chance.between(0, thinkUsMax), () -> order(client));
  }

  /** Has the committee ask for {@code transaction}, until that is final. */
  public void ask(Transaction transaction, Chance chance) {
    Client committee = new Client(clients.size(), chance);
    committee.wants(transaction, timeline.nowUs());
    committees.add(committee);
    clients.add(committee);
    submit(committee, transaction);
  }

  /** How long clients think between an answer and the next order, at most. */
  public void setThinkUsMax(long us) {
    thinkUsMax = us;
  }

  /** Each client that is idle orders once more; nobody orders after that. */
  public void close() {
    isClosing = true;
    for (Client each : clients) {
      if (each.waiting().isEmpty() && !committees.contains(each)) {
        orderNext(each);
      }
    }
  }

  /** Whether everything asked for is answered. */
  public boolean areServed() {
    return clients.stream().allMatch(each -> each.waiting().isEmpty());
  }

  /** What is not answered, for people. */
  public String describeWaiting() {
    StringBuilder words = new StringBuilder();
    for (Client each : clients) {
      each.waiting()
          .ifPresent(
              it ->
                  words.append(
                      " client %d waits for %s since %d ms after %d attempts;"
                          .formatted(
                              each.number(),
                              it.transaction(),
                              it.sinceUs() / 1000,
                              it.attempts())));
    }
    return words.toString();
  }

  private void order(Client client) {
    if (!isClosing && !committees.contains(client)) {
      orderNext(client);
    }
  }

  private void orderNext(Client client) {
    workload
        .next(client.number(), client.orders(), client.chance())
        .ifPresent(
            errand -> {
              client.begins(errand, timeline.nowUs());
              errand
                  .besides()
                  .ifPresent(it -> send(client, client.chance().pick(operators.get()), it));
              submit(client, errand.transaction());
            });
  }

  private void submit(Client client, Transaction transaction) {
    trace.note(
        Trace.Kind.SUBMITTED, client.number(), client.orders(), () -> transaction.toString());
    send(client, client.chance().pick(operators.get()), transaction);
    timeline.after(patienceUs, () -> again(client, transaction));
  }

  private void send(Client client, int replica, Transaction transaction) {
    if (!client.chance().percent(1)) {
      timeline.after(
          client.chance().between(100, LINE_US_MAX),
          () -> counter.submit(replica, client.number(), transaction));
    }
  }

  private void again(Client client, Transaction transaction) {
    Optional<Client.Waiting> waiting = client.waiting();
    if (waiting.isEmpty() || !waiting.get().transaction().equals(transaction)) {
      return;
    }
    if (workload.isOver(transaction)) {
      client.served();
      timeline.after(client.chance().between(0, thinkUsMax), () -> order(client));
    } else {
      client.tried();
      for (int replica : operators.get()) {
        send(client, replica, transaction);
      }
      timeline.after(patienceUs, () -> again(client, transaction));
    }
  }

  /** A replica says that something is final. */
  public void told(int number, Acknowledgement acknowledgement) {
    Client client = clients.get(number);
    timeline.after(
        client.chance().between(100, LINE_US_MAX), () -> believe(client, acknowledgement));
  }

  private void believe(Client client, Acknowledgement acknowledgement) {
    Hash32 transaction = acknowledgement.transaction();
    Optional<Transaction> wanted =
        client.waiting().map(Client.Waiting::transaction).filter(it -> it.id().equals(transaction));
    if (wanted.isEmpty()) {
      return;
    }
    Optional<TransactionResult> result =
        acknowledgement.verify(watch.keys(acknowledgement.block().height()));
    if (result.isEmpty()) {
      refused++;
      return;
    }
    int code = result.get().code();
    if (!workload.isAnswer(wanted.get(), code)) {
      throw new InvariantBroken(
          "exactly once", "transaction %s ended with code %d".formatted(transaction, code));
    }
    watch.isFinal(transaction, acknowledgement.block());
    latenciesUs.add(timeline.nowUs() - client.waiting().orElseThrow().sinceUs());
    client.served();
    trace.note(
        Trace.Kind.FINAL,
        client.number(),
        acknowledgement.block().height(),
        () -> "height " + acknowledgement.block().height());
    timeline.after(client.chance().between(0, thinkUsMax), () -> order(client));
  }

  /** How long each answer took, in the order of answers. */
  public List<Long> latenciesUs() {
    return List.copyOf(latenciesUs);
  }

  /** Answers that proved nothing. */
  public long refused() {
    return refused;
  }
}
