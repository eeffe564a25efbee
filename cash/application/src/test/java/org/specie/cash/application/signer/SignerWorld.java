package org.specie.cash.application.signer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsThresholdKey;
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

/**
 * Four operators with keys from a real ceremony, and a chain on which anything can be put. Its
 * application is a list: a transaction names the generation, and for each output a base and a
 * commitment to the first of two attributes; the second is the number 7.
 */
final class SignerWorld {
  static final int GENERATION = 3;
  static final Scalar SECOND = Scalar.of(7);

  final Entropy entropy;
  final Genesis genesis;
  final PsThresholdKey key;
  final List<PsKeyShare> shares = new ArrayList<>();
  final List<Block> blocks = new ArrayList<>();
  private final List<OperatorKey> operatorKeys = new ArrayList<>();

  SignerWorld(long seed) {
    Random random = new Random(seed);
    entropy = random::nextBytes;
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      operatorKeys.add(OperatorKey.generate(entropy));
      operators.add(operatorKeys.getLast().operator("operator " + i));
    }
    genesis =
        new Genesis("signers", 1_000, new OperatorSet(operators, 3), ByteString.utf8("start"));
    LocalCeremony ceremony =
        LocalCeremony.run(DkgParameters.forSignatures(genesis.ledgerId(), 4, 2, 2), entropy);
    key = ceremony.key().signatureKey();
    ceremony.shares().forEach(share -> shares.add(share.signatureShare()));
    append(List.of(), List.of());
  }

  /** What a holder asks to be signed: an attribute m hidden as m·h + d·g. */
  record Wish(G1 base, Scalar attribute, Scalar blinding) {
    G1 commitment() {
      return base.times(attribute).plus(G1.GENERATOR.times(blinding));
    }
  }

  Wish wish(String base) {
    G1 h = G1.hashToCurve(ByteString.utf8(base), ByteString.utf8("SPECIE-signer-test"));
    return new Wish(h, Scalar.random(entropy), Scalar.random(entropy));
  }

  static Transaction transaction(int generation, Wish... wishes) {
    Encoder out = new Encoder().u16(generation);
    out.list(List.of(wishes), (each, wish) -> encode(each, wish.base(), wish.commitment()));
    return new Transaction(out.toByteString());
  }

  static Transaction transaction(G1 base, G1 commitment) {
    Encoder out = new Encoder().u16(GENERATION).u32(1);
    encode(out, base, commitment);
    return new Transaction(out.toByteString());
  }

  private static void encode(Encoder out, G1 base, G1 commitment) {
    base.encode(out);
    commitment.encode(out);
  }

  static List<SignableOutput> outputs(Transaction transaction, TransactionResult result) {
    Decoder in = new Decoder(transaction.bytes());
    try {
      int generation = in.u16();
      return in.list(8, each -> new SignableOutput(generation, request(each)));
    } catch (MalformedInput e) {
      return List.of();
    }
  }

  private static SigningRequest request(Decoder in) throws MalformedInput {
    return new SigningRequest(
        G1.decode(in),
        List.of(new Attribute.Committed(G1.decode(in)), new Attribute.Public(SECOND)));
  }

  /** A sound block with these transactions, all applied. */
  Block append(Transaction... transactions) {
    return append(
        List.of(transactions),
        List.of(transactions).stream()
            .map(each -> new TransactionResult(each.id(), 0, ByteString.EMPTY))
            .toList());
  }

  Block append(List<Transaction> transactions, List<TransactionResult> results) {
    blocks.add(block(transactions, results));
    return blocks.getLast();
  }

  /** The block that would come next. */
  Block block(List<Transaction> transactions, List<TransactionResult> results) {
    return new Block(header(transactions, results), transactions, results);
  }

  private BlockHeader header(List<Transaction> transactions, List<TransactionResult> results) {
    return new BlockHeader(
        genesis.ledgerId(),
        blocks.size(),
        blocks.isEmpty() ? Hash32.ZERO : blocks.getLast().header().hash(),
        1_000,
        transactions.size(),
        Block.transactionsRoot(transactions),
        Block.resultsRoot(results),
        StateRoot.EMPTY,
        Hash32.ZERO,
        genesis.operators().hash());
  }

  /** The header with signatures of the first {@code signatures} operators. */
  CertifiedHeader certify(BlockHeader header, int signatures) {
    List<QuorumCertificate.Part> all = new ArrayList<>();
    for (int i = 0; i < signatures; i++) {
      all.add(operatorKeys.get(i).sign(i, header));
    }
    return new CertifiedHeader(header, CommitCertificate.of(header, all));
  }

  /** All headers so far, with certificates. */
  List<CertifiedHeader> certified() {
    return blocks.stream().map(block -> certify(block.header(), 3)).toList();
  }

  OperatorSigner signer(int index, Storage storage) throws IOException {
    return signer(index, GENERATION, storage);
  }

  OperatorSigner signer(int index, int generation, Storage storage) throws IOException {
    OperatorShare share = new OperatorShare(generation, shares.get(index - 1));
    return OperatorSigner.open(genesis, share, SignerWorld::outputs, storage);
  }
}
