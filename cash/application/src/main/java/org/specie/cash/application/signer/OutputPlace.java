package org.specie.cash.application.signer;

/**
 * One output of a block.
 *
 * @param transaction number of the transaction in its block, from 0
 * @param output number of the output in the order the transaction creates them, from 0
 */
public record OutputPlace(int transaction, int output) implements Comparable<OutputPlace> {
  @Override
  public int compareTo(OutputPlace other) {
    return transaction == other.transaction
        ? Integer.compare(output, other.output)
        : Integer.compare(transaction, other.transaction);
  }
}
