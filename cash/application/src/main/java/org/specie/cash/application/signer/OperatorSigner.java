package org.specie.cash.application.signer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.chain.BlockRules;

/**
 * Signs outputs with one operator's share, and only when all six conditions hold: (1) the block is
 * committed by a certificate this signer verified itself, in a chain of headers it followed from
 * genesis without a gap; (2) block, nullifiers and result are durable: a certificate is made of
 * operators who hold the block, and what the signer concluded from it is in its own log before it
 * answers; (3) the result says "applied" and stands under that header; (4) the transaction creates
 * an output of this number; (5) the output's key generation is that of the share in force at the
 * block's height; (6) no other message was ever signed under this base.
 *
 * <p>A share is a pure function of the committed record: whoever asks twice, or asks after a crash,
 * gets the same bytes. Nothing is signed on the strength of a proposal or of an execution.
 *
 * <p>Thread-safe: one call at a time reads and writes the log; shares are computed outside it. Cost
 * of an output: 0.4 ms, and one durable write a call. Source: docs/spec/10-private-cash.md, clause
 * 10.10.
 */
public final class OperatorSigner implements OutputSigner {
  private final BlockRules rules;
  private final OperatorShares shares;
  private final SignableOutputs outputs;
  private final SignerLog log;
  private Optional<BlockHeader> head;
  private CertificateVerifier inForce;

  private OperatorSigner(
      Genesis genesis,
      OperatorShares shares,
      SignableOutputs outputs,
      SignerLog log,
      Optional<BlockHeader> head,
      CertificateVerifier inForce) {
    this.rules = new BlockRules(genesis);
    this.inForce = inForce;
    this.shares = shares;
    this.outputs = outputs;
    this.log = log;
    this.head = head;
  }

  /** A signer whose operator has one share, which signs at every height. */
  public static OperatorSigner open(
      Genesis genesis, OperatorShare share, SignableOutputs outputs, Storage storage)
      throws IOException {
    return open(genesis, height -> Optional.of(share), outputs, storage);
  }

  /** Continues the log in {@code storage}, which no other signer shares. */
  public static OperatorSigner open(
      Genesis genesis, OperatorShares shares, SignableOutputs outputs, Storage storage)
      throws IOException {
    SignerLog log = new SignerLog(storage);
    OperatorSet operators = log.operators().orElse(genesis.operators());
    return new OperatorSigner(
        genesis,
        shares,
        outputs,
        log,
        log.head(),
        new CertificateVerifier(genesis.ledgerId(), operators));
  }

  @Override
  public int index() {
    return shares.at(height() + 1).map(OperatorShare::index).orElse(0);
  }

  @Override
  public synchronized long height() {
    return head.map(BlockHeader::height).orElse(-1L);
  }

  @Override
  public synchronized Verdict follow(List<CertifiedHeader> next) throws IOException {
    List<BlockHeader> verified = new ArrayList<>();
    Optional<BlockHeader> parent = head;
    CertificateVerifier seated = inForce;
    Verdict verdict = Verdict.accepted();
    for (CertifiedHeader each : next) {
      verdict = rules.place(parent, each.header());
      if (verdict.isAccepted()) {
        verdict =
            BlockRules.finality(seated, each.header(), each.newOperators(), each.certificate());
      }
      if (!verdict.isAccepted()) {
        break;
      }
      verified.add(each.header());
      parent = Optional.of(each.header());
      seated = seated.after(each.newOperators());
    }
    if (!verified.isEmpty()) {
      log.append(verified, seated.operators());
      head = parent;
      inForce = seated;
    }
    return verdict;
  }

  @Override
  public List<SignerAnswer> sign(Block block, List<OutputPlace> wanted) throws IOException {
    List<Decision> decisions = decide(block, wanted);
    List<SignerAnswer> answers = new ArrayList<>(decisions.size());
    for (Decision decision : decisions) {
      answers.add(
          switch (decision) {
            case Decision.Sign(var share, var request) ->
                new SignerAnswer.Signed(share.share().sign(request));
            case Decision.Refuse(var reason) -> new SignerAnswer.Refused(reason);
          });
    }
    return answers;
  }

  /** Whether an output may be signed; by the time this is known, the log says so. */
  private sealed interface Decision {
    record Sign(OperatorShare share, SigningRequest request) implements Decision {}

    record Refuse(Reason reason) implements Decision {}
  }

  private synchronized List<Decision> decide(Block block, List<OutputPlace> wanted)
      throws IOException {
    Verdict believed = believe(block);
    Map<ByteString, Hash32> fresh = new TreeMap<>();
    Map<Integer, List<SignableOutput>> earned = new TreeMap<>();
    List<Decision> decisions = new ArrayList<>(wanted.size());
    for (OutputPlace place : wanted) {
      decisions.add(
          believed instanceof Verdict.Refused(var reason)
              ? new Decision.Refuse(reason)
              : decide(block, place, earned, fresh));
    }
    if (!fresh.isEmpty()) {
      log.remember(fresh);
    }
    return decisions;
  }

  /** Whether this is the block of the header verified at its height, contents included. */
  private Verdict believe(Block block) throws IOException {
    Optional<Hash32> verified = log.header(block.height());
    if (verified.isEmpty()) {
      return Verdict.refused(SignerReason.NOT_FINAL);
    }
    return verified.get().equals(block.header().hash())
        ? BlockRules.contents(block)
        : Verdict.refused(SignerReason.OTHER_BLOCK);
  }

  /**
   * @param earned the outputs of the transactions looked at so far, each read once
   */
  private Decision decide(
      Block block,
      OutputPlace place,
      Map<Integer, List<SignableOutput>> earned,
      Map<ByteString, Hash32> fresh)
      throws IOException {
    if (place.transaction() < 0 || place.transaction() >= block.results().size()) {
      return new Decision.Refuse(SignerReason.NOT_APPLIED);
    }
    TransactionResult result = block.results().get(place.transaction());
    if (!result.isApplied()) {
      return new Decision.Refuse(SignerReason.NOT_APPLIED);
    }
    List<SignableOutput> all =
        earned.computeIfAbsent(
            place.transaction(), at -> outputs.of(block.transactions().get(at), result));
    if (place.output() < 0 || place.output() >= all.size()) {
      return new Decision.Refuse(SignerReason.NO_SUCH_OUTPUT);
    }
    SignableOutput output = all.get(place.output());
    Optional<OperatorShare> share = shares.at(block.height());
    if (share.isEmpty()) {
      return new Decision.Refuse(SignerReason.NO_SHARE);
    }
    if (output.generation() != share.get().generation()) {
      return new Decision.Refuse(SignerReason.OTHER_GENERATION);
    }
    return isTheOnlyMessage(output.request(), fresh)
        ? new Decision.Sign(share.get(), output.request())
        : new Decision.Refuse(SignerReason.BASE_USED);
  }

  /** Whether the base is new, which {@code fresh} then says, or was used for just this message. */
  private boolean isTheOnlyMessage(SigningRequest request, Map<ByteString, Hash32> fresh)
      throws IOException {
    ByteString base = request.base().toCompressed();
    Hash32 digest = request.digest();
    Optional<Hash32> known = Optional.ofNullable(fresh.get(base));
    if (known.isEmpty()) {
      known = log.signed(base);
    }
    if (known.isEmpty()) {
      fresh.put(base, digest);
      return true;
    }
    return known.get().equals(digest);
  }
}
