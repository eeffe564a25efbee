package org.specie.cash.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.CertificateScheme;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.transport.link.LinkLimits;

/**
 * Clause 2.5 of docs/spec/28-gateway.md: no block that operators accept is too long to hand out.
 */
class LongestBlockTest {
  /** As short as leaves room for an aggregate; so there are as many transactions as may be. */
  private static final int TRANSACTION_BYTES =
      Block.TRANSACTIONS_BYTES_MAX / Block.TRANSACTIONS_MAX;

  private static final int EVENT_BYTES = TRANSACTION_BYTES - 2 * G1.SIZE;

  private static ByteString filled(int size, int number) {
    return ByteString.concat(
        new Encoder().u32(number).toByteString(), ByteString.copyOf(new byte[size - 4]));
  }

  private static Hash32 hash(int number) {
    return Hash32.sha256(filled(4, number));
  }

  private static Operator operator(int number) {
    Ed25519PublicKey key =
        new Ed25519SecretKey(Secret.copyOf(hash(number).bytes().toByteArray())).publicKey();
    return new Operator("%064d".formatted(number), key, "a".repeat(255), hash(1_000_000 + number));
  }

  private static ThresholdBlsKey shared(int threshold, int signers) {
    List<G2> keys = new ArrayList<>();
    for (int i = 1; i <= signers; i++) {
      keys.add(G2.GENERATOR.times(Scalar.of(i)));
    }
    return new ThresholdBlsKey(threshold, G2.GENERATOR, keys);
  }

  /** The most operators an act may name: 96 are one of 3f + 2c + 1 with f = 31, c = 1. */
  private static OperatorSet operators() {
    int faults = (Resharing.RECIPIENTS_MAX - 3) / 3;
    int slow = 1;
    List<Operator> operators = new ArrayList<>();
    for (int i = 0; i < Resharing.RECIPIENTS_MAX; i++) {
      operators.add(operator(i));
    }
    return new OperatorSet(
        1,
        operators,
        faults,
        slow,
        faults + 1,
        new CertificateScheme.ThresholdBls(
            shared(3 * faults + slow + 1, operators.size()),
            shared(2 * faults + slow + 1, operators.size()),
            shared(faults + 1, operators.size())));
  }

  private static QuorumCertificate everybody() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < QuorumCertificate.SIGNERS_MAX; i++) {
      parts.add(new Part(i, filled(Part.SIGNATURE_SIZE, i)));
    }
    return new QuorumCertificate.MultiSignature(parts);
  }

  private static FinalBlock longest() {
    List<Transaction> transactions = new ArrayList<>();
    List<TransactionResult> results = new ArrayList<>();
    List<List<BlindSignature>> aggregates = new ArrayList<>();
    for (int i = 0; i < Block.TRANSACTIONS_MAX; i++) {
      transactions.add(new Transaction(filled(TRANSACTION_BYTES, i)));
      results.add(
          new TransactionResult(
              transactions.getLast().id(), TransactionResult.APPLIED, filled(EVENT_BYTES, i)));
      aggregates.add(List.of(new BlindSignature(G1.GENERATOR, G1.GENERATOR)));
    }
    OperatorSet operators = operators();
    BlockHeader header =
        new BlockHeader(
            Hash32.ZERO,
            Long.MAX_VALUE,
            Hash32.ZERO,
            Long.MAX_VALUE,
            transactions.size(),
            Hash32.ZERO,
            Hash32.ZERO,
            new StateRoot(Hash32.ZERO),
            Hash32.ZERO,
            operators.hash());
    Block block = new Block(header, transactions, results, Optional.of(operators));
    assertThat(new Proposal(1, transactions).isWellFormed()).isTrue();
    CommitCertificate certificate =
        new CommitCertificate(header.height(), header.hash(), everybody());
    return new FinalBlock(block.encode(), certificate.encode(), aggregates);
  }

  @Test
  void theLongestBlockThatOperatorsAcceptIsAnAnswer() throws MalformedInput {
    FinalBlock longest = longest();
    Encoder alone = new Encoder();
    longest.encode(alone);
    assertThat(alone.size()).isBetween(FinalBlock.BYTES_MAX - (80 << 10), FinalBlock.BYTES_MAX);

    Answered answered = new Answered(Long.MAX_VALUE, new Reply.Blocks(List.of(longest)));
    ByteString reply = MessageCodec.encode(answered);
    assertThat(reply.size()).isLessThanOrEqualTo(Reply.BYTES_MAX);
    assertThat(MessageCodec.decodeReply(reply)).isEqualTo(answered);
  }

  @Test
  void theLimitsOfBatchReplyAndQueueFitIntoOneAnother() {
    int head = 64;
    assertThat(FinalBlock.BYTES_MAX).isEqualTo(2_523_402).isLessThan(Reply.BYTES_MAX - head);
    ByteString longest = ByteString.copyOf(new byte[Reply.BYTES_MAX]);
    List<ByteString> frames = ReplyParts.split(1, longest);
    long queued = frames.stream().mapToLong(ByteString::size).sum();
    assertThat(queued + 16L * frames.size()).isLessThan(LinkLimits.CLIENTS.queueBytesMax());
    assertThat(frames.size()).isLessThan(LinkLimits.CLIENTS.queueFramesMax());
  }

  @Test
  void noProposalHasMoreBytesThanABlock() {
    List<Transaction> most = new ArrayList<>();
    while (Block.fits(most)) {
      assertThat(new Proposal(1, most).isWellFormed()).isTrue();
      most.add(new Transaction(filled(Transaction.BYTES_MAX, most.size())));
    }
    assertThat(most).hasSize(Block.TRANSACTIONS_BYTES_MAX / Transaction.BYTES_MAX + 1);
    assertThat(new Proposal(1, most).isWellFormed()).isFalse();
  }
}
