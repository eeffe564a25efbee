package org.specie.offline.agents.core;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.CoreBook.Accredited;
import org.specie.offline.agents.core.CoreBook.Heard;
import org.specie.offline.agents.core.CoreBook.TakenClass;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;

/**
 * The core's answers to one agent. Everything that an answer rests on is on the disk, in one batch,
 * before it is given. Spec: docs/spec/54-agents.md 3.6 and 3.7.
 */
final class Grants implements IssuerCore {
  private final KeyId agent;
  private final CorePolicy policy;
  private final CoreBook book;
  private final Hearing hearing;

  Grants(KeyId agent, CorePolicy policy, CoreBook book) {
    this.agent = agent;
    this.policy = policy;
    this.book = book;
    this.hearing = new Hearing(book);
  }

  private boolean isAccredited(KeyUse use) throws IOException {
    return book.agent(agent)
        .filter(Accredited::isAccredited)
        .filter(each -> each.certificate().use() == use)
        .isPresent();
  }

  /** Why the purse of an agent gets nothing here, if it is one and does not. */
  private Optional<AgentReason> refusedAsPurse(DeviceRecord device) throws IOException {
    Optional<KeyId> of = book.agentOf(device.id());
    if (of.isEmpty()) {
      return Optional.empty();
    }
    if (book.agent(of.get()).filter(Accredited::isAccredited).isEmpty()) {
      return Optional.of(AgentReason.NOT_ACCREDITED);
    }
    return book.isHouse(agent) ? Optional.empty() : Optional.of(AgentReason.NOT_THE_CORES_AGENT);
  }

  @Override
  public Answer<Long> grant(BlindRequest request, Minutes now) throws IOException {
    synchronized (book) {
      if (!isAccredited(KeyUse.CERTIFIER)) {
        return Answer.refused(AgentReason.NOT_ACCREDITED);
      }
      return switch (hearing.hear(request)) {
        case Hearing.Finding.Refused refused -> Answer.refused(refused.reason());
        case Hearing.Finding.Repeated repeated -> Answer.given(repeated.heard().serial());
        case Hearing.Finding.Fresh fresh -> grant(fresh.device(), request, now);
      };
    }
  }

  private Answer<Long> grant(DeviceRecord device, BlindRequest request, Minutes now)
      throws IOException {
    Optional<AgentReason> refused = refusedAsPurse(device);
    if (refused.isPresent()) {
      return Answer.refused(refused.get());
    }
    Optional<TakenClass> taken =
        book.taken(request.classKey()).filter(each -> each.certificate().issuer().equals(agent));
    if (taken.isEmpty()) {
      return Answer.refused(AgentReason.CLASS_UNKNOWN);
    }
    ClassCert certificate = taken.get().certificate();
    if (!certificate.classes().equals(device.deviceClass())
        || certificate.partition() != device.partition()) {
      return Answer.refused(AgentReason.CLASS_OF_OTHERS);
    }
    if (!certificate.validity().contains(now)) {
      return Answer.refused(AgentReason.CLASS_NOT_VALID_NOW);
    }
    long ofDevice = book.grantedTo(device.id(), certificate.id());
    if (ofDevice >= policy.keysPerDevice()) {
      return Answer.refused(AgentReason.DEVICE_QUOTA_USED_UP);
    }
    if (taken.get().granted() >= certificate.quota()) {
      return Answer.refused(AgentReason.CLASS_QUOTA_USED_UP);
    }
    return Answer.given(record(device, request, taken.get(), ofDevice));
  }

  private long record(DeviceRecord device, BlindRequest request, TakenClass taken, long ofDevice)
      throws IOException {
    ClassCert certificate = taken.certificate();
    long serial = taken.granted() + 1;
    Check.that(
        book.grant(certificate.id(), serial).isEmpty(), "a serial is granted for one request");
    Heard heard = new Heard(request.digest(), serial);
    Storage.Batch batch = new Storage.Batch();
    CoreBook.put(batch, device.after(request.report()));
    CoreBook.put(batch, request.report(), heard);
    CoreBook.put(batch, new TakenClass(certificate, serial));
    CoreBook.putGrantedTo(batch, device.id(), certificate.id(), ofDevice + 1);
    CoreBook.putGrant(batch, certificate.id(), heard);
    book.write(batch);
    return serial;
  }

  @Override
  public Answer<SealedRequest> vouch(SealedRequest request) throws IOException {
    synchronized (book) {
      if (!isAccredited(KeyUse.FACTORY)) {
        return Answer.refused(AgentReason.NOT_ACCREDITED);
      }
      return switch (hearing.hear(request)) {
        case Hearing.Finding.Refused refused -> Answer.refused(refused.reason());
        case Hearing.Finding.Repeated _ -> Answer.given(request);
        case Hearing.Finding.Fresh fresh -> vouch(fresh.device(), request);
      };
    }
  }

  private Answer<SealedRequest> vouch(DeviceRecord device, SealedRequest request)
      throws IOException {
    Optional<AgentReason> refused = refusedAsPurse(device);
    if (refused.isPresent()) {
      return Answer.refused(refused.get());
    }
    if (!device.owner().equals(request.owner())) {
      return Answer.refused(AgentReason.OWNER_OF_OTHER_DEVICE);
    }
    DeviceReport report = request.report();
    Storage.Batch batch = new Storage.Batch();
    CoreBook.put(batch, device.after(report));
    CoreBook.put(batch, report, new Heard(request.digest(), 0));
    book.write(batch);
    return Answer.given(request);
  }

  @Override
  public Answer<DeviceRecord> end(RecoveryRequest request) throws IOException {
    synchronized (book) {
      if (!isAccredited(KeyUse.RECOVERY)) {
        return Answer.refused(AgentReason.NOT_ACCREDITED);
      }
      Optional<DeviceRecord> device = book.device(request.device());
      if (device.isEmpty()) {
        return Answer.refused(AgentReason.DEVICE_UNKNOWN);
      }
      return request.isSignedBy(device.get().key())
          ? end(device.get())
          : Answer.refused(AgentReason.NOT_FROM_DEVICE);
    }
  }

  private Answer<DeviceRecord> end(DeviceRecord device) throws IOException {
    return switch (device.status()) {
      case SUSPENDED -> Answer.refused(AgentReason.DEVICE_BLOCKED);
      case ENDED ->
          book.endedFor(device.id()).equals(Optional.of(agent))
              ? Answer.given(device)
              : Answer.refused(AgentReason.DEVICE_BLOCKED);
      case ACTIVE -> {
        DeviceRecord ended = device.with(DeviceStatus.ENDED);
        Storage.Batch batch = new Storage.Batch();
        CoreBook.put(batch, ended);
        CoreBook.putEnded(batch, device.id(), agent);
        book.write(batch);
        yield Answer.given(ended);
      }
    };
  }
}
