package org.specie.node.signing;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorShares;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.ledger.api.block.Block;

/**
 * This operator's shares of final blocks, asked of its signer and remembered until the block's
 * aggregates are archived: nobody makes it sign a block again and again. Lives on one thread.
 */
final class OwnShares {
  /** Blocks whose shares are remembered, the lowest, which are signed next. */
  private static final int REMEMBERED_MAX = 64;

  private final SigningSeats seats;
  private final String self;
  private final SignableOutputs outputs;
  private final OutputSigner signer;
  private final OperatorShares shares;
  private final CertifiedChain chain;
  private final Consumer<String> faults;
  private final NavigableMap<Long, SortedMap<OutputPlace, G1>> made = new TreeMap<>();
  private Optional<OwnShare> ownShare = Optional.empty();

  /** A share of this operator, found to be one of the key as an epoch holds it. */
  private record OwnShare(long epoch, OperatorShare share) {}

  OwnShares(
      SigningSeats seats,
      String self,
      SignableOutputs outputs,
      OutputSigner signer,
      OperatorShares shares,
      CertifiedChain chain,
      Consumer<String> faults) {
    this.seats = seats;
    this.self = self;
    this.outputs = outputs;
    this.signer = signer;
    this.shares = shares;
    this.chain = chain;
    this.faults = faults;
  }

  /** Height of the last header the signer verified. Safe for any thread. */
  long followed() {
    return signer.height();
  }

  boolean isMade(long height) {
    return made.containsKey(height);
  }

  void forgetUpTo(long height) {
    made.headMap(height, true).clear();
  }

  /**
   * The shares of the final block at {@code height}, if the signer gives them.
   *
   * @param known the block's outputs, if they were read already
   */
  Optional<SortedMap<OutputPlace, G1>> of(long height, Optional<OutputsOfBlock> known)
      throws IOException {
    SortedMap<OutputPlace, G1> remembered = made.get(height);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<Block> block = chain.find(height);
    if (block.isEmpty() || !chain.reaches(signer.height() + 1)) {
      return Optional.empty();
    }
    List<OutputPlace> places =
        known.orElseGet(() -> new OutputsOfBlock(block.get(), outputs)).all();
    SortedMap<OutputPlace, G1> given = new TreeMap<>();
    if (!places.isEmpty()) {
      SigningSeats.Seats seated = seats.at(height);
      if (!hasShare(height, seated)) {
        return Optional.empty();
      }
      ShareReport report = ShareReport.ask(signer, seated.place(self), chain, block.get(), places);
      report.fault().ifPresent(fault -> faults.accept("this operator's signer: " + fault));
      report.shares().forEach((place, share) -> given.put(place, share.value()));
      if (given.size() < places.size()) {
        return Optional.empty();
      }
    }
    made.put(height, given);
    if (made.size() > REMEMBERED_MAX) {
      made.pollLastEntry();
    }
    return Optional.of(given);
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
}
