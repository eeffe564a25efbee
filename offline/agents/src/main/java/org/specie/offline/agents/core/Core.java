package org.specie.offline.agents.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.CoreBook.Accredited;
import org.specie.offline.agents.core.CoreBook.Heard;
import org.specie.offline.agents.core.CoreBook.TakenClass;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * The registers of the issuer: agents, devices, class keys, and what was granted. Needs the root's
 * certificate and no secret. Safe for many threads; one at a time writes. Spec:
 * docs/spec/54-agents.md section 3.
 */
public final class Core implements DeviceRegister, ManagedDevices {
  private final KeyCert root;
  private final CorePolicy policy;
  private final CoreBook book;

  /** The core over {@code storage}, which nobody else writes. */
  public Core(KeyCert root, CorePolicy policy, Storage storage) {
    this.root = root;
    this.policy = policy;
    this.book = new CoreBook(storage);
  }

  /** The core as the agent with this key sees it; it gives nothing to one not accredited. */
  public IssuerCore lineOf(KeyId agent) {
    return new Grants(agent, policy, book);
  }

  /** Takes an agent whose certificate is the root's into the register. */
  public Verdict accredit(KeyCert agent) throws IOException {
    synchronized (book) {
      Verdict verdict = KnownKeys.under(root).learn(agent);
      if (verdict.isAccepted()) {
        book.write(CoreBook.put(new Storage.Batch(), new Accredited(agent, true)));
      }
      return verdict;
    }
  }

  /** From now on the agent gets nothing. */
  public Verdict withdraw(KeyId agent) throws IOException {
    synchronized (book) {
      Optional<Accredited> known = book.agent(agent);
      if (known.isEmpty()) {
        return Verdict.refused(AgentReason.NOT_ACCREDITED);
      }
      Accredited withdrawn = new Accredited(known.get().certificate(), false);
      book.write(CoreBook.put(new Storage.Batch(), withdrawn));
      return Verdict.accepted();
    }
  }

  /**
   * Takes an accredited agent for one of the core's own, which give agents' purses their
   * credentials.
   */
  public Verdict appoint(KeyId agent) throws IOException {
    synchronized (book) {
      if (book.agent(agent).filter(Accredited::isAccredited).isEmpty()) {
        return Verdict.refused(AgentReason.NOT_ACCREDITED);
      }
      book.write(CoreBook.putHouse(new Storage.Batch(), agent));
      return Verdict.accepted();
    }
  }

  /**
   * From now on a device is an agent's own purse, for good: it gets credentials from the core's own
   * agents alone, and none once the agent is struck off. So it is one that nobody has used.
   */
  public Verdict assign(DeviceId device, KeyId agent) throws IOException {
    synchronized (book) {
      Optional<DeviceRecord> assigned = book.device(device);
      if (assigned.isEmpty()) {
        return Verdict.refused(AgentReason.DEVICE_UNKNOWN);
      }
      if (book.agent(agent).filter(Accredited::isAccredited).isEmpty()) {
        return Verdict.refused(AgentReason.NOT_ACCREDITED);
      }
      Optional<KeyId> known = book.agentOf(device);
      if (known.isPresent()) {
        return known.get().equals(agent)
            ? Verdict.accepted()
            : Verdict.refused(AgentReason.PURSE_OF_OTHER_AGENT);
      }
      if (!assigned.get().isUnused()) {
        return Verdict.refused(AgentReason.DEVICE_IN_USE);
      }
      book.write(CoreBook.putPurse(new Storage.Batch(), device, agent));
      return Verdict.accepted();
    }
  }

  @Override
  public Verdict register(DeviceRecord fresh) throws IOException {
    synchronized (book) {
      Optional<DeviceRecord> known = book.device(fresh.id());
      if (known.isPresent()) {
        return known.get().isSameDevice(fresh)
            ? Verdict.accepted()
            : Verdict.refused(AgentReason.REGISTERED_OTHERWISE);
      }
      // What was redeemed is known to one device alone: a second one of the same owner, or what
      // replaces an ended one, would redeem it again.
      if (book.deviceOf(fresh.owner()).isPresent()) {
        return Verdict.refused(AgentReason.OWNER_HAS_DEVICE);
      }
      book.write(CoreBook.putOwner(CoreBook.put(new Storage.Batch(), fresh), fresh));
      return Verdict.accepted();
    }
  }

  @Override
  public Answer<OwnerId> owner(DeviceId id) throws IOException {
    return switch (active(id)) {
      case Answer.Refused<DeviceRecord>(var reason) -> Answer.refused(reason);
      case Answer.Given<DeviceRecord>(DeviceRecord device) -> Answer.given(device.owner());
    };
  }

  private Answer<DeviceRecord> active(DeviceId id) throws IOException {
    Optional<DeviceRecord> known = book.device(id);
    if (known.isEmpty()) {
      return Answer.refused(AgentReason.DEVICE_UNKNOWN);
    }
    return known.get().status() == DeviceStatus.ACTIVE
        ? Answer.given(known.get())
        : Answer.refused(AgentReason.DEVICE_BLOCKED);
  }

  @Override
  public Verdict lend(DeviceId id, Amount total) throws IOException {
    synchronized (book) {
      return switch (active(id)) {
        case Answer.Refused<DeviceRecord>(var reason) -> Verdict.refused(reason);
        case Answer.Given<DeviceRecord>(DeviceRecord device) -> {
          if (total.covers(device.lent()) && !total.equals(device.lent())) {
            book.write(CoreBook.put(new Storage.Batch(), device.lent(total)));
          }
          yield Verdict.accepted();
        }
      };
    }
  }

  /** Suspends a device, lifts that, or ends the device for good. */
  public Verdict change(DeviceId id, DeviceStatus status) throws IOException {
    synchronized (book) {
      Optional<DeviceRecord> known = book.device(id);
      if (known.isEmpty()) {
        return Verdict.refused(AgentReason.DEVICE_UNKNOWN);
      }
      if (known.get().status() == DeviceStatus.ENDED && status != DeviceStatus.ENDED) {
        return Verdict.refused(AgentReason.DEVICE_BLOCKED);
      }
      book.write(CoreBook.put(new Storage.Batch(), known.get().with(status)));
      return Verdict.accepted();
    }
  }

  /** Takes a class key into use whose certifier is accredited, and whose crowd is large enough. */
  public Verdict take(ClassCert certificate, Minutes now) throws IOException {
    synchronized (book) {
      Optional<TakenClass> taken = book.taken(certificate.id());
      if (taken.isPresent()) {
        return taken.get().certificate().equals(certificate)
            ? Verdict.accepted()
            : Verdict.refused(AgentReason.CLASS_UNKNOWN);
      }
      Verdict verdict = isRight(certificate);
      if (!verdict.isAccepted()) {
        return verdict;
      }
      if (!certificate.validity().contains(now)) {
        return Verdict.refused(AgentReason.CLASS_NOT_VALID_NOW);
      }
      if (crowd(certificate) < policy.crowdMin()) {
        return Verdict.refused(AgentReason.CROWD_TOO_SMALL);
      }
      book.write(CoreBook.put(new Storage.Batch(), new TakenClass(certificate, 0)));
      return Verdict.accepted();
    }
  }

  private Verdict isRight(ClassCert certificate) throws IOException {
    Optional<Accredited> certifier =
        book.agent(certificate.issuer()).filter(Accredited::isAccredited);
    if (certifier.isEmpty()) {
      return Verdict.refused(AgentReason.NOT_ACCREDITED);
    }
    KnownKeys keys = KnownKeys.under(root);
    Verdict verdict = keys.learn(certifier.get().certificate());
    Check.that(verdict.isAccepted(), "an accredited agent stands under the root");
    return keys.learn(certificate);
  }

  private long crowd(ClassCert certificate) throws IOException {
    long[] count = {0};
    book.devices(
        each -> {
          if (each.status() == DeviceStatus.ACTIVE
              && each.deviceClass().equals(certificate.classes())
              && each.partition() == certificate.partition()) {
            count[0]++;
          }
        });
    return count[0];
  }

  /** The agents of the register, and whether each still is one. */
  public Map<KeyId, Boolean> agents() throws IOException {
    Map<KeyId, Boolean> all = new LinkedHashMap<>();
    book.agents(each -> all.put(each.certificate().id(), each.isAccredited()));
    return all;
  }

  /** The device as it is registered. */
  public Optional<DeviceRecord> device(DeviceId id) throws IOException {
    return book.device(id);
  }

  /** The class key, if it is in use. */
  public Optional<ClassCert> classKey(KeyId id) throws IOException {
    return book.taken(id).map(TakenClass::certificate);
  }

  /** The class keys in use that this certifier certified. */
  public List<ClassCert> classKeysOf(KeyId certifier) throws IOException {
    List<ClassCert> all = new ArrayList<>();
    book.classKeys(
        each -> {
          if (each.certificate().issuer().equals(certifier)) {
            all.add(each.certificate());
          }
        });
    return all;
  }

  /** How many payment keys were granted under a class key. */
  public long granted(KeyId classKey) throws IOException {
    return book.taken(classKey).map(TakenClass::granted).orElse(0L);
  }

  /** The digest of the request for which the serial was granted. */
  public Optional<Hash32> grantOf(KeyId classKey, long serial) throws IOException {
    return book.grant(classKey, serial);
  }

  /** The digest of what the device asked under this number. */
  public Optional<Hash32> heard(DeviceId device, int number) throws IOException {
    return book.heard(device, number).map(Heard::digest);
  }

  /** Everything that speaks against devices. */
  public List<Evidence> evidence() throws IOException {
    List<Evidence> all = new ArrayList<>();
    book.evidence(all::add);
    return all;
  }
}
