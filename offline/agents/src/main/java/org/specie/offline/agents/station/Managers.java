package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.ManagedDevices;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.station.ManagersBook.Signed;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * Who manages devices: says whose one is, lends value to it, and takes the secrets of an owner who
 * forgot them away. Whoever holds this key makes value on devices, so they believe no station: what
 * they sign the core has said first, and the book keeps it. Not a record: it is secret. Spec:
 * docs/spec/57-station.md section 10.
 */
public final class Managers implements DeviceManagers {
  private final SigningKey key;
  private final ManagedDevices core;
  private final ManagersBook book;

  /** The managers with this key and book, who ask {@code core} themselves. */
  public Managers(SigningKey key, ManagedDevices core, ManagersBook book) {
    this.key = key;
    this.core = core;
    this.book = book;
  }

  @Override
  public P256Key publicKey() {
    return key.publicKey();
  }

  @Override
  public Answer<P256Signature> sign(DeviceOrder order) throws IOException {
    return switch (order) {
      case DeviceOrder.Owner owner -> own(owner);
      case DeviceOrder.Load load -> lend(load);
      case DeviceOrder.Unlock unlock -> unlock(unlock);
    };
  }

  private Answer<P256Signature> own(DeviceOrder.Owner order) throws IOException {
    return switch (core.owner(order.device())) {
      case Answer.Refused<OwnerId>(var reason) -> Answer.refused(reason);
      case Answer.Given<OwnerId>(OwnerId registered) ->
          registered.equals(order.owner())
              ? Answer.given(signed(order))
              : Answer.refused(AgentReason.REGISTERED_OTHERWISE);
    };
  }

  private Answer<P256Signature> unlock(DeviceOrder.Unlock order) throws IOException {
    // Nothing is lent: the core says whether the device is active, and writes nothing.
    return core.lend(order.device(), Amount.ZERO) instanceof Verdict.Refused(var reason)
        ? Answer.refused(reason)
        : Answer.given(signed(order));
  }

  /** The word that the book has for this very order, or a new one that it has from now on. */
  private P256Signature signed(DeviceOrder order) throws IOException {
    Optional<P256Signature> before = book.signature(order);
    if (before.isPresent()) {
      return before.get();
    }
    P256Signature signature = order.signedBy(key);
    book.sign(order, signature);
    return signature;
  }

  /**
   * The amount stands in the book before the core counts it, and the core counts it before it is
   * signed: whatever is cut off between, nothing is signed that the core does not count, and under
   * a number nothing else than was counted.
   */
  private Answer<P256Signature> lend(DeviceOrder.Load order) throws IOException {
    Verdict active = core.lend(order.device(), Amount.ZERO);
    if (active instanceof Verdict.Refused(var reason)) {
      return Answer.refused(reason);
    }
    Optional<Signed> known = book.load(order.device(), order.number());
    Optional<Signed> decided = known.isPresent() ? known : decide(order);
    if (decided.isEmpty() || !decided.get().amount().equals(order.amount())) {
      return Answer.refused(StationReason.LOADED_OTHERWISE);
    }
    Signed load = decided.get();
    if (load.signature().isPresent()) {
      return Answer.given(load.signature().get());
    }
    if (core.lend(order.device(), load.total()) instanceof Verdict.Refused(var reason)) {
      return Answer.refused(reason);
    }
    P256Signature signature = order.signedBy(key);
    book.write(order.device(), order.number(), load.with(signature));
    return Answer.given(signature);
  }

  /** The next load of the device; nothing if this is not the next, or too much. */
  private Optional<Signed> decide(DeviceOrder.Load order) throws IOException {
    Optional<Amount> before = total(order.device(), order.number() - 1);
    if (before.isEmpty() || !OfflineAmount.fits(before.get().plus(order.amount()))) {
      return Optional.empty();
    }
    Signed decided =
        new Signed(order.amount(), before.get().plus(order.amount()), Optional.empty());
    book.write(order.device(), order.number(), decided);
    return Optional.of(decided);
  }

  /** What the loads up to this one make together, if all of them were signed. */
  private Optional<Amount> total(DeviceId device, int number) throws IOException {
    return number == 0
        ? Optional.of(Amount.ZERO)
        : book.load(device, number).filter(each -> each.signature().isPresent()).map(Signed::total);
  }

  @Override
  public String toString() {
    return "Managers[redacted]";
  }
}
