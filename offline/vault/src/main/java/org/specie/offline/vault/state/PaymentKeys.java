package org.specie.offline.vault.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Minutes;

/**
 * The payment keys of a vault, in the order in which they were made. Spec: docs/spec/55-vault.md
 * 4.4.
 */
public final class PaymentKeys {
  /** Most keys at a time. */
  public static final int KEYS_MAX = 64;

  private static final String PREFIX = "specie-vault/pay/";

  /**
   * A key that may pay.
   *
   * @param name of the key in the HSM
   * @param certificate says that it may
   * @param payerClass under which class
   * @param use which use of the key the next payment is
   */
  public record Ready(String name, PayCert certificate, ClassCert payerClass, int use) {
    /** Whether the key is worth nothing after this payment. */
    public boolean isLastUse() {
      return use >= payerClass.uses();
    }
  }

  private record Held(long mark, Optional<PayCert> certificate, int used) {}

  private final SequencedMap<P256Key, Held> keys = new LinkedHashMap<>();

  /** The name in the HSM of the key with this mark. */
  public static String name(long mark) {
    return PREFIX + Long.toHexString(mark);
  }

  /** Whether a key of the HSM is a payment key. */
  public static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  void add(P256Key key, long mark) {
    keys.putLast(key, new Held(mark, Optional.empty(), 0));
  }

  void certify(PayCert certificate) {
    keys.computeIfPresent(
        certificate.key(), (key, held) -> new Held(held.mark(), Optional.of(certificate), 0));
  }

  void use(PayCert certificate, int use, int usesMax) {
    keys.computeIfPresent(
        certificate.key(),
        (key, held) ->
            use >= usesMax ? null : new Held(held.mark(), Optional.of(certificate), use));
  }

  /** Drops the keys of classes that are over by {@code floor}: nobody pays with them any more. */
  void forget(KnownKeys known, Minutes floor) {
    keys.values()
        .removeIf(
            held ->
                held.certificate()
                    .flatMap(certificate -> known.classOf(certificate.classKey()))
                    .filter(of -> of.validity().until().compareTo(floor) < 0)
                    .isPresent());
  }

  void clear() {
    keys.clear();
  }

  /** Whether one more can be made. */
  public boolean hasRoom() {
    return keys.size() < KEYS_MAX;
  }

  /** Whether the key was made and not certified yet. */
  public boolean isWaiting(P256Key key) {
    Held held = keys.get(key);
    return held != null && held.certificate().isEmpty();
  }

  /** Those that wait for a certificate. */
  public List<P256Key> waiting() {
    return keys.keySet().stream().filter(this::isWaiting).toList();
  }

  /** How many may pay. */
  public int certified() {
    return keys.size() - waiting().size();
  }

  /** The names in the HSM of all that may pay, or may come to it. */
  public Set<String> names() {
    return keys.values().stream()
        .map(held -> name(held.mark()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The first key whose class is valid at {@code time}, and pays {@code amount} if one does. */
  Optional<Ready> choose(KnownKeys known, Minutes time, Amount amount) {
    Optional<Ready> first = Optional.empty();
    for (Held each : keys.values()) {
      Optional<Ready> ready = ready(each, known, time);
      if (ready.isPresent() && ready.get().payerClass().largestPayment().covers(amount)) {
        return ready;
      }
      first = first.or(() -> ready);
    }
    return first;
  }

  private static Optional<Ready> ready(Held held, KnownKeys known, Minutes time) {
    return held.certificate()
        .flatMap(
            certificate ->
                known
                    .classOf(certificate.classKey())
                    .filter(of -> of.validity().contains(time))
                    .map(of -> new Ready(name(held.mark()), certificate, of, held.used() + 1)));
  }
}
