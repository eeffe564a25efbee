package org.specie.offline.monebox;

import javacard.security.RandomData;

/**
 * The card's generator for challenges and salts, called as Java Card 3.0.4 does; later versions, of
 * which the simulator is one, have other names for the same.
 */
final class Randomness {
  private final RandomData source;

  @SuppressWarnings("deprecation")
  Randomness() {
    source = RandomData.getInstance(RandomData.ALG_SECURE_RANDOM);
  }

  @SuppressWarnings("deprecation")
  void fill(byte[] bytes, short at, short length) {
    source.generateData(bytes, at, length);
  }
}
