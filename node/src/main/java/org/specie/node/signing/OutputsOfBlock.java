package org.specie.node.signing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.SignableOutput;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.SignatureBatch;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.TransactionResult;

/** The outputs of one block on their way from shares to verified aggregates. */
final class OutputsOfBlock {
  /** One output. */
  private static final class Output {
    private final SigningRequest request;
    private final List<PartialSignature> shares = new ArrayList<>();
    private Optional<BlindSignature> signature = Optional.empty();

    private Output(SigningRequest request) {
      this.request = request;
    }
  }

  private final SortedMap<OutputPlace, Output> outputs = new TreeMap<>();
  private final SortedMap<Integer, String> faults = new TreeMap<>();

  OutputsOfBlock(Block block, SignableOutputs signable) {
    for (int i = 0; i < block.results().size(); i++) {
      TransactionResult result = block.results().get(i);
      if (result.isApplied()) {
        List<SignableOutput> earned = signable.of(block.transactions().get(i), result);
        for (int output = 0; output < earned.size(); output++) {
          outputs.put(new OutputPlace(i, output), new Output(earned.get(output).request()));
        }
      }
    }
  }

  /** The outputs without an aggregate. */
  List<OutputPlace> missing() {
    return outputs.entrySet().stream()
        .filter(each -> each.getValue().signature.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All outputs, signed or not. */
  List<OutputPlace> all() {
    return List.copyOf(outputs.keySet());
  }

  /**
   * Takes aggregates that somebody else made, one an output in order; false, and nothing is taken,
   * unless all of them hold.
   */
  boolean accept(List<BlindSignature> signatures, SignatureBatch batch) {
    if (signatures.size() != outputs.size()) {
      return false;
    }
    List<SignatureBatch.Answer> answers = new ArrayList<>();
    for (Output output : outputs.values()) {
      answers.add(new SignatureBatch.Answer(output.request, signatures.get(answers.size())));
    }
    if (!batch.allHold(answers)) {
      return false;
    }
    int next = 0;
    for (Output output : outputs.values()) {
      output.signature = Optional.of(signatures.get(next++));
    }
    return true;
  }

  /** What the operators asked so far did wrong, by index. */
  SortedMap<Integer, String> faults() {
    return faults;
  }

  void add(ShareReport report) {
    report.fault().ifPresent(fault -> faults.put(report.operator(), fault));
    outputs.forEach(
        (place, output) -> {
          PartialSignature share = report.shares().get(place);
          if (share != null) {
            output.shares.add(share);
          }
        });
  }

  /** Makes a verified aggregate of each output that has shares enough. */
  void aggregate(PsAggregator aggregator, BatchVerifier verifier) {
    aggregate(List.of(this), aggregator, verifier);
  }

  /** The same for many blocks, all in one batch. */
  static void aggregate(
      List<OutputsOfBlock> blocks, PsAggregator aggregator, BatchVerifier verifier) {
    List<Output> open = new ArrayList<>();
    List<OutputsOfBlock> homes = new ArrayList<>();
    for (OutputsOfBlock block : blocks) {
      for (Output output : block.outputs.values()) {
        if (output.signature.isEmpty()) {
          open.add(output);
          homes.add(block);
        }
      }
    }
    List<Aggregation<BlindSignature>> aggregations =
        aggregator.aggregateAll(
            open.stream()
                .map(output -> new PsAggregator.Gathered(output.request, output.shares))
                .toList(),
            verifier);
    for (int i = 0; i < open.size(); i++) {
      open.get(i).signature = homes.get(i).signature(aggregations.get(i));
    }
  }

  private Optional<BlindSignature> signature(Aggregation<BlindSignature> aggregation) {
    return switch (aggregation) {
      case Aggregation.Complete<BlindSignature>(var signature, var liars) -> {
        liars.forEach(this::blame);
        yield Optional.of(signature);
      }
      case Aggregation.TooFew<BlindSignature>(var _, var _, var liars) -> {
        liars.forEach(this::blame);
        yield Optional.empty();
      }
      case Aggregation.InvalidIndices<BlindSignature>(var indices) -> {
        indices.forEach(this::blame);
        yield Optional.empty();
      }
      case Aggregation.WrongOpening<BlindSignature>(var liars) -> {
        liars.forEach(this::blame);
        yield Optional.empty();
      }
    };
  }

  private void blame(int operator) {
    faults.put(operator, "sent a share that does not verify");
  }

  /** The aggregates by number of the transaction, in the order of its outputs. */
  Map<Integer, List<BlindSignature>> byTransaction() {
    Map<Integer, List<BlindSignature>> byTransaction = new LinkedHashMap<>();
    outputs.forEach(
        (place, output) ->
            byTransaction
                .computeIfAbsent(place.transaction(), _ -> new ArrayList<>())
                .add(output.signature.orElseThrow()));
    return byTransaction;
  }
}
