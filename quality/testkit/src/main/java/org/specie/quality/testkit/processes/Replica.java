package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
import org.specie.ledger.sbft.link.TransportLinks;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/** One replica of a plant: the real engine, log, transport and state, and clients served. */
public final class Replica implements AutoCloseable {
  private final Storage blocks;
  private final Storage state;
  private final LogFiles log;
  private final SbftEngine engine;
  private final ClientListener clients;
  private final LongAdder storageSyncs = new LongAdder();
  private final LongAdder finalBlocks = new LongAdder();
  private final LongAdder finalTransactions = new LongAdder();

  private Replica(Plant plant, int number, boolean isOnDisk, Keyring keyring) throws IOException {
    Path home = plant.home(number);
    boolean isNew = !Files.exists(home);
    Files.createDirectories(home);
    Genesis genesis = plant.genesis();
    SbftConfig config = SbftConfig.defaults();
    blocks =
        new CountedStorage(
            isOnDisk ? RocksStorage.open(plant.blocks(number)) : new MemoryStorage(), storageSyncs);
    state =
        new CountedStorage(
            isOnDisk ? RocksStorage.openReplayed(plant.state(number)) : new MemoryStorage(),
            storageSyncs);
    log = DirectoryLogFiles.open(plant.log(number));
    if (isNew) {
      SbftEngine.prepare(genesis, Plant.name(number), log, config);
    }
    InetSocketAddress listen = plant.operatorAddress(number);
    SbftPorts ports =
        new SbftPorts(
            Plant.CLOCK,
            System::nanoTime,
            blocks,
            log,
            TransportLinks.opener(
                PeerNetworkConfig.usual(listen),
                plant.identity(number),
                plant.trust(),
                Plant.PORTS));
    engine = SbftEngine.create(genesis, Plant.name(number), keyring, ports, config);
    Answers answers = new Answers(engine.blocks());
    answers.remember();
    engine.onCommit(answers);
    engine.onCommit(this::count);
    engine.start(new OpaqueApplication(genesis, state, OpaqueRequest.CLIENTS_MAX));
    clients =
        ClientListener.start(
            ClientListenerConfig.usual(plant.clientAddress(number)),
            plant.identity(number),
            plant.trust(),
            Plant.PORTS,
            answers.serving(engine));
  }

  /**
   * Starts replica {@code number} of {@code plant}.
   *
   * @param isOnDisk whether blocks and state are on the disk; the consensus log always is
   * @param keyring what it signs with, which only a liar takes from elsewhere than the plant
   */
  public static Replica start(Plant plant, int number, boolean isOnDisk, Keyring keyring)
      throws IOException {
    return new Replica(plant, number, isOnDisk, keyring);
  }

  private void count(CommittedBlock committed) {
    finalBlocks.increment();
    finalTransactions.add(committed.block().transactions().size());
  }

  /** What it has used up. */
  Cost cost() throws IOException {
    return Cost.of(
        finalBlocks.sum(), finalTransactions.sum(), engine.metrics(), storageSyncs.sum());
  }

  /** Where it is. */
  public Sight sight() {
    return Sight.of(engine.replicaStatus());
  }

  /** What it has fetched from others. */
  Fetched fetched() {
    return Fetched.of(engine.metrics());
  }

  /** How long its view changes took. */
  ViewChanges viewChanges() {
    return ViewChanges.of(engine.metrics());
  }

  /** The engine within. */
  public SbftEngine engine() {
    return engine;
  }

  @Override
  public void close() throws IOException {
    try (blocks;
        state;
        log;
        engine;
        clients) {
      // Closed in the opposite order: nobody asks an engine that is gone, or reads closed files.
    }
  }
}
