package org.specie.quality.testkit.simulation.signing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.time.Trace;

/**
 * The keys of all replicas of one epoch. What replicas say to each other carries a keyed hash that
 * verifies only if it was made with that operator's key; whoever is handed {@link #of} one replica
 * can make no other's. These are no signatures outside of a simulation, where everybody asks this
 * object; inside of it, where nobody looks into another's memory, they are as unforgeable.
 * Executions are signed in earnest, with Ed25519, because block logs, state transfer and auditors
 * verify those by themselves.
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
  private static final int SHARES_KNOWN_MAX = 4_096;

  private record Share(int signer, ByteString bytes) {}

  private final long secret;
  private final Hash32 ledgerId;
  private final OperatorSet operators;
  private final Scheme scheme;
  private final Signatures signatures;
  private final long[] keys;
  private final Map<Share, ByteString> shares =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Share, ByteString> eldest) {
          return size() > SHARES_KNOWN_MAX;
        }
      };

  public Keyring(
      long secret, Hash32 ledgerId, OperatorSet operators, Scheme scheme, Signatures signatures) {
    this.secret = secret;
    this.ledgerId = ledgerId;
    this.operators = operators;
    this.scheme = scheme;
    this.signatures = signatures;
    // By operator and not by seat: who stays has the same key in the next epoch.
    this.keys =
        operators.operators().stream()
            .mapToLong(each -> Chance.mix(secret + Trace.fingerprint(each.publicKey().bytes())))
            .toArray();
  }

  /** The keys as {@code replica} has them. */
  public Cryptography of(ReplicaId replica) {
    return new KeyedCryptography(this, replica);
  }

  public Hash32 ledgerId() {
    return ledgerId;
  }

  /** The epoch they are for. */
  public long epoch() {
    return operators.epoch();
  }

  Quorums quorums() {
    return new Quorums(operators.faults(), operators.slow());
  }

  Scheme scheme() {
    return scheme;
  }

  Signatures signatures() {
    return signatures;
  }

  /**
   * The certificate of {@code execution} as a block log takes it, for one that somebody verified: a
   * list of signatures. One of constant size is exchanged for the signatures it stands for, which a
   * simulation has no other way to know.
   */
  public QuorumCertificate logged(Execution execution, QuorumCertificate certificate) {
    return switch (certificate) {
      case MultiSignature list -> list;
      case ThresholdSignature _ -> agreed(execution);
    };
  }

  /** The certificate of what all operators agree on. */
  public QuorumCertificate agreed(Execution execution) {
    List<Part> parts = new ArrayList<>();
    for (int signer = 0; signer < operators.quorum(); signer++) {
      parts.add(new Part(signer, share(signer, execution)));
    }
    return new MultiSignature(parts);
  }

  /** The share of one replica on an execution. */
  ByteString share(int signer, Execution execution) {
    ByteString bytes = execution.signedBytes(ledgerId, epoch());
    Share wanted = new Share(signer, bytes);
    ByteString known = shares.get(wanted);
    if (known == null) {
      known = OperatorKeys.secret(operators.operators().get(signer)).share(bytes);
      shares.put(wanted, known);
    }
    return known;
  }

  /** A keyed hash of {@code size} bytes under the key of one replica. */
  ByteString ofReplica(ReplicaId replica, ByteString bytes, int size) {
    return hash(keys[replica.index()], bytes, size);
  }

  /** The value that only a quorum's shares make. */
  ByteString ofGroup(CertificateKind kind, ByteString bytes, int size) {
    long group = secret ^ Trace.fingerprint(operators.hash().bytes());
    return hash(Chance.mix(group ^ Trace.fingerprint(ByteString.utf8(kind.name()))), bytes, size);
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
