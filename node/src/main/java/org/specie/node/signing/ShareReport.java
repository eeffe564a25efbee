package org.specie.node.signing;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.OutputSigner;
import org.specie.cash.application.signer.SignerAnswer;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.ledger.api.block.Block;

/**
 * What one operator's signer gave when asked for the outputs of a block: shares nobody has checked
 * yet, and what went wrong. Whatever a signer does is its own fault and no reason to stop.
 */
record ShareReport(
    int operator, SortedMap<OutputPlace, PartialSignature> shares, Optional<String> fault) {
  /** Most headers handed to a signer at once. */
  private static final int HEADERS_MAX = 256;

  ShareReport {
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /**
   * Hands {@code signer} the headers it lacks and asks it for shares of {@code places}.
   *
   * @param seat whose share is wanted, from 1
   */
  static ShareReport ask(
      OutputSigner signer, int seat, CertifiedChain chain, Block block, List<OutputPlace> places)
      throws IOException {
    while (signer.height() < block.height()) {
      long from = signer.height() + 1;
      var next = chain.headers(from, Math.min(block.height(), from + HEADERS_MAX - 1));
      try {
        if (signer.follow(next) instanceof Verdict.Refused(Reason reason)) {
          return silent(seat, text(reason));
        }
      } catch (IOException e) {
        return silent(seat, String.valueOf(e.getMessage()));
      }
    }
    try {
      return of(seat, places, signer.sign(block, places));
    } catch (IOException e) {
      return silent(seat, String.valueOf(e.getMessage()));
    }
  }

  private static ShareReport of(int seat, List<OutputPlace> places, List<SignerAnswer> answers) {
    SortedMap<OutputPlace, PartialSignature> shares = new TreeMap<>();
    Optional<String> fault =
        answers.size() == places.size() ? Optional.empty() : Optional.of("answered only in part");
    for (int i = 0; i < Math.min(answers.size(), places.size()); i++) {
      switch (answers.get(i)) {
        case SignerAnswer.Signed(PartialSignature share) -> {
          if (share.index() == seat) {
            shares.put(places.get(i), share);
          } else {
            fault = Optional.of("sent a share of another operator");
          }
        }
        case SignerAnswer.Refused(Reason reason) -> fault = Optional.of(text(reason));
      }
    }
    return new ShareReport(seat, shares, fault);
  }

  private static ShareReport silent(int seat, String fault) {
    return new ShareReport(seat, new TreeMap<>(), Optional.of(fault));
  }

  private static String text(Reason reason) {
    return reason.code() + " " + reason.sentence();
  }
}
