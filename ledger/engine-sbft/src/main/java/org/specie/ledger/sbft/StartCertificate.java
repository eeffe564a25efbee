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
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.link.FrameKind;
import org.specie.ledger.sbft.verification.QuorumCryptography;

/**
 * The certificate of block 0, which no slot decides: every operator of the genesis computes the
 * block, and they exchange shares when their links come up. Whoever has the certificate answers a
 * share, and whoever merely asks, with it. Source: docs/spec/25-sbft-engine.md, clause 5.3. Safe
 * for all threads.
 */
final class StartCertificate {
  private static final int SHARE = 1;
  private static final int CERTIFICATE = 2;
  private static final int QUESTION = 3;

  private final OperatorSet founders;
  private final QuorumCryptography cryptography;
  private final Execution start;
  private final LedgerThread ledger;
  private final BiConsumer<String, ByteString> send;
  private final ByteString first;
  private final NavigableMap<ReplicaId, ByteString> shares = new TreeMap<>();
  private Optional<QuorumCertificate> certificate;

  /**
   * Seen from {@code self}, who has a share if it was an operator at genesis and asks otherwise.
   */
  StartCertificate(
      OperatorSet founders,
      QuorumCryptography cryptography,
      Optional<ReplicaId> self,
      Execution start,
      Optional<QuorumCertificate> certificate,
      LedgerThread ledger,
      BiConsumer<String, ByteString> send) {
    this.founders = founders;
    this.cryptography = cryptography;
    this.certificate = certificate;
    this.start = start;
    this.ledger = ledger;
    this.send = send;
    if (self.isPresent()) {
      ByteString share = cryptography.share(start);
      shares.put(self.get(), share);
      first = new Encoder().u8(SHARE).bytes(share).toByteString();
    } else {
      first = new Encoder().u8(QUESTION).toByteString();
    }
    combine();
  }

  /** Tells or asks an operator whose link came up. */
  synchronized void connected(String operator) {
    if (certificate.isEmpty()) {
      send.accept(operator, FrameKind.START.frame(first));
    }
  }

  /** Takes what an operator says of block 0; false if it is nothing. */
  synchronized boolean received(String operator, ByteString payload) {
    try {
      Decoder in = new Decoder(payload);
      switch (in.u8()) {
        case SHARE -> {
          ByteString share = in.bytes(MessageCodec.SHARE_BYTES_MAX);
          in.end();
          share(operator, share);
        }
        case CERTIFICATE -> {
          QuorumCertificate shown = QuorumCertificate.decode(in);
          in.end();
          take(shown);
        }
        case QUESTION -> {
          in.end();
          answer(operator);
        }
        default -> throw new MalformedInput("nothing about block 0 has this kind");
      }
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  /** What somebody who merely asks is told; nothing if it is no question or not known here. */
  synchronized Optional<ByteString> answer(ByteString question) {
    return question.equals(new Encoder().u8(QUESTION).toByteString())
        ? certificate.map(StartCertificate::frame)
        : Optional.empty();
  }

  private static ByteString frame(QuorumCertificate known) {
    Encoder answer = new Encoder().u8(CERTIFICATE);
    known.encode(answer);
    return FrameKind.START.frame(answer.toByteString());
  }

  private void answer(String operator) {
    certificate.ifPresent(known -> send.accept(operator, frame(known)));
  }

  private void share(String operator, ByteString share) {
    answer(operator);
    Optional<Integer> founder = founders.indexOf(operator);
    if (certificate.isEmpty() && founder.isPresent()) {
      shares.put(new ReplicaId(founder.get()), share);
      combine();
    }
  }

  private void combine() {
    if (certificate.isPresent() || shares.size() < founders.quorum()) {
      return;
    }
    var combined = cryptography.combine(CertificateKind.EXECUTED, start, shares);
    combined.liars().forEach(shares::remove);
    combined.certificate().ifPresent(this::keep);
  }

  private void take(QuorumCertificate shown) {
    boolean isNew =
        certificate.isEmpty() && cryptography.isCertificate(CertificateKind.EXECUTED, start, shown);
    if (isNew) {
      keep(shown);
    }
  }

  private void keep(QuorumCertificate complete) {
    certificate = Optional.of(complete);
    ledger.certify(start, complete);
  }
}
