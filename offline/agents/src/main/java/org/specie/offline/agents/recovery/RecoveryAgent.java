package org.specie.offline.agents.recovery;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;

/**
 * Credits what a device held when it ended. The core ends the device before the credit is written,
 * and for one agent alone. Spec: docs/spec/54-agents.md section 7.
 */
public final class RecoveryAgent {
  private final SigningKey key;
  private final KeyCert certificate;
  private final IssuerCore core;
  private final RecoveryBook book;

  /** An agent whose key is certified by {@code certificate}. */
  public RecoveryAgent(SigningKey key, KeyCert certificate, IssuerCore core, RecoveryBook book) {
    Check.that(
        certificate.use() == KeyUse.RECOVERY && certificate.key().equals(key.publicKey()),
        "a recovery agent acts with the key it was certified for");
    this.key = key;
    this.certificate = certificate;
    this.core = core;
    this.book = book;
  }

  /** Credits the device that sealed {@code bytes}, or says why not. */
  public synchronized Answer<Recovered> recover(ByteString bytes) throws IOException {
    RecoveryRequest request;
    try {
      request = RecoveryRequest.decode(bytes);
    } catch (MalformedInput _) {
      return Answer.refused(AgentReason.MALFORMED);
    }
    Optional<Recovered> answered = book.answered(request.device());
    if (answered.isPresent()) {
      return Answer.given(answered.get());
    }
    Optional<RecoveryRecord> record =
        RecoveryRecord.open(request, key)
            .filter(each -> each.device().equals(request.device()))
            .filter(each -> each.undamaged() && each.sums().isSound());
    if (record.isEmpty()) {
      return Answer.refused(AgentReason.RECORD_UNREADABLE);
    }
    return switch (core.end(request)) {
      case Answer.Refused<DeviceRecord> refused -> Answer.refused(refused.reason());
      case Answer.Given<DeviceRecord> ended -> credit(ended.value(), record.get());
    };
  }

  private Answer<Recovered> credit(DeviceRecord device, RecoveryRecord record) throws IOException {
    boolean fits =
        device.owner().equals(record.owner())
            && record.sums().canFollow(device.lastSums())
            && device.lent().covers(record.sums().loaded());
    if (!fits) {
      return Answer.refused(AgentReason.SUMS_DISAGREE);
    }
    P256Signature confirmation =
        key.sign(Domain.RECOVERED, record.device().bytes(), certificate.id().bytes());
    Recovered answer =
        new Recovered(record.sums().balance(), certificate.id(), confirmation, book.count() + 1);
    book.write(record, answer);
    return Answer.given(answer);
  }
}
