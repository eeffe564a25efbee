package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
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

  /** Blocks ahead of the last final one for which shares are kept. */
  private static final int AHEAD = 32;

  /** Shares are sent unasked for the last blocks only; whoever is further behind asks. */
  private static final int PUSHED_MAX = 32;

  /** From so many blocks behind on aggregates are asked for rather than shares. */
  private static final int BEHIND = 4;

  /** Blocks whose aggregates are verified as one batch, when so many wait. */
  private static final int TOGETHER_MAX = 32;

  /** Faults kept to be shown. */
  private static final int FAULTS_MAX = 64;

  private static final long IDLE_MS = 500;

  private final SigningSeats seats;
  private final String self;
  private final SignableOutputs outputs;
  private final OwnShares own;
  private final CertifiedChain chain;
  private final SignatureArchive archive;
  private final BatchVerifier verifier;
  private final OperatorChannel channel;
  private final KeptShares kept = new KeptShares();
  private final Questions questions = new Questions();
  private final List<String> faults = new ArrayList<>();
  private long certified = -1;
  private long pushed;
  private final OpenBlocks open = new OpenBlocks();
  private int nextAsked;

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
    this.chain = new CertifiedChain(blocks);
    this.own = new OwnShares(seats, self, outputs, own, shares, chain, this::note);
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
    return Math.min(archive.height(), own.followed()) + 1;
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

  /** How many bytes of shares of {@code operator} are kept unread. */
  int keptBytes(String operator) {
    return kept.bytes(operator);
  }

  /** Takes what somebody said who is linked, with a seat or without. */
  void hear(String operator, SigningMessage message, long now) throws IOException {
    if (operator.equals(self)) {
      return;
    }
    switch (message) {
      case SigningMessage.Shares given -> keep(operator, given);
      case SigningMessage.AskShares(long height) -> answerShares(operator, height, now);
      case SigningMessage.AskAggregates(long height, int count) -> {
        if (questions.admitsMany(operator, now)) {
          boolean _ = answerAggregates(operator, height, count);
        }
      }
      case SigningMessage.Aggregates(long height, var blocks) -> {
        if (questions.isAwaited(operator)) {
          takeAggregates(operator, height, blocks);
        }
      }
    }
  }

  private void keep(String operator, SigningMessage.Shares given) throws IOException {
    look();
    long height = given.height();
    long last = Math.min(archive.height() + WINDOW, certified + AHEAD);
    if (archive.height() < height && height <= last && isSeated(operator, height)) {
      kept.keep(operator, given);
    }
  }

  /** Who has no chain yet does not know who has a seat. */
  private boolean isSeated(String operator, long height) throws IOException {
    return 0 <= certified && certified <= chain.height() && seats.at(height).place(operator) > 0;
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
          sendToAll(height, SigningMessage.Shares.of(height, given.get()));
        }
      }
      pushed = height;
    }
    own.forgetUpTo(archive.height());
  }

  private boolean isOwnTurn(long height) throws IOException {
    SigningSeats.Seats seated = seats.at(height);
    int place = seated.place(self);
    long distance = Math.floorMod(place - 1 - height, (long) seated.key().operators());
    return place > 0 && distance < seated.key().threshold();
  }

  /**
   * What is archived is answered with aggregates and not signed again; nothing else is given to who
   * has no seat, nor for blocks far ahead, which are not of use before those in between are signed.
   */
  private void answerShares(String operator, long height, long now) throws IOException {
    look();
    if (height < 0 || height > certified || !questions.admitsOne(operator, height, now)) {
      return;
    }
    boolean isAnswered =
        height > archive.height() + TOGETHER_MAX || answerAggregates(operator, height, 1);
    if (!isAnswered && isSeated(operator, height)) {
      Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
      if (given.isPresent()) {
        channel.send(operator, SigningMessage.Shares.of(height, given.get()).encode());
      }
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
    noteFaults(current);
    archive.append(current.block().height(), current.outputs().byTransaction());
    open.closeUpTo(archive.height());
    kept.forgetUpTo(archive.height());
    own.forgetUpTo(archive.height());
  }

  /** Whether there are new shares, and enough of them to try. */
  private boolean addShares(OpenBlock current) throws IOException {
    long height = current.block().height();
    boolean isMore = false;
    if (own.isMade(height) || isOwnTurn(height)) {
      Optional<SortedMap<OutputPlace, G1>> given = sharesOf(height);
      isMore = given.isPresent() && current.take(self, given.get());
    }
    for (Map.Entry<String, SigningMessage.Shares> each : kept.take(height).entrySet()) {
      isMore |= current.read(each.getKey(), each.getValue());
    }
    return isMore && current.hasEnough();
  }

  /** Others are late: whoever can is asked, and this operator gives its own share in any case. */
  private void ask(OpenBlock current, long now) throws IOException {
    long height = current.block().height();
    current.asked(now);
    noteFaults(current);
    if (certified - height >= BEHIND) {
      String next = nextAsked();
      questions.asked(next);
      channel.send(
          next, new SigningMessage.AskAggregates(height, SigningMessage.BLOCKS_MAX).encode());
    }
    // After a standstill of all nobody has aggregates, so shares are asked for in any case.
    current.seats().names().forEach(questions::asked);
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

  /** This operator's shares of the final block at {@code height}, if its signer gives them. */
  private Optional<SortedMap<OutputPlace, G1>> sharesOf(long height) throws IOException {
    return own.of(height, open.at(height).map(OpenBlock::outputs));
  }

  private void sendToAll(long height, SigningMessage message) throws IOException {
    for (String operator : seats.at(height).names()) {
      if (!operator.equals(self)) {
        channel.send(operator, message.encode());
      }
    }
  }

  /** Whether there was something to answer with. */
  private boolean answerAggregates(String operator, long from, int count) throws IOException {
    Optional<SigningMessage.Aggregates> answer = ArchiveAnswer.of(archive, from, count);
    if (answer.isPresent()) {
      channel.send(operator, answer.get().encode());
    }
    return answer.isPresent();
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
