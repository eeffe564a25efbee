package org.specie.quality.testkit.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumCertificate.MultiSignature;
import org.specie.kernel.crypto.quorum.QuorumCertificate.Part;
import org.specie.kernel.crypto.quorum.QuorumCertificate.ThresholdSignature;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Cryptography that takes the time it is said to take and does nothing else: everybody here is
 * honest, and shares and certificates have the size of real ones.
 */
final class PricedCryptography implements Cryptography {
  /** Hears what was spent. */
  @FunctionalInterface
  interface Meter {
    void spend(long us);
  }

  /** Identity signatures are Ed25519, whatever certificates are made of. */
  private static final long IDENTITY_SIGN_US = 11;

  private static final long IDENTITY_CHECK_US = 24;
  private static final int SIGNATURE_SIZE = Part.SIGNATURE_SIZE;
  private static final ByteString POINT =
      ByteString.copyOf(new byte[ThresholdSignature.POINT_SIZE]);

  private final Prices prices;
  private final Quorums quorums;
  private final ByteString own;
  private final Meter meter;

  PricedCryptography(Prices prices, Quorums quorums, ReplicaId self, Meter meter) {
    this.prices = prices;
    this.quorums = quorums;
    this.own = signature(self);
    this.meter = meter;
  }

  private static ByteString signature(ReplicaId signer) {
    Encoder out = new Encoder().u32(signer.index());
    return out.fixed(ByteString.copyOf(new byte[SIGNATURE_SIZE - 4])).toByteString();
  }

  @Override
  public ByteString share(Statement statement) {
    meter.spend(prices.share());
    return own;
  }

  @Override
  public boolean isShare(Statement statement, ReplicaId signer, ByteString share) {
    meter.spend(prices.shareCheck());
    return true;
  }

  @Override
  public Combined combine(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    int threshold = kind.threshold(quorums);
    if (shares.size() < threshold) {
      return new Combined(Optional.empty(), new TreeSet<>());
    }
    meter.spend(prices.combine() + prices.combinePart() * threshold);
    return new Combined(Optional.of(certificate(shares, threshold)), new TreeSet<>());
  }

  private QuorumCertificate certificate(SortedMap<ReplicaId, ByteString> shares, int threshold) {
    if (prices.isCompact()) {
      return new ThresholdSignature(POINT);
    }
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<ReplicaId, ByteString> each : shares.entrySet()) {
      if (parts.size() < threshold) {
        parts.add(new Part(each.getKey().index(), each.getValue()));
      }
    }
    return new MultiSignature(parts);
  }

  @Override
  public boolean isCertificate(
      CertificateKind kind, Statement statement, QuorumCertificate certificate) {
    meter.spend(prices.certificateCheck() + prices.certificatePart() * kind.threshold(quorums));
    return true;
  }

  @Override
  public ByteString sign(Signed signed) {
    meter.spend(IDENTITY_SIGN_US);
    return own;
  }

  @Override
  public boolean isSignature(Signed signed, ReplicaId signer, ByteString signature) {
    meter.spend(IDENTITY_CHECK_US);
    return true;
  }
}
