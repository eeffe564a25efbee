package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.specie.cash.application.signer.CertifiedHeader;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignableOutput;
import org.specie.cash.application.signer.SignerAnswer;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.sbft.link.SideChannel;
import org.specie.ledger.state.memory.MemoryStorage;

/**
 * Four operators with keys from a real ceremony and one chain that all of them have. An applied
 * transaction of this chain earns as many outputs as its first byte says. Whatever is sent to
 * somebody who has not joined is kept.
 */
final class SigningWorld implements AutoCloseable {
  static final long DEADLINE_MS = 60_000;

  private static final int GENERATION = 1;
  private static final long START = 1_000;

  private final Entropy entropy;
  private final Genesis genesis;
  private final LocalCeremony ceremony;
  private final SigningSeats.Seats seats;
  private final List<OperatorKey> operatorKeys = new ArrayList<>();
  private final Chain chain = new Chain();
  private final Map<String, PeerSigning> operators = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<ByteString>> letters = new ConcurrentHashMap<>();
  private Hash32 lastHash = Hash32.ZERO;

  /** How often the signer of operator 1 was asked. */
  final AtomicInteger signings = new AtomicInteger();

  private static final class Chain implements BlockSource {
    private final List<ByteString> blocks = new CopyOnWriteArrayList<>();
    private final List<ByteString> certificates = new CopyOnWriteArrayList<>();

    @Override
    public long height() {
      return blocks.size() - 1L;
    }

    @Override
    public Optional<ByteString> block(long height) {
      return at(blocks, height);
    }

    @Override
    public Optional<ByteString> certificate(long height) {
      return at(certificates, height);
    }

    private static Optional<ByteString> at(List<ByteString> all, long height) {
      return 0 <= height && height < all.size()
          ? Optional.of(all.get((int) height))
          : Optional.empty();
    }
  }

  private record Counted(OutputSigner signer, AtomicInteger asked) implements OutputSigner {
    @Override
    public int index() {
      return signer.index();
    }

    @Override
    public long height() {
      return signer.height();
    }

    @Override
    public Verdict follow(List<CertifiedHeader> next) throws IOException {
      return signer.follow(next);
    }

    @Override
    public List<SignerAnswer> sign(Block block, List<OutputPlace> wanted) throws IOException {
      asked.incrementAndGet();
      return signer.sign(block, wanted);
    }
  }

  SigningWorld(long seed) {
    Random random = new Random(seed);
    entropy = random::nextBytes;
    List<OperatorSet.Operator> set = new ArrayList<>();
    for (int index = 1; index <= 4; index++) {
      operatorKeys.add(OperatorKey.generate(entropy));
      set.add(operatorKeys.getLast().operator(name(index)));
    }
    genesis = new Genesis("signing", START, new OperatorSet(set, 3), ByteString.utf8("start"));
    ceremony = LocalCeremony.run(DkgParameters.forSignatures(genesis.ledgerId(), 4, 2, 2), entropy);
    List<String> names = IntStream.rangeClosed(1, 4).mapToObj(SigningWorld::name).toList();
    seats = SigningSeats.Seats.of(0, 0, ceremony.key().signatureKey(), names);
    append(0, 0);
  }

  static String name(int index) {
    return "operator " + index;
  }

  /** The height of the last block. */
  long height() {
    return chain.height();
  }

  /** The next block is final everywhere. */
  void append(int transactions, int outputsEach) {
    List<Transaction> all = new ArrayList<>();
    List<TransactionResult> results = new ArrayList<>();
    for (int i = 0; i < transactions; i++) {
      String text = "transaction " + i + " of " + chain.blocks.size();
      ByteString bytes =
          ByteString.concat(
              ByteString.copyOf(new byte[] {(byte) outputsEach}), ByteString.utf8(text));
      all.add(new Transaction(bytes));
      results.add(new TransactionResult(all.getLast().id(), 0, ByteString.EMPTY));
    }
    BlockHeader header =
        new BlockHeader(
            genesis.ledgerId(),
            chain.blocks.size(),
            lastHash,
            START,
            transactions,
            Block.transactionsRoot(all),
            Block.resultsRoot(results),
            StateRoot.EMPTY,
            Hash32.ZERO,
            genesis.operators().hash());
    List<QuorumCertificate.Part> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(operatorKeys.get(i).sign(i, header));
    }
    lastHash = header.hash();
    chain.certificates.add(CommitCertificate.of(header, parts).encode());
    chain.blocks.add(new Block(header, all, results).encode());
    operators.values().forEach(PeerSigning::wake);
  }

  private static List<SignableOutput> outputs(Transaction transaction, TransactionResult result) {
    List<SignableOutput> outputs = new ArrayList<>();
    for (int i = 0; i < transaction.bytes().at(0); i++) {
      G1 base = G1.hashToCurve(transaction.bytes(), ByteString.utf8("SPECIE-signing-test-" + i));
      outputs.add(
          new SignableOutput(
              GENERATION,
              new SigningRequest(
                  base,
                  List.of(
                      new Attribute.Public(Scalar.of(3)), new Attribute.Public(Scalar.of(7))))));
    }
    return outputs;
  }

  /** An archive that says it has the aggregates of all blocks so far; they are not looked at. */
  SignatureArchive filled() throws IOException {
    return filled(chain.height());
  }

  /** The same of the blocks up to {@code last}. */
  SignatureArchive filled(long last) throws IOException {
    SignatureArchive archive = SignatureArchive.open(new MemoryStorage());
    BlindSignature signature = new BlindSignature(G1.GENERATOR, G1.GENERATOR);
    for (long height = 0; height <= last; height++) {
      Map<Integer, List<BlindSignature>> all = new ConcurrentHashMap<>();
      List<Transaction> transactions = new CertifiedChain(chain).block(height).transactions();
      for (int i = 0; i < transactions.size(); i++) {
        int count = transactions.get(i).bytes().at(0);
        all.put(i, Collections.nCopies(count, signature));
      }
      archive.append(height, all);
    }
    return archive;
  }

  /** The table of operator {@code index}, which nobody turns yet. */
  SigningTable table(int index, SignatureArchive archive) throws IOException {
    OperatorShare share =
        new OperatorShare(GENERATION, ceremony.shares().get(index - 1).signatureShare());
    OutputSigner signer =
        OperatorSigner.open(genesis, share, SigningWorld::outputs, new MemoryStorage());
    return new SigningTable(
        _ -> seats,
        name(index),
        SigningWorld::outputs,
        index == 1 ? new Counted(signer, signings) : signer,
        _ -> Optional.of(share),
        chain,
        archive,
        BatchVerifier.onOneCore(new Suite(new Domain("signing", "ILS", 1)).bases(), entropy),
        (to, frame) -> deliver(name(index), to, frame));
  }

  /** Operator {@code index} signs from now on. */
  PeerSigning join(int index, SignatureArchive archive) throws IOException {
    PeerSigning signing = new PeerSigning(table(index, archive));
    operators.put(name(index), signing);
    signing.start();
    return signing;
  }

  private void deliver(String from, String to, ByteString frame) {
    Check.that(frame.size() <= SideChannel.PAYLOAD_BYTES_MAX, "the side channel carries 1 MiB");
    PeerSigning receiver = operators.get(to);
    if (receiver == null) {
      letters(to).add(frame);
    } else {
      receiver.received(from, frame);
    }
  }

  /** What was sent to {@code name}, who has not joined. */
  BlockingQueue<ByteString> letters(String name) {
    return letters.computeIfAbsent(name, _ -> new LinkedBlockingQueue<>());
  }

  @Override
  public void close() throws IOException {
    for (PeerSigning each : operators.values()) {
      each.close();
    }
  }
}
