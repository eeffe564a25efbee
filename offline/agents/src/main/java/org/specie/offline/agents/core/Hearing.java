package org.specie.offline.agents.core;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.core.CoreBook.Heard;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.agents.device.DeviceRequest;

/**
 * What comes before everything a device asks for: whether it is the device, whether it is heard for
 * the first time, and whether what it says fits what it said before. What speaks against the device
 * is kept and suspends it. Spec: docs/spec/54-agents.md 3.5.
 */
final class Hearing {
  private final CoreBook book;

  Hearing(CoreBook book) {
    this.book = book;
  }

  /** What was found. */
  sealed interface Finding {
    /** A new request of this device. */
    record Fresh(DeviceRecord device) implements Finding {}

    /** The same request was answered before. */
    record Repeated(Heard heard) implements Finding {}

    /** It is not heard. */
    record Refused(Reason reason) implements Finding {}
  }

  Finding hear(DeviceRequest request) throws IOException {
    DeviceReport report = request.report();
    Optional<DeviceRecord> known = book.device(report.device());
    if (known.isEmpty()) {
      return new Finding.Refused(AgentReason.DEVICE_UNKNOWN);
    }
    DeviceRecord device = known.get();
    if (!request.isSignedBy(device.key())) {
      return new Finding.Refused(AgentReason.NOT_FROM_DEVICE);
    }
    Optional<Heard> heard = book.heard(device.id(), report.number());
    if (heard.isPresent()) {
      return heard.get().digest().equals(request.digest())
          ? new Finding.Repeated(heard.get())
          : accuse(device, request, AgentReason.NUMBER_TAKEN, heard.get().digest());
    }
    if (device.status() != DeviceStatus.ACTIVE) {
      return new Finding.Refused(AgentReason.DEVICE_BLOCKED);
    }
    if (report.number() <= device.lastNumber()) {
      return new Finding.Refused(AgentReason.NUMBER_PASSED);
    }
    boolean fits =
        report.sums().isSound()
            && report.sums().canFollow(device.lastSums())
            && device.lent().covers(report.sums().loaded());
    return fits
        ? new Finding.Fresh(device)
        : accuse(device, request, AgentReason.SUMS_DISAGREE, Hash32.ZERO);
  }

  private Finding accuse(
      DeviceRecord device, DeviceRequest request, AgentReason reason, Hash32 heardBefore)
      throws IOException {
    Storage.Batch batch = new Storage.Batch();
    CoreBook.put(batch, new Evidence(device.id(), reason.code(), request.encode(), heardBefore));
    if (device.status() == DeviceStatus.ACTIVE) {
      CoreBook.put(batch, device.with(DeviceStatus.SUSPENDED));
    }
    book.write(batch);
    return new Finding.Refused(reason);
  }
}
