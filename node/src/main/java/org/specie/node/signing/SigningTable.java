package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorShares;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.SignatureBatch;
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

  private static final long IDLE_MS = 500;

  private final SigningSeats seats;
  private final String self;
  private final SignableOutputs outputs;
  private final OutputSigner own;
  private final OperatorShares shares;
  private final CertifiedChain chain;
  private final SignatureArchive archive;
  private final BatchVerifier verifier;
  private final OperatorChannel channel;
  private final Map<Long, SortedMap<String, SortedMap<OutputPlace, G1>>> heard = new TreeMap<>();
  private final Map<Long, SortedMap<OutputPlace, G1>> made = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long certified = -1;
  private long pushed;
  private final OpenBlocks open = new OpenBlocks();
  private int nextAsked;
  private Optional<OwnShare> ownShare = Optional.empty();

  /** A share of this operator, found to be one of the key as an epoch holds it. */
  private record OwnShare(long epoch, OperatorShare share) {}

  /**
   * @param self this operator's name
   * @param own this operator's signer
   * @param shares with which it signs
   * @param blocks of this replica
   */
  public SigningTable(
      SigningSeats seats,
      String self,
      SignableOutputs outputs,
      OutputSigner own,
      OperatorShares shares,
      BlockSource blocks,
      SignatureArchive archive,
      BatchVerifier verifier,
      OperatorChannel channel) {
    this.seats = seats;
    this.self = self;
    this.outputs = outputs;
    this.own = own;
    this.shares = shares;
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

  /** Somebody waits for the outputs of the block at {@code height}. Safe for any thread. */
  void want(long height) {
    open.want(height);
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
    return open.nextMoment()
        .map(at -> Math.clamp(TimeUnit.NANOSECONDS.toMillis(at - now), 1, IDLE_MS))
        .orElse(IDLE_MS);
  }

  /** Takes what another operator said. */
  void hear(String operator, SigningMessage message) throws IOException {
    if (operator.equals(self)) {
      return;
    }
    switch (message) {
      case SigningMessage.Shares(long height, var given) -> {
        if (archive.height() < height && height <= archive.height() + WINDOW) {
          heard.computeIfAbsent(height, _ -> new TreeMap<>()).putIfAbsent(operator, given);
        }
      }
      case SigningMessage.AskShares(long height) -> answerShares(operator, height);
      case SigningMessage.AskAggregates(long height, int count) ->
          answerAggregates(operator, height, count);
      case SigningMessage.Aggregates(long height, var blocks) ->
          takeAggregates(operator, height, blocks);
    }
  }

  /** Does whatever can be done now. */
  void advance(long now) throws IOException {
    look();
    openNext(now);
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
        Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
        if (given.isPresent() && !given.get().isEmpty()) {
          sendToAll(height, new SigningMessage.Shares(height, given.get()));
        }
      }
      pushed = height;
    }
  }

  private boolean isOwnTurn(long height) throws IOException {
    SigningSeats.Seats seated = seats.at(height);
    int place = seated.place(self);
    long distance = Math.floorMod(place - 1 - height, (long) seated.key().operators());
    return place > 0 && distance < seated.key().threshold();
  }

  /** Whoever has no share of that time any more has the aggregates, and gives those. */
  private void answerShares(String operator, long height) throws IOException {
    look();
    if (height < 0 || height > certified) {
      return;
    }
    Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
    if (given.isPresent()) {
      channel.send(operator, new SigningMessage.Shares(height, given.get()).encode());
    } else {
      answerAggregates(operator, height, 1);
    }
  }

  /** Whether the block after the archive's last one is signed now. */
  private boolean collect(long now) throws IOException {
    openNext(now);
    for (OpenBlock each : open.all()) {
      if (!each.isSigned() && addShares(each)) {
        each.hasMore(now);
      }
    }
    open.aggregateInTime(now, verifier);
    boolean isAnyDone = false;
    Optional<OpenBlock> first = open.first();
    while (first.isPresent() && first.get().isSigned()) {
      finish(first.get());
      isAnyDone = true;
      first = open.first();
    }
    if (first.isEmpty() || first.get().untriedSince().isPresent()) {
      return isAnyDone;
    }
    OpenBlock current = first.get();
    if (isAnyDone) {
      current.itsTurn(now);
    } else if (now - current.askAt() >= 0) {
      ask(current, now);
      isAnyDone = current.isSigned();
    }
    return isAnyDone;
  }

  /** Looks at the next final blocks that are here; those before a snapshot come later, if ever. */
  private void openNext(long now) throws IOException {
    long last = Math.min(certified, archive.height() + TOGETHER_MAX);
    for (long height = archive.height() + 1; height <= last; height++) {
      if (open.at(height).isEmpty()) {
        Optional<Block> block = chain.find(height);
        if (block.isEmpty()) {
          return;
        }
        open.add(
            new OpenBlock(
                block.get(), seats.at(height), new OutputsOfBlock(block.get(), outputs), now));
      }
    }
  }

  private void finish(OpenBlock current) throws IOException {
    archive.append(current.block().height(), current.outputs().byTransaction());
    noteFaults(current);
    open.closeUpTo(archive.height());
    Iterator<Long> heights = heard.keySet().iterator();
    while (heights.hasNext() && heights.next() <= archive.height()) {
      heights.remove();
    }
  }

  /** Whether there are new shares, and enough of them to try. */
  private boolean addShares(OpenBlock current) throws IOException {
    long height = current.block().height();
    boolean isMore = false;
    if (made.containsKey(height) || isOwnTurn(height)) {
      Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
      isMore = given.isPresent() && current.take(self, given.get());
    }
    SortedMap<String, SortedMap<OutputPlace, G1>> others =
        heard.getOrDefault(height, new TreeMap<>());
    for (Map.Entry<String, SortedMap<OutputPlace, G1>> each : others.entrySet()) {
      isMore |= current.take(each.getKey(), each.getValue());
    }
    return isMore && current.hasEnough();
  }

  /** Others are late: whoever can is asked, and this operator gives its own share in any case. */
  private void ask(OpenBlock current, long now) throws IOException {
    long height = current.block().height();
    current.asked(now);
    noteFaults(current);
    if (certified - height >= BEHIND) {
      channel.send(
          nextAsked(),
          new SigningMessage.AskAggregates(height, SigningMessage.BLOCKS_MAX).encode());
    }
    // After a standstill of all nobody has aggregates, so shares are asked for in any case.
    sendToAll(height, new SigningMessage.AskShares(height));
    Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
    if (given.isPresent() && current.take(self, given.get()) && current.hasEnough()) {
      current.outputs().aggregate(current.seats().aggregator(), verifier);
    }
  }

  /** One after another of those who operate the ledger by now: whoever left may be gone. */
  private String nextAsked() throws IOException {
    List<String> names =
        seats.at(certified).names().stream().filter(each -> !each.equals(self)).toList();
    nextAsked = (nextAsked + 1) % names.size();
    return names.get(nextAsked);
  }

  /** Whether this operator has the share of the key that its seat at this height asks for. */
  private boolean hasShare(long height, SigningSeats.Seats seated) {
    Optional<OperatorShare> share = shares.at(height);
    if (share.isEmpty() || share.get().index() != seated.place(self)) {
      return false;
    }
    Optional<OwnShare> known =
        ownShare.filter(each -> each.epoch() == seated.epoch() && each.share().equals(share.get()));
    if (known.isEmpty() && share.get().isOf(seated.key())) {
      ownShare = Optional.of(new OwnShare(seated.epoch(), share.get()));
      return true;
    }
    return known.isPresent();
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
    List<OutputPlace> places =
        open.at(height)
            .map(OpenBlock::outputs)
            .orElseGet(() -> new OutputsOfBlock(block.get(), outputs))
            .all();
    SortedMap<OutputPlace, G1> given = new TreeMap<>();
    if (!places.isEmpty()) {
      SigningSeats.Seats seated = seats.at(height);
      if (!hasShare(height, seated)) {
        return Optional.empty();
      }
      ShareReport report = ShareReport.ask(own, seated.place(self), chain, block.get(), places);
      report.fault().ifPresent(fault -> note("this operator's signer: " + fault));
      report.shares().forEach((place, share) -> given.put(place, share.value()));
      if (given.size() < places.size()) {
        return Optional.empty();
      }
    }
    made.put(height, given);
    if (made.size() > REMEMBERED_MAX) {
      made.remove(made.keySet().iterator().next());
    }
    return Optional.of(given);
  }

  private void sendToAll(long height, SigningMessage message) throws IOException {
    for (String operator : seats.at(height).names()) {
      if (!operator.equals(self)) {
        channel.send(operator, message.encode());
      }
    }
  }

  private void answerAggregates(String operator, long from, int count) throws IOException {
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

  private void takeAggregates(String operator, long from, List<List<SigningMessage.Signed>> blocks)
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
        SigningSeats.Seats seated = seats.at(height);
        if (!wanted.accept(signatures, new SignatureBatch(seated.key().key(), verifier))) {
          note(operator + " sent aggregates of block " + height + " that do not hold");
          return;
        }
        // The signer's own log is made whole along the way: it remembers what it would have signed.
        var _ = sharesOf(height);
        finish(new OpenBlock(block.get(), seated, wanted, 0));
      }
    }
  }

  private void noteFaults(OpenBlock current) {
    current
        .outputs()
        .faults()
        .forEach(
            (seat, fault) ->
                note(
                    current.seats().name(seat)
                        + " at block "
                        + current.block().height()
                        + ": "
                        + fault));
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
