package org.specie.ledger.state.blocks;

import static org.specie.ledger.state.blocks.WordList.say;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.state.memory.MemoryStorage;

/** A ledger of words with its operators' keys, and a source of sound blocks. */
final class WordLedger {
  private final List<OperatorKey> keys = new ArrayList<>();
  private final Genesis genesis;

  WordLedger(String name) {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] seed = Hash32.sha256(ByteString.utf8(name + i)).bytes().toByteArray();
      keys.add(OperatorKey.fromSeed(seed));
      operators.add(keys.getLast().operator("operator " + i));
    }
    genesis = new Genesis(name, 1_000, new OperatorSet(operators, 3), ByteString.utf8("x"));
  }

  /** The operators of the next epoch: the last three of these, and a newcomer before them. */
  OperatorSet successors() {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (OperatorKey key : successorKeys()) {
      seats.add(key.operator("operator " + key.publicKey().bytes().slice(0, 2).toHex()));
    }
    return OperatorSet.replicated(1, seats, 1, 0);
  }

  private List<OperatorKey> successorKeys() {
    List<OperatorKey> next = new ArrayList<>(keys.subList(1, 4));
    byte[] seed = Hash32.sha256(ByteString.utf8("newcomer")).bytes().toByteArray();
    next.addFirst(OperatorKey.fromSeed(seed));
    return next;
  }

  /** The certificate of the operators of the next epoch. */
  CommitCertificate certifyAfter(BlockHeader header) {
    List<OperatorKey> seats = successorKeys();
    return CommitCertificate.of(
        header, IntStream.range(0, 2).mapToObj(i -> seats.get(i).sign(i, header)).toList());
  }

  Genesis genesis() {
    return genesis;
  }

  CommitCertificate certify(BlockHeader header) {
    return certify(header, 3);
  }

  CommitCertificate certify(BlockHeader header, int signatures) {
    return CommitCertificate.of(
        header, IntStream.range(0, signatures).mapToObj(i -> keys.get(i).sign(i, header)).toList());
  }

  /** Blocks 0 to {@code last}; each says a word of its own and one they share. */
  List<Block> blocks(long last) throws IOException {
    BlockLog log = BlockLog.open(new MemoryStorage());
    grow(log, new WordList(new MemoryStorage()), last);
    List<Block> blocks = new ArrayList<>();
    for (long height = 0; height <= last; height++) {
      blocks.add(log.require(height));
    }
    return blocks;
  }

  /** Runs the ledger from where {@code log} ends to height {@code last}, without certificates. */
  BlockExecutor grow(BlockLog log, WordList application, long last) throws IOException {
    BlockExecutor executor = BlockExecutor.open(genesis, log, application);
    while (log.height() < last) {
      Block block =
          executor.head().isEmpty() ? executor.begin() : executor.execute(next(log.height() + 1));
      log.append(block);
      executor.commit();
    }
    return executor;
  }

  static DecidedBlock next(long height) {
    return new DecidedBlock(height, 1_000 + height, List.of(say("all"), say("word " + height)));
  }
}
