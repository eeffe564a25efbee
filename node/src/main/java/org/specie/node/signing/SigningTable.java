package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.BlockSource;

/**
 * One operator's side of signing together. The first f + 1 operators from the block's turn on send
 * their shares to all as soon as the block is final at their place; whoever has f + 1 makes the
 * aggregates and verifies them. When shares do not come in time all others are asked, and who is
 * many blocks behind asks for aggregates instead, which it verifies as well. Time is an argument;
 * lives on one thread, but for what is said to be safe.
 */
public final class SigningTable {
  /** Blocks ahead of the archive for which shares are kept. */
  private static final int WINDOW = 256;

  /** Shares are sent unasked for the last blocks only; whoever is further behind asks. */
  private static final int PUSHED_MAX = 32;

  /** From so many blocks behind on aggregates are asked for rather than shares. */
  private static final int BEHIND = 4;

  /** Blocks whose aggregates are verified as one batch, when so many wait. */
  private static final int TOGETHER_MAX = 32;

  /** Own shares kept for others to ask for. */
  private static final int REMEMBERED_MAX = 64;

  /** Faults kept to be shown. */
  private static final int FAULTS_MAX = 64;

  /** About how many bytes of aggregates answer one question. */
  private static final int ANSWER_BYTES = 512 * 1024;

  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LATE_NANOS_MAX = TimeUnit.SECONDS.toNanos(4);
  private static final long IDLE_MS = 500;

  private final PsThresholdKey key;
  private final PsAggregator aggregator;
  private final SignableOutputs outputs;
  private final OutputSigner own;
  private final CertifiedChain chain;
  private final SignatureArchive archive;
  private final BatchVerifier verifier;
  private final OperatorChannel channel;
  private final Map<Long, SortedMap<Integer, SortedMap<OutputPlace, G1>>> heard = new TreeMap<>();
  private final Map<Long, SortedMap<OutputPlace, G1>> made = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long certified = -1;
  private long pushed;
  private final NavigableMap<Long, Collecting> collecting = new TreeMap<>();
  private int nextAsked;

  /** A block whose outputs are being signed. */
  private static final class Collecting {
    private final Block block;
    private final OutputsOfBlock outputs;
    private final TreeMap<Integer, Boolean> taken = new TreeMap<>();
    private long askAt;
    private long patience = LATE_NANOS;

    private Collecting(Block block, OutputsOfBlock outputs, long now) {
      this.block = block;
      this.outputs = outputs;
      this.askAt = now + LATE_NANOS;
    }
  }

  /**
   * @param own this operator's signer
   * @param blocks of this replica
   */
  public SigningTable(
      PsThresholdKey key,
      SignableOutputs outputs,
      OutputSigner own,
      BlockSource blocks,
      SignatureArchive archive,
      BatchVerifier verifier,
      OperatorChannel channel) {
    this.key = key;
    this.aggregator = new PsAggregator(key);
    this.outputs = outputs;
    this.own = own;
    this.chain = new CertifiedChain(blocks);
    this.archive = archive;
    this.verifier = verifier;
    this.channel = channel;
    this.certified = archive.height();
    this.pushed = archive.height();
  }

  /** Up to which height all outputs are signed. Safe for any thread. */
  public long height() {
    return archive.height();
  }

  /** The first block that signing has still to read. Safe for any thread. */
  public long neededFrom() {
    return Math.min(archive.height(), own.height()) + 1;
  }

  /** The last faults of other operators. Safe for any thread. */
  public List<String> faults() {
    synchronized (faults) {
      return List.copyOf(faults);
    }
  }

  /** How long nothing needs to be done if nothing happens. */
  long waitMs(long now) {
    return collecting.isEmpty()
        ? IDLE_MS
        : Math.clamp(TimeUnit.NANOSECONDS.toMillis(first().askAt - now), 1, IDLE_MS);
  }

  /** Takes what another operator said. */
  void hear(int operator, SigningMessage message) throws IOException {
    if (operator < 1 || operator > key.operators() || operator == own.index()) {
      return;
    }
    switch (message) {
      case SigningMessage.Shares(long height, var shares) -> {
        if (archive.height() < height && height <= archive.height() + WINDOW) {
          heard.computeIfAbsent(height, _ -> new TreeMap<>()).putIfAbsent(operator, shares);
        }
      }
      case SigningMessage.AskShares(long height) -> {
        look();
        if (height <= certified) {
          sharesOf(height)
              .ifPresent(
                  shares ->
                      channel.send(operator, new SigningMessage.Shares(height, shares).encode()));
        }
      }
      case SigningMessage.AskAggregates(long height, int count) ->
          answerAggregates(operator, height, count);
      case SigningMessage.Aggregates(long height, var blocks) ->
          takeAggregates(operator, height, blocks);
    }
  }

  /** Does whatever can be done now. */
  void advance(long now) throws IOException {
    look();
    push();
    boolean goesOn = true;
    while (goesOn && archive.height() < certified) {
      goesOn = collect(now);
    }
  }

  /** Finds how far the chain is final without a gap. */
  private void look() throws IOException {
    while (certified < chain.height() && chain.blocks().certificate(certified + 1).isPresent()) {
      certified++;
    }
  }

  private void push() throws IOException {
    for (long height = Math.max(pushed + 1, certified - PUSHED_MAX);
        height <= certified;
        height++) {
      if (isOwnTurn(height)) {
        Optional<SortedMap<OutputPlace, G1>> shares = sharesOf(height);
        if (shares.isPresent() && !shares.get().isEmpty()) {
          sendToAll(new SigningMessage.Shares(height, shares.get()));
        }
      }
      pushed = height;
    }
  }

  private boolean isOwnTurn(long height) {
    long distance = Math.floorMod(own.index() - 1 - height, (long) key.operators());
    return distance < key.threshold();
  }

  /** Whether the block after the archive's last one is signed now. */
  private boolean collect(long now) throws IOException {
    open(now);
    List<OutputsOfBlock> ready = new ArrayList<>();
    for (Collecting each : collecting.values()) {
      if (!each.outputs.missing().isEmpty() && addShares(each)) {
        ready.add(each.outputs);
      }
    }
    OutputsOfBlock.aggregate(ready, aggregator, verifier);
    boolean isAnyDone = false;
    while (!collecting.isEmpty() && first().outputs.missing().isEmpty()) {
      finish(first());
      isAnyDone = true;
    }
    if (!collecting.isEmpty()) {
      Collecting current = first();
      if (isAnyDone) {
        // Its turn begins now: until here it waited for others.
        current.askAt = Math.max(current.askAt, now + LATE_NANOS);
      } else if (now - current.askAt >= 0) {
        ask(current, now);
        isAnyDone = current.outputs.missing().isEmpty();
      }
    }
    return isAnyDone;
  }

  private Collecting first() {
    return collecting.firstEntry().getValue();
  }

  /** Looks at the next final blocks that are here; those before a snapshot come later, if ever. */
  private void open(long now) throws IOException {
    long last = Math.min(certified, archive.height() + TOGETHER_MAX);
    for (long height = archive.height() + 1; height <= last; height++) {
      if (!collecting.containsKey(height)) {
        Optional<Block> block = chain.find(height);
        if (block.isEmpty()) {
          return;
        }
        collecting.put(
            height, new Collecting(block.get(), new OutputsOfBlock(block.get(), outputs), now));
      }
    }
  }

  private void finish(Collecting current) throws IOException {
    archive.append(current.block.height(), current.outputs.byTransaction());
    noteFaults(current);
    collecting.headMap(archive.height() + 1).clear();
    Iterator<Long> heights = heard.keySet().iterator();
    while (heights.hasNext() && heights.next() <= archive.height()) {
      heights.remove();
    }
  }

  /** Whether there are new shares, and enough of them to try. */
  private boolean addShares(Collecting current) throws IOException {
    long height = current.block.height();
    boolean isMore = false;
    if (made.containsKey(height) || isOwnTurn(height)) {
      Optional<SortedMap<OutputPlace, G1>> shares = sharesOf(height);
      isMore = shares.isPresent() && take(current, own.index(), shares.get());
    }
    SortedMap<Integer, SortedMap<OutputPlace, G1>> others =
        heard.getOrDefault(height, new TreeMap<>());
    for (Map.Entry<Integer, SortedMap<OutputPlace, G1>> each : others.entrySet()) {
      isMore |= take(current, each.getKey(), each.getValue());
    }
    return isMore && current.taken.size() >= key.threshold();
  }

  private static boolean take(Collecting current, int operator, SortedMap<OutputPlace, G1> shares) {
    if (current.taken.putIfAbsent(operator, true) != null) {
      return false;
    }
    SortedMap<OutputPlace, PartialSignature> partial = new TreeMap<>();
    shares.forEach((place, value) -> partial.put(place, new PartialSignature(operator, value)));
    current.outputs.add(new ShareReport(operator, partial, Optional.empty()));
    return true;
  }

  /** Others are late: whoever can is asked, and this operator gives its own share in any case. */
  private void ask(Collecting current, long now) throws IOException {
    long height = current.block.height();
    current.patience = Math.min(2 * current.patience, LATE_NANOS_MAX);
    current.askAt = now + current.patience;
    noteFaults(current);
    if (certified - height >= BEHIND) {
      nextAsked = nextAsked % key.operators() + 1;
      if (nextAsked == own.index()) {
        nextAsked = nextAsked % key.operators() + 1;
      }
      channel.send(
          nextAsked, new SigningMessage.AskAggregates(height, SigningMessage.BLOCKS_MAX).encode());
    }
    // After a standstill of all nobody has aggregates, so shares are asked for in any case.
    sendToAll(new SigningMessage.AskShares(height));
    Optional<SortedMap<OutputPlace, G1>> shares = sharesOf(height);
    if (shares.isPresent()
        && take(current, own.index(), shares.get())
        && current.taken.size() >= key.threshold()) {
      current.outputs.aggregate(aggregator, verifier);
    }
  }

  /** This operator's shares of the final block at {@code height}, if its signer gives them. */
  private Optional<SortedMap<OutputPlace, G1>> sharesOf(long height) throws IOException {
    SortedMap<OutputPlace, G1> known = made.get(height);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Block> block = chain.find(height);
    if (block.isEmpty() || !chain.reaches(own.height() + 1)) {
      return Optional.empty();
    }
    List<OutputPlace> places = new OutputsOfBlock(block.get(), outputs).all();
    SortedMap<OutputPlace, G1> shares = new TreeMap<>();
    if (!places.isEmpty()) {
      ShareReport report = ShareReport.ask(own, chain, block.get(), places);
      report.fault().ifPresent(fault -> note("this operator's signer: " + fault));
      report.shares().forEach((place, share) -> shares.put(place, share.value()));
      if (shares.size() < places.size()) {
        return Optional.empty();
      }
    }
    made.put(height, shares);
    if (made.size() > REMEMBERED_MAX) {
      made.remove(made.keySet().iterator().next());
    }
    return Optional.of(shares);
  }

  private void sendToAll(SigningMessage message) {
    for (int operator = 1; operator <= key.operators(); operator++) {
      if (operator != own.index()) {
        channel.send(operator, message.encode());
      }
    }
  }

  private void answerAggregates(int operator, long from, int count) throws IOException {
    List<List<SigningMessage.Signed>> blocks = new ArrayList<>();
    long last = Math.min(archive.height(), from + count - 1);
    int size = 0;
    for (long height = from; height <= last && size < ANSWER_BYTES; height++) {
      Optional<Block> block = chain.find(height);
      if (block.isEmpty()) {
        break;
      }
      List<SigningMessage.Signed> signed = new ArrayList<>();
      for (int i = 0; i < block.get().transactions().size(); i++) {
        List<BlindSignature> signatures = archive.of(height, i);
        if (!signatures.isEmpty()) {
          signed.add(new SigningMessage.Signed(i, signatures));
          size += signatures.size() * 2 * G1.SIZE;
        }
      }
      blocks.add(signed);
    }
    if (!blocks.isEmpty()) {
      channel.send(operator, new SigningMessage.Aggregates(from, blocks).encode());
    }
  }

  private void takeAggregates(int operator, long from, List<List<SigningMessage.Signed>> blocks)
      throws IOException {
    look();
    for (int i = 0; i < blocks.size(); i++) {
      long height = from + i;
      Optional<Block> block =
          height == archive.height() + 1 && height <= certified
              ? chain.find(height)
              : Optional.empty();
      if (block.isPresent()) {
        OutputsOfBlock wanted = new OutputsOfBlock(block.get(), outputs);
        List<BlindSignature> signatures =
            blocks.get(i).stream().flatMap(each -> each.signatures().stream()).toList();
        if (!wanted.accept(signatures, key.key())) {
          note(
              "operator " + operator + " sent aggregates of block " + height + " that do not hold");
          return;
        }
        // The signer's own log is made whole along the way: it remembers what it would have signed.
        var _ = sharesOf(height);
        finish(new Collecting(block.get(), wanted, 0));
      }
    }
  }

  private void noteFaults(Collecting current) {
    current
        .outputs
        .faults()
        .forEach(
            (operator, fault) ->
                note(
                    "operator " + operator + " at block " + current.block.height() + ": " + fault));
  }

  private void note(String fault) {
    synchronized (faults) {
      if (!faults.contains(fault)) {
        faults.add(fault);
      }
      if (faults.size() > FAULTS_MAX) {
        faults.removeFirst();
      }
    }
  }
}
