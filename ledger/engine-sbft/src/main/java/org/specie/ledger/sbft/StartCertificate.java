package org.specie.ledger.sbft;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.link.FrameKind;

/**
 * The certificate of block 0, which no slot decides: every operator of the genesis computes the
 * block, and they exchange shares when their links come up. Whoever has the certificate answers a
 * share with it. Source: docs/spec/25-sbft-engine.md, clause 5.3. Safe for all threads.
 */
final class StartCertificate {
  private static final int SHARE = 1;
  private static final int CERTIFICATE = 2;

  private final Epoch epoch;
  private final Execution start;
  private final LedgerThread ledger;
  private final BiConsumer<String, ByteString> send;
  private final ByteString ownShare;
  private final NavigableMap<ReplicaId, ByteString> shares = new TreeMap<>();
  private Optional<QuorumCertificate> certificate;

  StartCertificate(
      Epoch epoch,
      Execution start,
      Optional<QuorumCertificate> certificate,
      LedgerThread ledger,
      BiConsumer<String, ByteString> send) {
    this.epoch = epoch;
    this.start = start;
    this.certificate = certificate;
    this.ledger = ledger;
    this.send = send;
    this.ownShare = epoch.cryptography().share(start);
    shares.put(epoch.configuration().self(), ownShare);
    combine();
  }

  /** Says what is known to an operator whose link came up. */
  synchronized void connected(String operator) {
    if (certificate.isEmpty() && epoch.replica(operator).isPresent()) {
      Encoder share = new Encoder().u8(SHARE).bytes(ownShare);
      send.accept(operator, FrameKind.START.frame(share.toByteString()));
    }
  }

  /** Takes what an operator says of block 0; false if it is nothing. */
  synchronized boolean received(String operator, ByteString payload) {
    Optional<ReplicaId> from = epoch.replica(operator);
    try {
      Decoder in = new Decoder(payload);
      boolean isShare = in.u8() == SHARE;
      if (isShare) {
        ByteString share = in.bytes(MessageCodec.SHARE_BYTES_MAX);
        in.end();
        from.ifPresent(replica -> share(operator, replica, share));
      } else {
        QuorumCertificate shown = QuorumCertificate.decode(in);
        in.end();
        take(shown);
      }
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  private void share(String operator, ReplicaId from, ByteString share) {
    if (certificate.isPresent()) {
      Encoder answer = new Encoder().u8(CERTIFICATE);
      certificate.get().encode(answer);
      send.accept(operator, FrameKind.START.frame(answer.toByteString()));
      return;
    }
    shares.put(from, share);
    combine();
  }

  private void combine() {
    if (certificate.isPresent()
        || shares.size() < CertificateKind.EXECUTED.threshold(epoch.configuration().quorums())) {
      return;
    }
    var combined = epoch.cryptography().combine(CertificateKind.EXECUTED, start, shares);
    combined.liars().forEach(shares::remove);
    combined.certificate().ifPresent(this::keep);
  }

  private void take(QuorumCertificate shown) {
    boolean isNew =
        certificate.isEmpty()
            && epoch.cryptography().isCertificate(CertificateKind.EXECUTED, start, shown);
    if (isNew) {
      keep(shown);
    }
  }

  private void keep(QuorumCertificate complete) {
    certificate = Optional.of(complete);
    ledger.certify(start, complete);
  }
}
