package org.specie.quality.testkit.simulation.signing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.time.Trace;

/**
 * The keys of all replicas of one epoch. A share is a keyed hash that verifies only if it was made
 * with that replica's key; whoever is handed {@link #of} one replica can make no other's. These are
 * no signatures outside of a simulation, where everybody asks this object; inside of it, where
 * nobody looks into another's memory, they are as unforgeable.
 */
public final class Keyring {
  /** How certificates look. */
  public enum Scheme {
    /** A share of each signer. */
    MULTI_SIGNATURE,
    /** One value of constant size that only enough shares make. */
    THRESHOLD
  }

  private static final int WORD_BYTES = 8;

  private final long secret;
  private final Hash32 ledgerId;
  private final long epoch;
  private final Quorums quorums;
  private final Scheme scheme;

  public Keyring(long secret, Hash32 ledgerId, long epoch, Quorums quorums, Scheme scheme) {
    this.secret = secret;
    this.ledgerId = ledgerId;
    this.epoch = epoch;
    this.quorums = quorums;
    this.scheme = scheme;
  }

  /** The keys as {@code replica} has them. */
  public Cryptography of(ReplicaId replica) {
    return new KeyedCryptography(this, replica);
  }

  Hash32 ledgerId() {
    return ledgerId;
  }

  /** The epoch they are for. */
  public long epoch() {
    return epoch;
  }

  Quorums quorums() {
    return quorums;
  }

  Scheme scheme() {
    return scheme;
  }

  /** A keyed hash of {@code size} bytes under the key of one replica. */
  ByteString ofReplica(ReplicaId replica, ByteString bytes, int size) {
    return hash(Chance.mix(secret + replica.index()), bytes, size);
  }

  /** The value that only a quorum's shares make. */
  ByteString ofGroup(CertificateKind kind, ByteString bytes, int size) {
    return hash(Chance.mix(secret ^ Trace.fingerprint(ByteString.utf8(kind.name()))), bytes, size);
  }

  private static ByteString hash(long key, ByteString bytes, int size) {
    byte[] from = bytes.toByteArray();
    long state = key;
    for (int at = 0; at < from.length; at += WORD_BYTES) {
      long word = 0;
      for (int i = at; i < Math.min(at + WORD_BYTES, from.length); i++) {
        word = (word << 8) | (from[i] & 0xff);
      }
      state = Chance.mix((state ^ word) + 0x9E3779B97F4A7C15L);
    }
    state = Chance.mix(state ^ key ^ from.length);
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      if (i % WORD_BYTES == 0) {
        state = Chance.mix(state + 0x9E3779B97F4A7C15L);
      }
      out[i] = (byte) (state >>> (i % WORD_BYTES * 8));
    }
    return ByteString.copyOf(out);
  }
}
