package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.machine.CashMachine.Stuck;
import org.specie.offline.purse.machine.CashMachine.Why;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;

/** A machine, its notes, its till, and two people in front of it. */
abstract class MachineScene {
  static final long STOCK = 20_000;
  static final long POCKET = 5_000;
  static final int PLACES = 64;
  static final int WAITING = 4;
  static final Minutes SOON = Mint.later(6);
  static final Minutes TOO_LATE = Mint.later(30);

  /** Notes that a cut left in the acceptor. */
  static final Stuck HELD = new Stuck(Optional.empty(), new Why.Waits());

  final Fuse fuse = new Fuse();
  MemoryStorage disk;
  MemoryNotes notes;
  MachineLimits limits;
  Table till;
  Table ana;
  Table ben;
  CashMachine machine;

  @BeforeEach
  void putUp() throws IOException {
    disk = new MemoryStorage();
    limits = new MachineLimits(PLACES, WAITING);
    notes = new MemoryNotes(fuse, STOCK);
    till = Table.with("machine", STOCK);
    ana = Table.with("ana", POCKET);
    ben = Table.with("ben", POCKET);
    machine = opened();
  }

  final CashMachine opened() {
    return new CashMachine(till.purse(), notes, new CutStorage(disk, fuse), limits);
  }

  /** The power comes back: nothing is known but what is on disks and in the note unit. */
  final List<Stuck> restart(Minutes now) throws IOException {
    fuse.disarm();
    till.restart();
    machine = opened();
    long before = notes.withCustomers();
    notes.everybodyLeaves();
    List<Stuck> stuck = machine.resume(now);
    notes.somebodyComes();
    assertThat(notes.withCustomers()).as("with nobody there").isEqualTo(before);
    return stuck;
  }

  final List<Stuck> restart() throws IOException {
    return restart(Mint.later(7));
  }

  final void insert(String who, long minor) throws IOException {
    machine.openForNotes();
    notes.insert(who, minor);
  }

  final Asking tryToSell(long minor, Minutes now) throws IOException {
    return machine.sellNotes(Amount.ofMinor(minor), Table.REFERENCE, now, Chain.NONE);
  }

  final Request wants(long minor, Minutes now) throws IOException {
    Asking asking = tryToSell(minor, now);
    assertThat(asking).isInstanceOf(Asking.Handed.class);
    return ((Asking.Handed) asking).request();
  }

  final Request wants(long minor) throws IOException {
    return wants(minor, Mint.NOW);
  }

  final Optional<Sale.Stage> stageOf(Request asked) throws IOException {
    return new MachineBook(disk).sale(asked.token().digest()).map(Sale::stage);
  }

  static Stuck stuck(Request request, Reason reason) {
    return new Stuck(Optional.of(request.token().digest()), new Why.Refused(reason));
  }

  static Stuck waits(Request request) {
    return new Stuck(Optional.of(request.token().digest()), new Why.Waits());
  }
}
