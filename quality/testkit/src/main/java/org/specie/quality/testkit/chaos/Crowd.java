package org.specie.quality.testkit.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.quality.testkit.processes.Acknowledgement;
import org.specie.quality.testkit.processes.Answer;
import org.specie.quality.testkit.processes.ClientLinks;
import org.specie.quality.testkit.processes.OpaqueRequest;
import org.specie.quality.testkit.processes.Operation;
import org.specie.quality.testkit.processes.Plant;

/**
 * Clients in closed loops on a handful of registers. Each sends a request, to one replica after the
 * other until a verified answer comes, and remembers when that was.
 */
public final class Crowd implements AutoCloseable {
  /** Requests of all clients together; when they are used up the clients only wait. */
  private static final int CALLS_MAX = 150_000;

  private static final int REGISTERS = 5;
  private static final long PATIENCE_MS = 900;
  private static final int THOUGHT_MS_MAX = 20;
  private static final long CALL_NANOS_MAX = TimeUnit.SECONDS.toNanos(150);
  private static final long VALUES_PER_CLIENT = 1_000_000_000L;

  private final ClientLinks links;
  private final Map<Hash32, Client> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Silence silence = new Silence();
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isRunning = true;

  private final class Client {
    private final int number;
    private final Ed25519SecretKey key;
    private final Random random;
    private final long[] lastSeen = new long[REGISTERS];
    private final BlockingQueue<Call.Heard> inbox = new ArrayBlockingQueue<>(1);
    private final List<Call> calls = new ArrayList<>();
    private long count;
    private int home;

    Client(int number, long seed) {
      this.number = number;
      this.key = OpaqueRequest.key(number);
      this.random = new Random(31 * seed + number);
      this.home = number;
    }

    void live() {
      try {
        while (isRunning && answered.get() < CALLS_MAX) {
          call(draw());
          inbox.poll(random.nextInt(THOUGHT_MS_MAX), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Operation draw() {
      int register = random.nextInt(REGISTERS);
      long value = number * VALUES_PER_CLIENT + count + 1;
      int chance = random.nextInt(100);
      if (chance < 40) {
        return new Operation.Read(register);
      }
      return chance < 70
          ? new Operation.Write(register, value)
          : new Operation.CompareAndSet(register, lastSeen[register], value);
    }

    void call(Operation operation) throws InterruptedException {
      count++;
      Transaction transaction = OpaqueRequest.make(number, count, operation, key);
      inbox.clear();
      waiting.put(transaction.id(), this);
      long invoked = System.nanoTime();
      Optional<Call.Heard> heard = Optional.empty();
      while (heard.isEmpty() && System.nanoTime() - invoked < CALL_NANOS_MAX) {
        links.offer(home, transaction);
        heard = Optional.ofNullable(inbox.poll(PATIENCE_MS, TimeUnit.MILLISECONDS));
        home += heard.isEmpty() ? 1 : 0;
      }
      waiting.remove(transaction.id());
      Call call = new Call(transaction.id(), operation, invoked, heard);
      calls.add(call);
      (heard.isPresent() ? answered : unanswered).incrementAndGet();
      heard.ifPresent(each -> silence.heard(each.at()));
      if (heard.isPresent() && call.register() >= 0) {
        lastSeen[call.register()] = seen(operation, heard.get().answer());
      }
    }

    private static long seen(Operation operation, Answer answer) {
      return switch (operation) {
        case Operation.Count(), Operation.Fill(long _) -> 0;
        case Operation.Read(int _) -> answer.before();
        case Operation.Write(int _, long value) -> value;
        case Operation.CompareAndSet(int _, long _, long value) ->
            answer.isSet() ? value : answer.before();
      };
    }
  }

  private Crowd(Plant plant) throws IOException {
    this.links = new ClientLinks(plant, this::hear);
  }

  /** Lets {@code count} clients begin. */
  public static Crowd start(Plant plant, int count, long seed) throws IOException {
    Crowd crowd = new Crowd(plant);
    crowd.links.redial();
    crowd.threads.add(Thread.ofVirtual().name("redial").start(crowd::redial));
    for (int i = 0; i < count; i++) {
      Client client = crowd.new Client(i, seed);
      crowd.clients.add(client);
      crowd.threads.add(Thread.ofVirtual().name("client-" + i).start(client::live));
    }
    return crowd;
  }

  private final Object bell = new Object();

  private void redial() {
    synchronized (bell) {
      while (isRunning) {
        links.redial();
        try {
          bell.wait(200);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void hear(Acknowledgement acknowledgement) {
    long now = System.nanoTime();
    Hash32 header = acknowledgement.header().hash();
    for (TransactionResult result : acknowledgement.results()) {
      Client client = waiting.get(result.transactionId());
      if (client != null && result.isApplied()) {
        waiting.remove(result.transactionId());
        client.inbox.offer(
            new Call.Heard(now, acknowledgement.header().height(), header, answer(result)));
      }
    }
  }

  private static Answer answer(TransactionResult result) {
    try {
      return Answer.decode(result.event());
    } catch (MalformedInput e) {
      throw new IllegalStateException("a certified event is no answer: a bug in the trial", e);
    }
  }

  /** Requests answered so far. */
  int answered() {
    return answered.get();
  }

  /** Looks from now on for the longest time in which nobody is answered. */
  void listen() {
    silence.begin(System.nanoTime());
  }

  /** The longest time since {@link #listen} in which nobody was answered. */
  long silenceMillis() {
    return TimeUnit.NANOSECONDS.toMillis(silence.longest(System.nanoTime()));
  }

  /** Requests given up. */
  int unanswered() {
    return unanswered.get();
  }

  /** Answers that did not verify. */
  int forgedAnswers() {
    return links.forgedAnswers();
  }

  /**
   * Ends the loops, has each client make one last request, and gives what all of them saw; the
   * clients whose last request got no answer in time are among {@link #unanswered()}.
   */
  List<Call> finish(Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    isRunning = false;
    try {
      join(threads, end);
      isRunning = true;
      List<Thread> last = new ArrayList<>();
      last.add(Thread.ofVirtual().name("redial").start(this::redial));
      List<Thread> callers = new ArrayList<>();
      for (Client client : clients) {
        callers.add(Thread.ofVirtual().start(() -> callOnce(client)));
      }
      join(callers, end);
      isRunning = false;
      join(last, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the clients finished", e);
    }
    List<Call> calls = new ArrayList<>();
    clients.forEach(client -> calls.addAll(client.calls));
    return calls;
  }

  private static void callOnce(Client client) {
    try {
      client.call(new Operation.Read(client.number % REGISTERS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(List<Thread> threads, long end)
      throws IOException, InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        throw new IOException(
            "client " + thread.getName() + " still waits for an answer when its time is over");
      }
    }
  }

  @Override
  public void close() {
    isRunning = false;
    threads.forEach(Thread::interrupt);
    links.close();
  }
}
