package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.token.value.Minutes;
import org.specie.services.bank.vault.WithdrawalBook.Waiting;

/** All vaults of a bank. Spec: docs/spec/59-bank-service.md section 5. */
public final class Vaults {
  /** Most vaults of one bank. */
  public static final int VAULTS_MAX = 64;

  private final List<Vault> all;
  private final int waitingMax;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param waitingMax withdrawals that wait for one vault
   */
  public Vaults(List<Vault> all, int waitingMax) {
    Check.that(!all.isEmpty() && all.size() <= VAULTS_MAX, "a bank has 1 to 64 vaults");
    Check.that(all.stream().map(Vault::name).distinct().count() == all.size(), "vaults have names");
    this.all = List.copyOf(all);
    this.waitingMax = waitingMax;
  }

  public List<Vault> all() {
    return all;
  }

  /** The vault of this name. */
  public Optional<Vault> named(String name) {
    return all.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** All, beginning with another one each time; those last that are down or at work now. */
  public List<Vault> inTurn() {
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    List<Vault> turned = new ArrayList<>(all.subList(first, all.size()));
    turned.addAll(all.subList(0, first));
    turned.sort(Comparator.comparing((Vault each) -> !each.said().isUp() || each.isAtWork()));
    return turned;
  }

  /**
   * The vault that pays next: in turn, one that answered last time, and holds {@code amount}
   * besides everything that waits for it.
   */
  public Optional<Vault> choose(Connection connection, Amount amount) throws SQLException {
    for (Vault each : inTurn()) {
      if (holds(connection, each, amount)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it answered last time, has room in its journals, and holds so much, and a key to pay it
   * with, besides everything that waits for it.
   */
  public boolean holds(Connection connection, Vault vault, Amount amount) throws SQLException {
    VaultSays said = vault.said();
    Waiting waiting = WithdrawalBook.waiting(connection, vault.name());
    Waiting sold = TransferBook.waiting(connection, vault.name());
    return said.isUp()
        && waiting.count() < waitingMax
        && said.pays(waiting.count() + sold.count() + 1)
        && vault.hasRoom(connection)
        && said.heldMinor() - waiting.minor() - sold.minor() >= amount.minor();
  }

  /**
   * Carries on what waits, at all vaults at the same time, because each waits for its device; what
   * failed where is in the answer. Ends when the last one has.
   */
  public List<IOException> work(Minutes now) {
    List<Future<Optional<IOException>>> rounds = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Vault each : all) {
        rounds.add(threads.submit(() -> work(each, now)));
      }
    }
    return rounds.stream().map(Vaults::ended).flatMap(Optional::stream).toList();
  }

  /** Carries on what waits at one vault; what failed is in the answer, and waits. */
  public static Optional<IOException> work(Vault vault, Minutes now) {
    try {
      vault.work(now);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /** A bug found in a round surfaces here as it is. */
  private static Optional<IOException> ended(Future<Optional<IOException>> round) {
    return switch (round.state()) {
      case SUCCESS -> round.resultNow();
      case FAILED ->
          throw round.exceptionNow() instanceof InvariantViolation bug
              ? bug
              : new InvariantViolation("a vault's round ended", round.exceptionNow());
      case CANCELLED, RUNNING -> throw new InvariantViolation("all rounds have ended");
    };
  }
}
