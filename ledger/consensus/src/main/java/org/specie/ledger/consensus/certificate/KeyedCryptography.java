package org.specie.ledger.consensus.certificate;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.quorum.Combination;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.kernel.crypto.quorum.QuorumScheme;
import org.specie.kernel.crypto.quorum.QuorumSigner;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * The port on real keys, with either quorum scheme. With multi-signatures a vote is one signature
 * that counts for both certificates; with threshold keys it is a share of each, one after the
 * other. Thread-safe. Source: docs/spec/23-sbft.md, clause 3.3.
 */
public final class KeyedCryptography implements Cryptography {
  /**
   * The public keys of an epoch: σ with 3f + c + 1 of n, τ with 2f + c + 1, π with f + 1, and each
   * replica's identity.
   */
  public record PublicKeys(
      QuorumKey fast, QuorumKey prepared, QuorumKey execution, List<Ed25519PublicKey> identities) {
    public PublicKeys {
      identities = List.copyOf(identities);
      Check.that(
          fast.scheme() == prepared.scheme() && fast.scheme() == execution.scheme(),
          "one scheme in an epoch");
    }

    /** Whether these are keys for {@code quorums}. */
    public boolean fit(Quorums quorums) {
      int n = quorums.replicas();
      return identities.size() == n
          && fast.signers() == n
          && prepared.signers() == n
          && execution.signers() == n
          && fast.threshold() == quorums.fast()
          && prepared.threshold() == quorums.prepared()
          && execution.threshold() >= quorums.execution();
    }
  }

  /** One replica's secrets. */
  public interface Secrets {
    QuorumSigner fast();

    QuorumSigner prepared();

    QuorumSigner execution();

    /** The identity's Ed25519 signature on {@code message} as it stands. */
    ByteString sign(ByteString message);
  }

  private final Configuration configuration;
  private final PublicKeys keys;
  private final Secrets secrets;
  private final boolean isVoteOneSignature;

  public KeyedCryptography(Configuration configuration, PublicKeys keys, Secrets secrets) {
    Check.that(keys.fit(configuration.quorums()), "the keys are the configuration's");
    this.configuration = configuration;
    this.keys = keys;
    this.secrets = secrets;
    this.isVoteOneSignature = keys.fast().scheme() == QuorumScheme.MULTI_SIGNATURE;
  }

  private ByteString bytes(Statement statement) {
    return statement.signedBytes(configuration.ledgerId(), configuration.epoch());
  }

  @Override
  public ByteString share(Statement statement) {
    ByteString message = bytes(statement);
    return switch (statement) {
      case Statement.Vote _ ->
          isVoteOneSignature
              ? secrets.prepared().share(message)
              : ByteString.concat(secrets.fast().share(message), secrets.prepared().share(message));
      case Statement.Commitment _ -> secrets.prepared().share(message);
      case Statement.Execution _ -> secrets.execution().share(message);
    };
  }

  @Override
  public boolean isShare(Statement statement, ReplicaId signer, ByteString share) {
    ByteString message = bytes(statement);
    return switch (statement) {
      case Statement.Vote _ ->
          keys.fast().isShareValid(message, signer.index(), part(CertificateKind.FAST, share))
              && keys.prepared()
                  .isShareValid(message, signer.index(), part(CertificateKind.PREPARED, share));
      case Statement.Commitment _ -> keys.prepared().isShareValid(message, signer.index(), share);
      case Statement.Execution _ -> keys.execution().isShareValid(message, signer.index(), share);
    };
  }

  /** What of a share counts for a certificate of {@code kind}; of a malformed one, nothing. */
  private ByteString part(CertificateKind kind, ByteString share) {
    if (isVoteOneSignature) {
      return share;
    }
    int half = QuorumCertificate.ThresholdSignature.POINT_SIZE;
    return switch (kind) {
      case FAST -> share.size() == 2 * half ? share.slice(0, half) : ByteString.EMPTY;
      case PREPARED -> share.size() == 2 * half ? share.slice(half, 2 * half) : ByteString.EMPTY;
      case COMMITTED, EXECUTED -> share;
    };
  }

  private QuorumKey key(CertificateKind kind) {
    return switch (kind) {
      case FAST -> keys.fast();
      case PREPARED, COMMITTED -> keys.prepared();
      case EXECUTED -> keys.execution();
    };
  }

  @Override
  public Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    SortedMap<Integer, ByteString> parts = new TreeMap<>();
    shares.forEach((replica, share) -> parts.put(replica.index(), part(kind, share)));
    return switch (key(kind).combine(bytes(statement), parts)) {
      case Combination.Complete(QuorumCertificate certificate, SortedSet<Integer> liars) ->
          new Combined(Optional.of(certificate), replicas(liars));
      case Combination.TooFew(SortedSet<Integer> liars) ->
          new Combined(Optional.empty(), replicas(liars));
    };
  }

  private static SortedSet<ReplicaId> replicas(SortedSet<Integer> signers) {
    SortedSet<ReplicaId> replicas = new TreeSet<>();
    signers.forEach(signer -> replicas.add(new ReplicaId(signer)));
    return replicas;
  }

  @Override
  public boolean isCertificate(
      CertificateKind kind, Statement statement, QuorumCertificate certificate) {
    return fits(kind, statement) && key(kind).isValid(bytes(statement), certificate);
  }

  private static boolean fits(CertificateKind kind, Statement statement) {
    return switch (statement) {
      case Statement.Vote _ -> kind == CertificateKind.FAST || kind == CertificateKind.PREPARED;
      case Statement.Commitment _ -> kind == CertificateKind.COMMITTED;
      case Statement.Execution _ -> kind == CertificateKind.EXECUTED;
    };
  }

  @Override
  public ByteString sign(Signed signed) {
    return secrets.sign(signed.signedBytes(configuration.ledgerId(), configuration.epoch()));
  }

  @Override
  public boolean isSignature(Signed signed, ReplicaId signer, ByteString signature) {
    return keys.identities()
        .get(signer.index())
        .verify(signed.signedBytes(configuration.ledgerId(), configuration.epoch()), signature);
  }
}
