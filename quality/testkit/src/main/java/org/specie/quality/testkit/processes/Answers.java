package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.Receipt;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.link.Link;

/**
 * Remembers who asked for what, and answers when it is final. A request that was executed before,
 * whose answer got lost with another replica, is answered from the chain.
 */
final class Answers implements CommittedBlock.Listener {
  /** Executed requests that are remembered; older ones are answered by nobody. */
  private static final int EXECUTED_MAX = 32_768;

  /** Blocks looked through after a restart. */
  private static final long BLOCKS_MAX = 2_048;

  /** Requests of one replica's clients that wait at once. */
  private static final int WAITING_MAX = 8_192;

  private record Place(long height, int index) {}

  private final BlockSource blocks;
  private final Map<Hash32, Link> waiting = new ConcurrentHashMap<>();
  private final Map<Hash32, Place> executed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash32, Place> eldest) {
          return size() > EXECUTED_MAX;
        }
      };

  Answers(BlockSource blocks) {
    this.blocks = blocks;
  }

  /** Learns what the blocks at the end of the chain executed. */
  void remember() throws IOException {
    long last = blocks.height();
    for (long height = Math.max(0, last - BLOCKS_MAX); height <= last; height++) {
      blocks.readBlock(height).ifPresent(this::remember);
    }
  }

  private void remember(Block block) {
    synchronized (executed) {
      for (int i = 0; i < block.results().size(); i++) {
        TransactionResult result = block.results().get(i);
        if (result.isApplied()) {
          executed.putIfAbsent(result.transactionId(), new Place(block.header().height(), i));
        }
      }
    }
  }

  ClientHandler serving(SbftEngine engine) {
    return new ClientHandler() {
      @Override
      public void connected(Link link) {}

      @Override
      public void received(Link link, ByteString frame) {
        if (!Transaction.fits(frame) || waiting.size() >= WAITING_MAX) {
          return;
        }
        Transaction transaction = new Transaction(frame);
        waiting.put(transaction.id(), link);
        if (!answer(transaction.id())) {
          engine.submit(transaction);
        }
      }

      @Override
      public void disconnected(Link link, TransportReason reason) {
        waiting.values().removeIf(each -> each.equals(link));
      }
    };
  }

  /** Whether {@code id} is executed already; if its block is final too, whoever waits hears so. */
  private boolean answer(Hash32 id) {
    Optional<Place> place;
    synchronized (executed) {
      place = Optional.ofNullable(executed.get(id));
    }
    if (place.isEmpty()) {
      return false;
    }
    try {
      long height = place.get().height();
      Optional<Block> block = blocks.readBlock(height);
      Optional<CommitCertificate> certificate = blocks.readCertificate(height);
      if (block.isPresent() && certificate.isPresent()) {
        Link link = waiting.remove(id);
        if (link != null) {
          link.offer(
              Acknowledgement.encode(
                  List.of(Receipt.of(block.get(), certificate.get(), place.get().index()))));
        }
      }
      return true;
    } catch (IOException e) {
      throw new IllegalStateException("the chain cannot be read; its disk failed", e);
    }
  }

  @Override
  public void committed(CommittedBlock committed) {
    Block block = committed.block();
    remember(block);
    Optional<CommitCertificate> certificate = committed.certificate();
    if (certificate.isEmpty()) {
      return;
    }
    Map<Link, List<Integer>> byLink = new LinkedHashMap<>();
    for (int i = 0; i < block.results().size(); i++) {
      TransactionResult result = block.results().get(i);
      if (!result.isApplied()) {
        answer(result.transactionId());
        continue;
      }
      Link link = waiting.remove(result.transactionId());
      if (link != null) {
        byLink.computeIfAbsent(link, _ -> new ArrayList<>()).add(i);
      }
    }
    if (!byLink.isEmpty()) {
      List<Receipt> receipts = Receipt.all(block, certificate.get());
      byLink.forEach(
          (link, indices) ->
              link.offer(Acknowledgement.encode(indices.stream().map(receipts::get).toList())));
    }
  }
}
