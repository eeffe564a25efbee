package org.specie.quality.testkit.simulation.replica;

/** Where in its work a machine can lose power. Between any two of them nothing is durable. */
public enum CrashPoint {
  /** The records of a turn are written and not synced. */
  BEFORE_SYNC,
  /** The records are durable and nothing that waited for them was sent. */
  BETWEEN_SYNC_AND_SEND,
  /** A part of the messages was sent. */
  AMID_SENDS,
  /** The block is executed and nowhere durable. */
  BEFORE_BLOCK,
  /** The block is in the log and the application does not have it. */
  BETWEEN_BLOCK_AND_COMMIT,
  /** Both have it and nobody was told. */
  AFTER_COMMIT,
  /** Some of what a state transfer writes in one go is on the disk. */
  AMID_TRANSFER,
  /** The last block of the epoch is final, and the next epoch has not begun here. */
  BEFORE_HAND_OVER,
  /** The log begins anew for the next epoch, and nothing has been said in it. */
  AFTER_HAND_OVER
}
