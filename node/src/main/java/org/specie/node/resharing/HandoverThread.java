package org.specie.node.resharing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.OperatorsMemo;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;

/**
 * Turns a {@link KeyHandover} beside a replica: after each block, and every now and then besides,
 * it looks at the state, has this operator's part done, erases shares that are not needed any more,
 * and says who is expected. It knows nothing that the disk does not, so it may be stopped at any
 * time. Source: docs/spec/27-membership.md, section 8.
 */
public final class HandoverThread implements AutoCloseable {
  /** How often the state is looked at if no block comes. */
  private static final long LOOK_MS = 1_000;

  /** After so long a post that is still due is submitted again, blocks or not. */
  private static final long AGAIN_MS = 5_000;

  /** What the thread sees and does of the replica; called on its thread alone. */
  public interface Surroundings {
    /** The committed state; none while there is none. */
    Optional<CashView> view() throws IOException;

    /** The last block executed here. */
    long height();

    /** Up to which height all outputs are signed here. */
    long signedHeight();

    /** Brings {@code post} to the operators; may lose it. */
    void submit(Transaction post, OperatorSet inForce) throws IOException;

    /** Called every now and then, whether there is a state or not. */
    void look() throws IOException;

    /** These may be linked with besides the operators in force; told whenever it changes. */
    void expect(OperatorSet inForce, List<OperatorSet.Operator> coming) throws IOException;
  }

  private record Expected(OperatorSet inForce, List<OperatorSet.Operator> coming) {}

  private record Sent(Transaction post, long atNanos) {}

  private final KeyHandover handover;
  private final Surroundings surroundings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean isThereMore = true;
  private boolean isClosed;
  private volatile Optional<Throwable> failure = Optional.empty();

  // Touched by the thread only.
  private final OperatorsMemo operators = new OperatorsMemo();
  private Optional<Expected> told = Optional.empty();
  private Optional<ResharingPlan> round = Optional.empty();
  private final List<Sent> sent = new ArrayList<>();

  public HandoverThread(KeyHandover handover, Surroundings surroundings) {
    this.handover = handover;
    this.surroundings = surroundings;
    this.thread =
        Thread.ofPlatform()
            .name("specie-handover")
            .daemon(true)
            .uncaughtExceptionHandler((_, broken) -> failure = Optional.of(broken))
            .unstarted(this::turn);
  }

  public void start() {
    thread.start();
  }

  /** Says that there may be another block; returns at once. */
  public void wake() {
    lock.lock();
    try {
      isThereMore = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why nothing is handed on any more, if that is so. */
  public Optional<Throwable> failure() {
    return failure;
  }

  private void turn() {
    try {
      while (awaitMore()) {
        surroundings.look();
        Optional<CashView> view = surroundings.view();
        if (view.isPresent()) {
          look(view.get());
        }
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = Optional.of(e);
    }
  }

  /** Waits for a block, or a while; false once this is closed. */
  private boolean awaitMore() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
      while (!isThereMore && !isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
      isThereMore = false;
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  private void look(CashView view) throws IOException {
    long height = surroundings.height();
    Membership membership = operators.of(view);
    Optional<ResharingPlan> open = view.resharing().filter(plan -> plan.stage().isOpen());
    expect(membership, open);
    for (Transaction post : due(handover.after(view, height), open)) {
      surroundings.submit(post, membership.operators());
    }
    handover.signedUpTo(view, Math.min(height, surroundings.signedHeight()));
  }

  private void expect(Membership membership, Optional<ResharingPlan> open) throws IOException {
    Map<String, OperatorSet.Operator> coming = new LinkedHashMap<>();
    open.ifPresent(
        plan -> plan.operators().operators().forEach(each -> coming.put(each.name(), each)));
    membership
        .pending()
        .ifPresent(
            change ->
                change.operators().operators().forEach(each -> coming.put(each.name(), each)));
    Expected now = new Expected(membership.operators(), List.copyOf(coming.values()));
    if (!told.equals(Optional.of(now))) {
      told = Optional.of(now);
      surroundings.expect(now.inForce(), now.coming());
    }
  }

  /** What is new, and what was sent long ago in a round that still waits for somebody. */
  private List<Transaction> due(List<Transaction> fresh, Optional<ResharingPlan> open) {
    long now = System.nanoTime();
    boolean isSameRound =
        open.isPresent()
            && round
                .filter(
                    before ->
                        before.id().equals(open.get().id()) && before.stage() == open.get().stage())
                .isPresent();
    round = open;
    if (!isSameRound) {
      sent.clear();
    }
    List<Transaction> due = new ArrayList<>(fresh);
    for (Sent each : List.copyOf(sent)) {
      if (now - each.atNanos() > TimeUnit.MILLISECONDS.toNanos(AGAIN_MS)) {
        due.add(each.post());
      }
    }
    sent.removeIf(each -> due.contains(each.post()));
    due.forEach(post -> sent.add(new Sent(post, now)));
    return due;
  }

  /** Ends after the step in hand. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
