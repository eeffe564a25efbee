package org.specie.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/** What must hold after all of it. */
final class FinalChecks {
  private static final long BLOCKS_PER_FETCH = 64;

  private final Stage stage;
  private final Story story;

  FinalChecks(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
  }

  void run() throws IOException {
    conservation();
    nullifiers();
    everybodyRestores();
    auditorsReadTheSame();
    WholeChain.check(stage.network(), stage.entropy(), story);
  }

  /** All money was issued to customers, so what the wallets hold is all there is. */
  private void conservation() throws IOException {
    long ordinary = 0;
    long inWallets = 0;
    for (Customer customer : stage.everybody()) {
      Balance balance = customer.upToDate();
      ordinary += balance.ordinary().minor();
      inWallets += balance.privately().minor();
    }
    Supply supply = stage.network().supply();
    Pool pool = stage.network().pool();
    story.check(
        "money is conserved: issued "
            + supply.circulating()
            + " = ordinary "
            + supply.ordinary()
            + " + private "
            + pool.inside()
            + ", and the wallets hold exactly that",
        supply.isConserved(pool)
            && ordinary == supply.ordinary().minor()
            && inWallets == pool.inside().minor());
  }

  private void nullifiers() throws IOException {
    List<ByteString> all = new ArrayList<>();
    long last = stage.gateway().tip().height();
    for (long from = 0; from <= last; from += BLOCKS_PER_FETCH) {
      long to = Math.min(last, from + BLOCKS_PER_FETCH - 1);
      for (Recorded each : stage.gateway().blocks(from, to)) {
        all.addAll(consumedBy(each));
      }
    }
    Set<ByteString> distinct = new HashSet<>(all);
    story.check(
        "no nullifier stands twice among " + all.size(),
        !all.isEmpty() && distinct.size() == all.size());
  }

  private static List<ByteString> consumedBy(Recorded recorded) throws IOException {
    if (recorded.code() != 0) {
      return List.of();
    }
    try {
      return AppliedEvent.decode(recorded.event())
              instanceof AppliedEvent.Consumed(long _, List<ByteString> nullifiers)
          ? nullifiers
          : List.of();
    } catch (MalformedInput e) {
      throw new IOException("block " + recorded.height() + " holds an unreadable event", e);
    }
  }

  /** Auditors ask their reader alone; what it computed is what every operator did. */
  private void auditorsReadTheSame() throws IOException {
    if (stage.processes().isEmpty()) {
      return;
    }
    Stage.Processes processes = stage.processes().get();
    long height = stage.gateway().tip().height();
    Map<String, Optional<Hash32>> operators = processes.replicas().stateRoots(height);
    Optional<Hash32> read = processes.auditors().stateRoot(height);
    story.check(
        "auditors, who have no wallet, asked their own reader, and it computed what operators did",
        read.isPresent() && operators.values().stream().allMatch(read::equals));
  }

  private void everybodyRestores() throws IOException {
    Progress progress = story.printer().progress();
    int equal = 0;
    for (Customer customer : stage.everybody()) {
      progress.at("restoring wallets", equal, stage.everybody().size());
      try (Wallet restored =
          customer.restored(
              stage.wallets(),
              stage.folder().resolve(customer + "-check.wallet"),
              Progress.none())) {
        equal += restored.balance().equals(customer.upToDate()) ? 1 : 0;
      }
    }
    story.check(
        "the words alone give " + equal + " of " + stage.everybody().size() + " wallets again",
        equal == stage.everybody().size());
  }
}
