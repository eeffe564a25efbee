package org.specie.ledger.consensus.message;

import java.util.Optional;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * A point of the log from which one can go on without what came before.
 *
 * @param certificate its execution certificate; empty only for the block an epoch starts on, which
 *     every replica of the epoch knows
 */
public record Checkpoint(Execution execution, Optional<QuorumCertificate> certificate) {
  public SequenceNumber sequence() {
    return execution.sequence();
  }

  public void encode(Encoder out) {
    execution.encode(out);
    out.bool(certificate.isPresent());
    certificate.ifPresent(present -> present.encode(out));
  }

  public static Checkpoint decode(Decoder in) throws MalformedInput {
    Execution execution = Execution.decode(in);
    return new Checkpoint(
        execution, in.bool() ? Optional.of(QuorumCertificate.decode(in)) : Optional.empty());
  }
}
