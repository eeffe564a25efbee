package org.specie.cash.gateway.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.OutputSignatures;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.gateway.message.FinalBlock;
import org.specie.cash.gateway.message.FinalHeader;
import org.specie.cash.gateway.message.FinalTransaction;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.cash.gateway.message.StateEntry;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.Receipt;
import org.specie.ledger.state.AuthenticatedState;

/**
 * Answers from one replica's chain, state and archive. Only what is final is handed out: a block
 * whose certificate has not arrived yet is treated as one that is not there.
 */
public final class LedgerAnswers implements Answers {
  /** How far back a replica looks for its last certified block. */
  private static final int UNCERTIFIED_MAX = 512;

  /**
   * So many bits fewer than advised are answered too: replicas are not all at one height, and
   * askers remember an advice while the ledger grows fourfold.
   */
  private static final int BITS_BELOW_ADVICE_MAX = 2;

  private final CashApplication application;
  private final BlockSource blocks;
  private final OutputSignatures signatures;
  private final FinalHeight finality;
  private final Submissions submissions;
  private final Openings openings;
  private final Directory directory;
  private final Supplier<ReplicaStatus> status;

  /**
   * @param finality to wait for a height that somebody has seen elsewhere
   * @param status of the replica, at any time
   */
  public LedgerAnswers(
      CashApplication application,
      BlockSource blocks,
      OutputSignatures signatures,
      FinalHeight finality,
      Submissions submissions,
      Openings openings,
      Directory directory,
      Supplier<ReplicaStatus> status) {
    this.application = application;
    this.blocks = blocks;
    this.signatures = signatures;
    this.finality = finality;
    this.submissions = submissions;
    this.openings = openings;
    this.directory = directory;
    this.status = status;
  }

  /** Knows who operated the ledger when. */
  @FunctionalInterface
  public interface Directory {
    /** Every change of operators since genesis. */
    OperatorHistory history() throws IOException;
  }

  /** Waits for finality. */
  @FunctionalInterface
  public interface FinalHeight {
    /** Waits a moment for the block at {@code height} to be final here; whether it is. */
    boolean await(long height) throws IOException;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    return switch (request) {
      case Request.Genesis() -> new Reply.Genesis(application.ledger().genesis().encode());
      case Request.Entries entries -> entries(entries);
      case Request.Find(var id) -> find(id);
      case Request.Bucket bucket -> bucket(bucket);
      case Request.Blocks range -> range(range);
      case Request.Submit(var transaction) -> submitted(submissions.submit(transaction));
      case Request.Status() -> new Reply.Status(status.get());
      case Request.Operators() -> new Reply.Operators(directory.history().encode());
      case Request.OpeningShare(var core, long minHeight) -> opening(core, minHeight);
    };
  }

  private Reply opening(Hash32 core, long minHeight) throws IOException {
    if (!finality.await(minHeight)) {
      return new Reply.Refused(GatewayReason.BEHIND);
    }
    return switch (openings.part(core, finalHeight())) {
      case Openings.Part.Given(var share) -> new Reply.OpeningShare(share);
      case Openings.Part.Withheld(var reason) -> new Reply.Refused(reason);
    };
  }

  private Reply entries(Request.Entries wanted) throws IOException {
    if (!finality.await(wanted.minHeight())) {
      return new Reply.Refused(GatewayReason.BEHIND);
    }
    Optional<FinalHeader> head = head();
    if (head.isEmpty() || head.get().header().height() < wanted.minHeight()) {
      return new Reply.Refused(GatewayReason.BEHIND);
    }
    AuthenticatedState state = application.state();
    long height = head.get().header().height();
    List<StateEntry> entries = new ArrayList<>();
    for (ByteString key : wanted.keys()) {
      entries.add(new StateEntry(state.get(height, key), state.prove(height, key)));
    }
    return new Reply.Entries(head.get(), entries);
  }

  /** The last header that is final here and whose state is committed here. */
  private Optional<FinalHeader> head() throws IOException {
    long top = Math.min(blocks.height(), application.state().version().orElse(-1L));
    for (long height = top; height >= Math.max(0, top - UNCERTIFIED_MAX); height--) {
      Optional<CommitCertificate> certificate = blocks.readCertificate(height);
      if (certificate.isPresent()) {
        Optional<Block> block = blocks.readBlock(height);
        return block.map(each -> new FinalHeader(each.header(), certificate.get()));
      }
    }
    return Optional.empty();
  }

  private long finalHeight() throws IOException {
    return head().map(head -> head.header().height()).orElse(0L);
  }

  private Reply find(Hash32 id) throws IOException {
    // First the height: what is final after it was read is only more than is promised.
    long height = finalHeight();
    Optional<GatewayReason> gap = gap();
    Optional<TransactionIndex.Entry> entry = application.index().find(id);
    if (entry.isEmpty()) {
      return gap.isPresent()
          ? new Reply.Refused(gap.get())
          : new Reply.Found(height, Optional.empty());
    }
    if (entry.get().height() <= height && blocks.readBlock(entry.get().height()).isEmpty()) {
      // It is known to be there, so nobody is told that it is not.
      return new Reply.Refused(GatewayReason.NOT_KEPT);
    }
    signatures.await(entry.get().height());
    return new Reply.Found(height, transaction(entry.get().height(), entry.get().index()));
  }

  /** Why the index may lack what is in the chain, so that nobody may be told that it is not. */
  private Optional<GatewayReason> gap() throws IOException {
    if (application.index().unseen().isPresent()) {
      return Optional.of(GatewayReason.FILLING_IN);
    }
    return application.index().hasGivenUp()
        ? Optional.of(GatewayReason.NOT_KEPT)
        : Optional.empty();
  }

  private Optional<FinalTransaction> transaction(long height, int index) throws IOException {
    Optional<Block> block = blocks.readBlock(height);
    Optional<CommitCertificate> certificate = blocks.readCertificate(height);
    return block.isPresent() && certificate.isPresent()
        ? Optional.of(transaction(block.get(), certificate.get(), index))
        : Optional.empty();
  }

  private FinalTransaction transaction(Block block, CommitCertificate certificate, int index)
      throws IOException {
    return new FinalTransaction(
        block.transactions().get(index),
        Receipt.of(block, certificate, index),
        signatures.of(block.height(), index));
  }

  private Reply bucket(Request.Bucket wanted) throws IOException {
    if (wanted.bits() < application.index().advisedBits() - BITS_BELOW_ADVICE_MAX) {
      return new Reply.Refused(GatewayReason.TOO_FEW_BITS);
    }
    long height = finalHeight();
    Optional<GatewayReason> gap = gap();
    if (gap.isPresent()) {
      return new Reply.Refused(gap.get());
    }
    signatures.await(height);
    List<FinalTransaction> page = new ArrayList<>();
    Set<Place> inPage = new HashSet<>();
    long size = 0;
    var bucket = new LedgerGateway.Bucket(wanted.bits(), wanted.prefix());
    int most = Reply.Bucket.TRANSACTIONS_MAX + 1;
    List<Filing> filings = application.index().filings(bucket, wanted.from(), most);
    for (int i = 0; i < filings.size(); i++) {
      if (size > Reply.PAGE_BYTES || i == Reply.Bucket.TRANSACTIONS_MAX) {
        return new Reply.Bucket(height, page, Optional.of(filings.get(i)));
      }
      Place place = filings.get(i).place();
      if (place.height() > height || !inPage.add(place)) {
        continue;
      }
      Optional<FinalTransaction> found = transaction(place.height(), place.index());
      if (found.isEmpty()) {
        return new Reply.Refused(GatewayReason.NOT_KEPT);
      }
      page.add(found.get());
      size += found.get().sizeEstimate();
    }
    return new Reply.Bucket(height, page, Optional.empty());
  }

  private Reply range(Request.Blocks wanted) throws IOException {
    List<FinalBlock> found = new ArrayList<>();
    signatures.await(Math.min(wanted.to(), finalHeight()));
    long size = 0;
    for (long height = wanted.from(); height <= wanted.to() && size < Reply.PAGE_BYTES; height++) {
      Optional<ByteString> block = blocks.block(height);
      Optional<ByteString> certificate = blocks.certificate(height);
      Optional<Block> content = blocks.readBlock(height);
      if (block.isEmpty() || certificate.isEmpty() || content.isEmpty()) {
        break;
      }
      boolean isTooMuch = !found.isEmpty() && size + block.get().size() > Reply.PAGE_BYTES;
      if (isTooMuch) {
        break;
      }
      found.add(new FinalBlock(block.get(), certificate.get(), signatures(content.get())));
      size += block.get().size() + certificate.get().size();
    }
    if (!found.isEmpty()) {
      return new Reply.Blocks(found);
    }
    return new Reply.Refused(
        wanted.from() <= finalHeight() ? GatewayReason.NOT_KEPT : GatewayReason.BEHIND);
  }

  private List<List<BlindSignature>> signatures(Block block) throws IOException {
    List<List<BlindSignature>> all = new ArrayList<>();
    for (int index = 0; index < block.transactions().size(); index++) {
      all.add(signatures.of(block.height(), index));
    }
    return all;
  }

  private Reply submitted(Submissions.Outcome outcome) throws IOException {
    return switch (outcome) {
      case Submissions.Outcome.Final(long height, int index) ->
          transaction(height, index)
              .<Reply>map(Reply.Submitted::new)
              .orElseGet(() -> new Reply.Refused(GatewayReason.UNDECIDED));
      case Submissions.Outcome.NotAdmitted(var reason) -> new Reply.NotAdmitted(reason.code());
      case Submissions.Outcome.Undecided() -> new Reply.Refused(GatewayReason.UNDECIDED);
      case Submissions.Outcome.Busy() -> new Reply.Refused(GatewayReason.BUSY);
    };
  }
}
