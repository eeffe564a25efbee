package org.specie.quality.testkit.simulation.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.time.Trace;

/** One replica's view of a {@link Keyring}. */
final class KeyedCryptography implements Cryptography {
  private final Keyring keys;
  private final ReplicaId self;

  KeyedCryptography(Keyring keys, ReplicaId self) {
    this.keys = keys;
    this.self = self;
  }

  private ByteString made(ReplicaId signer, ByteString bytes) {
    return keys.ofReplica(signer, bytes, Part.SIGNATURE_SIZE);
  }

  /** A keyed hash, or a real signature on an execution, which other eyes than replicas' see. */
  private ByteString share(ReplicaId signer, Statement statement) {
    return switch (statement) {
      case Statement.Execution execution -> keys.share(signer.index(), execution);
      case Statement.Vote _, Statement.Commitment _ ->
          made(signer, statement.signedBytes(keys.ledgerId(), keys.epoch()));
    };
  }

  private ByteString noted(ByteString made) {
    keys.signatures().made(Trace.fingerprint(made), keys.epoch());
    return made;
  }

  private boolean believed(ByteString made, ByteString shown) {
    boolean isSame = made.equals(shown);
    if (isSame) {
      keys.signatures().believed(Trace.fingerprint(made), keys.epoch());
    }
    return isSame;
  }

  @Override
  public ByteString share(Statement statement) {
    ByteString share = share(self, statement);
    return statement instanceof Statement.Execution ? share : noted(share);
  }

  @Override
  public boolean isShare(Statement statement, ReplicaId signer, ByteString share) {
    return keys.quorums().isReplica(signer) && believed(share(signer, statement), share);
  }

  @Override
  public Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    List<Part> good = new ArrayList<>();
    SortedSet<ReplicaId> liars = new TreeSet<>();
    for (Map.Entry<ReplicaId, ByteString> each : shares.entrySet()) {
      if (isShare(statement, each.getKey(), each.getValue())) {
        good.add(new Part(each.getKey().index(), each.getValue()));
      } else {
        liars.add(each.getKey());
      }
    }
    int threshold = kind.threshold(keys.quorums());
    return new Combined(
        good.size() < threshold
            ? Optional.empty()
            : Optional.of(certificate(kind, statement, good.subList(0, threshold))),
        liars);
  }

  private QuorumCertificate certificate(
      CertificateKind kind, Statement statement, List<Part> parts) {
    return switch (keys.scheme()) {
      case MULTI_SIGNATURE -> new MultiSignature(parts);
      case THRESHOLD ->
          new ThresholdSignature(
              keys.ofGroup(
                  kind,
                  statement.signedBytes(keys.ledgerId(), keys.epoch()),
                  ThresholdSignature.POINT_SIZE));
    };
  }

  @Override
  public boolean isCertificate(
      CertificateKind kind, Statement statement, QuorumCertificate certificate) {
    return switch (certificate) {
      case MultiSignature(List<Part> parts) ->
          (keys.scheme() == Keyring.Scheme.MULTI_SIGNATURE || kind == CertificateKind.EXECUTED)
              && parts.size() >= kind.threshold(keys.quorums())
              && parts.stream()
                  .allMatch(
                      each -> isShare(statement, new ReplicaId(each.signer()), each.signature()));
      case ThresholdSignature(ByteString point) ->
          keys.scheme() == Keyring.Scheme.THRESHOLD
              && keys.ofGroup(
                      kind,
                      statement.signedBytes(keys.ledgerId(), keys.epoch()),
                      ThresholdSignature.POINT_SIZE)
                  .equals(point);
    };
  }

  @Override
  public ByteString sign(Signed signed) {
    return noted(made(self, signed.signedBytes(keys.ledgerId(), keys.epoch())));
  }

  @Override
  public boolean isSignature(Signed signed, ReplicaId signer, ByteString signature) {
    return keys.quorums().isReplica(signer)
        && believed(made(signer, signed.signedBytes(keys.ledgerId(), keys.epoch())), signature);
  }
}
