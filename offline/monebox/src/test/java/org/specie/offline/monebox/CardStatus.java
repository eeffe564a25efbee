package org.specie.offline.monebox;

import java.nio.ByteBuffer;

/** The answer to STATUS, read. */
record CardStatus(
    byte state,
    long balance,
    long loaded,
    long received,
    long spent,
    long buttonLimit,
    long tapLimit,
    long cap,
    long unpressed,
    int floor,
    int freeKeys,
    int certifiedKeys,
    int bindings) {
  CardStatus(byte[] answer) {
    this(answer[0], ByteBuffer.wrap(answer, 33, answer.length - 33));
  }

  private CardStatus(byte state, ByteBuffer rest) {
    this(
        state,
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getLong(),
        rest.getInt(),
        rest.get(),
        rest.get(),
        rest.get());
  }

  /** The equation that every card keeps. */
  boolean balances() {
    return balance == loaded + received - spent;
  }
}
