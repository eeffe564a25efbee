package org.specie.quality.testkit.timing;

/**
 * What a run came to, all of it in virtual time.
 *
 * @param perSecond requests that became final, a second
 * @param p50Ms from a client's request to the proof that it is final, half of them
 * @param blocks measured
 * @param messagesPerBlock sent between replicas, periodic ones left out
 * @param digestsCompared checkpoints at which every replica had the same digest
 */
public record Timing(
    int replicas,
    double perSecond,
    double p50Ms,
    double p99Ms,
    int requests,
    long blocks,
    double transactionsPerBlock,
    double messagesPerBlock,
    double bytesPerBlock,
    int digestsCompared) {}
