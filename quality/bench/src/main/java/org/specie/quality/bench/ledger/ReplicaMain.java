package org.specie.quality.bench.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.sbft.SbftPorts;
import org.specie.ledger.sbft.link.TransportLinks;
import org.specie.ledger.sbft.log.DirectoryLogFiles;
import org.specie.ledger.sbft.log.LogFiles;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/**
 * One replica of a benchmark as a process: the real engine, log, transport and state. It lives
 * until its standard input ends.
 */
final class ReplicaMain {
  private ReplicaMain() {}

  /** Arguments: the plant's folder, the replica's number, {@code disk} or {@code memory}. */
  public static void main(String[] args) throws IOException {
    Plant plant = new Plant(Path.of(args[0]));
    int number = Integer.parseInt(args[1]);
    boolean isOnDisk = args[2].equals("disk");
    Path home = plant.home(number);
    boolean isNew = !Files.exists(home);
    Files.createDirectories(home);
    try (Storage blocks = storage(isOnDisk, home.resolve("blocks"));
        Storage state = storage(isOnDisk, home.resolve("state"));
        LogFiles log = DirectoryLogFiles.open(home.resolve("log"))) {
      run(plant, number, isNew, blocks, state, log);
    }
  }

  private static Storage storage(boolean isOnDisk, Path folder) throws IOException {
    return isOnDisk ? RocksStorage.open(folder) : new MemoryStorage();
  }

  private static void run(
      Plant plant, int number, boolean isNew, Storage blocks, Storage state, LogFiles log)
      throws IOException {
    Genesis genesis = plant.genesis();
    SbftConfig config = SbftConfig.defaults();
    if (isNew) {
      SbftEngine.prepare(genesis, Plant.name(number), log, config);
    }
    OperatorSet.Operator self = genesis.operators().operators().get(number);
    Endpoint endpoint = endpoint(self.address());
    SbftPorts ports =
        new SbftPorts(
            Plant.CLOCK,
            System::nanoTime,
            blocks,
            log,
            TransportLinks.opener(
                PeerNetworkConfig.usual(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port())),
                plant.identity(number),
                plant.trust(),
                Plant.PORTS));
    Keyring keyring = Keyring.ofMultiSignatures(Plant.key(number));
    Answers answers = new Answers();
    try (SbftEngine engine =
        SbftEngine.create(genesis, Plant.name(number), keyring, ports, config)) {
      engine.onCommit(answers);
      engine.start(new OpaqueApplication(genesis, state, OpaqueRequest.CLIENTS_MAX));
      try (ClientListener _ =
          ClientListener.start(
              ClientListenerConfig.usual(plant.clientAddress(number)),
              plant.identity(number),
              plant.trust(),
              Plant.PORTS,
              answers.serving(engine))) {
        System.out.println("ready");
        // Each line asks for the status; the end of the input is the end.
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
          System.out.println(engine.replicaStatus());
        }
      }
    }
  }

  private static Endpoint endpoint(String address) {
    int colon = address.lastIndexOf(':');
    return new Endpoint(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** Remembers who asked for what, and answers when it is final. */
  private static final class Answers implements CommittedBlock.Listener {
    private final Map<Hash32, Link> waiting = new ConcurrentHashMap<>();

    ClientHandler serving(SbftEngine engine) {
      return new ClientHandler() {
        @Override
        public void connected(Link link) {}

        @Override
        public void received(Link link, ByteString frame) {
          if (Transaction.fits(frame)) {
            Transaction transaction = new Transaction(frame);
            waiting.put(transaction.id(), link);
            engine.submit(transaction);
          }
        }

        @Override
        public void disconnected(Link link, TransportReason reason) {
          waiting.values().removeIf(each -> each.equals(link));
        }
      };
    }

    @Override
    public void committed(CommittedBlock committed) {
      Optional<CommitCertificate> certificate = committed.certificate();
      if (certificate.isEmpty()) {
        return;
      }
      Block block = committed.block();
      Map<Link, List<Integer>> byLink = new LinkedHashMap<>();
      for (int i = 0; i < block.transactions().size(); i++) {
        Link link = waiting.remove(block.transactions().get(i).id());
        if (link != null) {
          byLink.computeIfAbsent(link, _ -> new ArrayList<>()).add(i);
        }
      }
      byLink.forEach(
          (link, indices) -> link.offer(Acknowledgement.encode(block, certificate.get(), indices)));
    }
  }
}
