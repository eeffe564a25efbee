package org.specie.quality.testkit.simulation.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * The consensus keys of machines. Each has a first one and a further one for each time its key is
 * rotated; they are the same in all runs, because making them is dear.
 */
public final class OperatorKeys {
  private static final String NAME = "operator ";
  private static final Map<OperatorSet.Operator, OperatorKey> SECRETS = new ConcurrentHashMap<>();
  private static final Map<List<Integer>, OperatorSet.Operator> OPERATORS =
      new ConcurrentHashMap<>();

  private OperatorKeys() {}

  /** The operator of a machine with the {@code rotation}-th of its keys. */
  public static OperatorSet.Operator operator(int machine, int rotation) {
    return OPERATORS.computeIfAbsent(List.of(machine, rotation), OperatorKeys::make);
  }

  private static OperatorSet.Operator make(List<Integer> machineAndRotation) {
    Chance chance = new Chance(machineAndRotation.getFirst()).named("operator");
    for (int i = 0; i < machineAndRotation.getLast(); i++) {
      chance = chance.named("rotated");
    }
    byte[] seed = new byte[32];
    for (int at = 0; at < seed.length; at++) {
      seed[at] = (byte) chance.below(256);
    }
    OperatorKey key = OperatorKey.fromSeed(seed);
    OperatorSet.Operator operator = key.operator(NAME + machineAndRotation.getFirst());
    SECRETS.put(operator, key);
    return operator;
  }

  /** The machine that {@code operator} runs. */
  public static int machine(OperatorSet.Operator operator) {
    return Integer.parseInt(operator.name().substring(NAME.length()));
  }

  /** The secret behind an operator's key; whoever asks for another's than its own cheats. */
  public static OperatorKey secret(OperatorSet.Operator operator) {
    return Optional.ofNullable(SECRETS.get(operator)).orElseThrow();
  }

  /** The set of {@code epoch} in which each of {@code machines} has the key of that rotation. */
  public static OperatorSet set(
      long epoch, List<Integer> machines, Map<Integer, Integer> rotations, Quorums quorums) {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int machine : machines) {
      operators.add(operator(machine, rotations.getOrDefault(machine, 0)));
    }
    return OperatorSet.replicated(epoch, operators, quorums.faults(), quorums.slow());
  }

  /** Who founds a ledger of this size: the first machines with their first keys. */
  public static OperatorSet founders(Quorums quorums) {
    List<Integer> machines = IntStream.range(0, quorums.replicas()).boxed().toList();
    return set(0, machines, Map.of(), quorums);
  }
}
