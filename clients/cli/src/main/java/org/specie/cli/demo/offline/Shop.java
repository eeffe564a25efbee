package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.purse.till.Till;
import org.specie.offline.purse.till.TillMessage.Takings;
import org.specie.offline.purse.till.Tills;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;

/** A shop: one purse in the back, and points of sale in front that never see its card. */
final class Shop implements AutoCloseable {
  private static final int NAME_SIZE = 16;
  private static final int SECRET_SIZE = 32;
  private static final int REFERENCE_SIZE = 8;

  private final Holder purse;
  private final CardIssuer issuer;
  private final Entropy entropy;
  private final Minutes now;
  private final List<Counter> counters = new ArrayList<>();

  /** A till, its name, and its disk. */
  private record Counter(TillName name, Till till, RocksStorage disk) {}

  /** A shop with so many tills, each with tokens of its own. */
  Shop(
      Holder purse,
      CardIssuer issuer,
      Path folder,
      int tills,
      int tokensEach,
      Minutes now,
      Entropy entropy)
      throws IOException {
    this.purse = purse;
    this.issuer = issuer;
    this.entropy = entropy;
    this.now = now;
    for (int i = 1; i <= tills; i++) {
      TillName name = new TillName(ByteString.copyOf(entropy.bytes(NAME_SIZE)));
      RocksStorage disk = RocksStorage.open(Files.createDirectories(folder.resolve("till-" + i)));
      Journal journal =
          Journal.open(disk, Secret.copyOf(entropy.bytes(SECRET_SIZE)), entropy)
              .orElseThrow(() -> new IOException("a new till has a new journal"));
      Till till = Till.open(name, journal, issuer.verifier());
      Issuer.require(till.stock(back().allot(name, tokensEach, now)));
      counters.add(new Counter(name, till, disk));
    }
  }

  Holder purse() {
    return purse;
  }

  int tills() {
    return counters.size();
  }

  private Tills back() {
    return new Tills(purse.purse().receiving());
  }

  /** Sells something at the till of this number, from 0; the purse is not asked. */
  boolean sell(int till, Holder customer, Amount price) throws IOException {
    Counter counter = counters.get(till);
    Reference receipt = new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE)));
    Asking asking =
        counter.till().receiving().ask(Optional.of(price), receipt, now, issuer.chain());
    Request request =
        switch (asking) {
          case Asking.Handed(Request handed) -> handed;
          case Asking.Refused(var reason) ->
              throw new InvariantViolation("the till cannot ask: " + reason.sentence());
        };
    return counter.till().receiving().accept(customer.payWell(request, price), now).isAccepted();
  }

  /**
   * In the evening: what the tills took goes to the purse, and onto its card; how many payments.
   */
  int bringIn() throws IOException {
    int brought = 0;
    for (Counter each : counters) {
      Takings takings = each.till().takings();
      Issuer.require(each.till().book(back().take(takings, now)));
      brought += takings.payments().size() - each.till().takings().payments().size();
    }
    purse.purse().redemption().redeemAll();
    return brought;
  }

  @Override
  public void close() throws IOException {
    for (Counter each : counters) {
      each.disk().close();
    }
  }
}
