package org.specie.cash.gateway.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.AppliedOutputs;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.gateway.message.FinalBlock;
import org.specie.cash.gateway.message.FinalHeader;
import org.specie.cash.gateway.message.FinalTransaction;
import org.specie.cash.gateway.message.Reply;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockRules;
import org.specie.ledger.api.chain.Receipt;

/**
 * Says of what replicas answer whether it proves itself: headers by their certificate, transactions
 * by their receipt, entries by their path to the state root, aggregates by the operators' key, all
 * those of a reply together. Safe for many threads. Cost: a certificate is f + 1 signatures, an
 * aggregate among many 0.2 ms; both are remembered.
 */
final class Judge {
  private static final int REMEMBERED_MAX = 4096;

  private final LedgerConstants ledger;
  private final KnownOperators operators;
  private final Map<Hash32, Boolean> finalHeaders = remembering();
  private final OutputSignatures signatures;

  /**
   * @param entropy unpredictable to replicas
   */
  Judge(LedgerConstants ledger, KnownOperators operators, Entropy entropy) {
    this.ledger = ledger;
    this.operators = operators;
    this.signatures = new OutputSignatures(ledger, entropy);
  }

  /** A memory that loses what it learnt first, once it is full. */
  static <K, V> Map<K, V> remembering() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED_MAX;
          }
        });
  }

  /** Whether {@code head} is the header of a final block of this ledger. */
  boolean isFinal(FinalHeader head) {
    Hash32 hash = head.header().hash();
    if (finalHeaders.containsKey(hash)) {
      // A header is final once and for all, whichever certificate comes with it.
      return true;
    }
    boolean isFinal = operators.certify(head.header(), head.certificate());
    if (isFinal) {
      finalHeaders.put(hash, true);
    }
    return isFinal;
  }

  /** The entries at {@code keys} if all are proven under one final header. */
  Optional<ProvenState> state(List<ByteString> keys, Reply.Entries reply) {
    return isFinal(reply.head())
        ? ProvenState.of(reply.head().header(), keys, reply.entries())
        : Optional.empty();
  }

  /** The transaction named {@code id}, if {@code found} shows that it came to what it says. */
  Optional<Recorded> transaction(Hash32 id, FinalTransaction found) {
    return found.transaction().id().equals(id)
        ? transactions(List.of(found)).map(List::getFirst)
        : Optional.empty();
  }

  /** What each of {@code found} came to; nothing of them if one does not show it. */
  Optional<List<Recorded>> transactions(List<FinalTransaction> found) {
    List<OutputSignatures.Claim> claims = new ArrayList<>(found.size());
    List<Recorded> recorded = new ArrayList<>(found.size());
    for (FinalTransaction each : found) {
      Receipt receipt = each.receipt();
      boolean holds =
          isFinal(new FinalHeader(receipt.header(), receipt.certificate()))
              && operators.prove(receipt, each.transaction().id());
      if (!holds) {
        return Optional.empty();
      }
      var claim =
          new OutputSignatures.Claim(each.transaction(), receipt.result(), each.signatures());
      claims.add(claim);
      recorded.add(recorded(receipt.header(), receipt.transactionProof().index(), claim));
    }
    return signatures.hold(claims) ? Optional.of(recorded) : Optional.empty();
  }

  /** What a block came to. */
  record JudgedBlock(Block block, CommitCertificate certificate, List<Recorded> transactions) {}

  /** Blocks from {@code from} on, if {@code found} are those and final; nothing if one is not. */
  Optional<List<JudgedBlock>> blocks(long from, List<FinalBlock> found) {
    List<OutputSignatures.Claim> claims = new ArrayList<>();
    List<JudgedBlock> judged = new ArrayList<>(found.size());
    for (FinalBlock each : found) {
      Optional<JudgedBlock> block = block(from + judged.size(), each, claims);
      if (block.isEmpty()) {
        return Optional.empty();
      }
      judged.add(block.get());
    }
    return signatures.hold(claims) ? Optional.of(judged) : Optional.empty();
  }

  /** A final block; what is said to be signed of it goes to {@code claims}. */
  private Optional<JudgedBlock> block(
      long height, FinalBlock found, List<OutputSignatures.Claim> claims) {
    try {
      Block block = Block.decode(found.block());
      CommitCertificate certificate = CommitCertificate.decode(found.certificate());
      boolean holds =
          block.height() == height
              && isFinal(new FinalHeader(block.header(), certificate))
              && BlockRules.contents(block).isAccepted()
              && found.signatures().size() == block.transactions().size();
      if (!holds) {
        return Optional.empty();
      }
      List<Recorded> recorded = new ArrayList<>();
      for (int i = 0; i < block.transactions().size(); i++) {
        var claim =
            new OutputSignatures.Claim(
                block.transactions().get(i), block.results().get(i), found.signatures().get(i));
        claims.add(claim);
        recorded.add(recorded(block.header(), i, claim));
      }
      return Optional.of(new JudgedBlock(block, certificate, recorded));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** Whether every output that {@code recorded} has earned is signed. */
  boolean isWhole(Recorded recorded) {
    return recorded.code() != TransactionResult.APPLIED
        || recorded.signatures().size()
            == AppliedOutputs.of(
                    ledger,
                    new Transaction(recorded.bytes()),
                    new TransactionResult(recorded.id(), recorded.code(), recorded.event()))
                .size();
  }

  private static Recorded recorded(BlockHeader head, int index, OutputSignatures.Claim claim) {
    return new Recorded(
        claim.transaction().id(),
        head.height(),
        index,
        head.epochSeconds(),
        claim.transaction().bytes(),
        claim.result().code(),
        claim.result().event(),
        claim.signatures());
  }
}
