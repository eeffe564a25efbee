package org.specie.services.issuer.management;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.ManagedDevices;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.station.DeviceOrder;
import org.specie.offline.agents.station.Managers;
import org.specie.offline.agents.station.ManagersBook;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * The managers of devices behind their operations, which stations ask. Spec:
 * docs/spec/58-issuer-service.md section 8b.
 */
public final class ManagersRole {
  /** Where an owner is signed. */
  static final LineOperation OWNER = new LineOperation("/v1/owner-orders", "signOwner");

  /** Where a load is signed. */
  static final LineOperation LOAD = new LineOperation("/v1/load-orders", "signLoad");

  /** Where an order to unlock is signed. */
  static final LineOperation UNLOCK = new LineOperation("/v1/unlock-orders", "signUnlock");

  private static final String BOOK = "managers";

  private final Kept<Managers> managers;
  private final Callers callers;

  private ManagersRole(Kept<Managers> managers, Callers callers) {
    this.managers = managers;
    this.callers = callers;
  }

  /** Opens the managers' book in {@code database}. */
  public static Answer<ManagersRole> open(
      SigningKey key, ManagedDevices core, Callers callers, Database database, Witness witness)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new ManagersRole(
                  new Kept<>(storage, each -> new Managers(key, core, new ManagersBook(each))),
                  callers));
    };
  }

  /** What they may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        callers.operation(
            OWNER,
            "Signs whose a device is, as the core has it.",
            Seat.Office.STATION,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.DEVICE_BLOCKED,
                AgentReason.REGISTERED_OTHERWISE),
            (_, content) -> sign(DeviceOrder.Owner.decode(content))),
        callers.operation(
            LOAD,
            "Signs the next load of an active device, once the core counts it.",
            Seat.Office.STATION,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.DEVICE_BLOCKED,
                StationReason.LOADED_OTHERWISE),
            (_, content) -> sign(DeviceOrder.Load.decode(content))),
        callers.operation(
            UNLOCK,
            "Signs an order to forget its owner's secrets, for an active device.",
            Seat.Office.STATION,
            Refusals.all(AgentReason.DEVICE_UNKNOWN, AgentReason.DEVICE_BLOCKED),
            (_, content) -> sign(unlock(content))));
  }

  private static DeviceOrder unlock(ByteString content) throws MalformedInput {
    return new DeviceOrder.Unlock(UnlockRequest.read(content));
  }

  private Answer<ByteString> sign(DeviceOrder order) throws IOException {
    return switch (managers.ask(each -> each.sign(order))) {
      case Answer.Refused<P256Signature>(var reason) -> Answer.refused(reason);
      case Answer.Given<P256Signature>(P256Signature signature) -> Answer.given(signature.bytes());
    };
  }
}
