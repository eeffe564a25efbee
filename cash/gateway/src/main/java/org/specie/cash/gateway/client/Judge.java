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
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockRules;

/**
 * Says of what replicas answer whether it proves itself: headers by their certificate, transactions
 * by their receipt, entries by their path to the state root, aggregates by the operators' key. Safe
 * for many threads. Cost: a certificate is f + 1 signatures, an aggregate about 1 ms; both are
 * remembered.
 */
final class Judge {
  private static final int REMEMBERED_MAX = 4096;

  private final LedgerConstants ledger;
  private final KnownOperators operators;
  private final Map<Hash32, Boolean> finalHeaders = remembering();
  private final Map<Hash32, List<BlindSignature>> soundSignatures = remembering();

  Judge(LedgerConstants ledger, KnownOperators operators) {
    this.ledger = ledger;
    this.operators = operators;
  }

  private static <K, V> Map<K, V> remembering() {
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
    Transaction transaction = found.transaction();
    boolean holds =
        transaction.id().equals(id)
            && isFinal(new FinalHeader(found.receipt().header(), found.receipt().certificate()))
            && operators.prove(found.receipt(), id)
            && areSigned(transaction, found.receipt().result(), found.signatures());
    return holds
        ? Optional.of(
            recorded(
                found.receipt().header().height(),
                found.receipt().header().epochSeconds(),
                found.receipt().transactionProof().index(),
                transaction,
                found.receipt().result(),
                found.signatures()))
        : Optional.empty();
  }

  /** What a block came to. */
  record JudgedBlock(Block block, CommitCertificate certificate, List<Recorded> transactions) {}

  /** The block at {@code height}, if {@code found} is that and final. */
  Optional<JudgedBlock> block(long height, FinalBlock found) {
    try {
      Block block = Block.decode(found.block());
      CommitCertificate certificate = CommitCertificate.decode(found.certificate());
      boolean holds =
          block.height() == height
              && isFinal(new FinalHeader(block.header(), certificate))
              && BlockRules.contents(block).isAccepted()
              && found.signatures().size() == block.transactions().size();
      return holds ? transactions(block, certificate, found) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private Optional<JudgedBlock> transactions(
      Block block, CommitCertificate certificate, FinalBlock found) {
    List<Recorded> recorded = new ArrayList<>();
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction transaction = block.transactions().get(i);
      TransactionResult result = block.results().get(i);
      List<BlindSignature> signatures = found.signatures().get(i);
      if (!areSigned(transaction, result, signatures)) {
        return Optional.empty();
      }
      recorded.add(
          recorded(
              block.height(), block.header().epochSeconds(), i, transaction, result, signatures));
    }
    return Optional.of(new JudgedBlock(block, certificate, recorded));
  }

  /** Whether {@code signatures} are none yet, or the operators' on just these outputs. */
  private boolean areSigned(
      Transaction transaction, TransactionResult result, List<BlindSignature> signatures) {
    if (signatures.isEmpty() || signatures.equals(soundSignatures.get(result.hash()))) {
      return true;
    }
    if (!result.transactionId().equals(transaction.id())) {
      return false;
    }
    List<SigningRequest> outputs = AppliedOutputs.of(ledger, transaction, result);
    boolean holds = outputs.size() == signatures.size();
    for (int i = 0; holds && i < outputs.size(); i++) {
      holds =
          signatures.get(i).base().equals(outputs.get(i).base())
              && ledger.key().key().verifies(outputs.get(i), signatures.get(i));
    }
    if (holds) {
      soundSignatures.put(result.hash(), signatures);
    }
    return holds;
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

  private static Recorded recorded(
      long height,
      long epochSeconds,
      int index,
      Transaction transaction,
      TransactionResult result,
      List<BlindSignature> signatures) {
    return new Recorded(
        transaction.id(),
        height,
        index,
        epochSeconds,
        transaction.bytes(),
        result.code(),
        result.event(),
        signatures);
  }
}
