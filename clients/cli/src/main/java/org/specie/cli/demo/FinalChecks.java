package org.specie.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.verification.ChainVerification;
import org.specie.node.verification.ChainVerification.Outcome;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.storage.FileStore;

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
    wholeChain();
  }

  /** All money was issued to customers, so what the wallets hold is all there is. */
  private void conservation() throws IOException {
    long ordinary = 0;
    long inWallets = 0;
    for (Customer customer : stage.customers()) {
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
            + ", and the ten wallets hold exactly that",
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

  private void everybodyRestores() throws IOException {
    Progress progress = story.printer().progress();
    int equal = 0;
    for (Customer customer : stage.customers()) {
      progress.at("restoring wallets", equal, stage.customers().size());
      FileStore store =
          FileStore.open(stage.folder().resolve(customer + "-check.wallet")).orThrow();
      try (Wallet restored =
          stage
              .wallets()
              .restore(store, Stage.PASSPHRASE.toCharArray(), customer.mnemonic(), Progress.none())
              .orThrow()) {
        equal += restored.balance().equals(customer.upToDate()) ? 1 : 0;
      }
    }
    story.check(
        "the words alone give " + equal + " of " + stage.customers().size() + " wallets again",
        equal == stage.customers().size());
  }

  private void wholeChain() throws IOException {
    Progress progress = story.printer().progress();
    ChainVerification verification =
        new ChainVerification(
            stage.network().ledger().genesis(),
            stage.entropy(),
            (height, last) -> progress.at("verifying blocks", height, last));
    String claim;
    boolean sound;
    switch (verification.verify(stage.network().blocks(), new MemoryStorage())) {
      case Outcome.Sound(var head, var supply) -> {
        sound = supply.isConserved();
        claim =
            "the whole chain verifies from public data: "
                + (head.height() + 1)
                + " blocks, head "
                + head.hash().toShortHex();
      }
      case Outcome.Broken(long height, var reason) -> {
        sound = false;
        claim = "block " + height + " does not hold: " + reason.code() + " " + reason.sentence();
      }
    }
    story.check(claim, sound);
  }
}
