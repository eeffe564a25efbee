package org.specie.offline.purse.paying;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;

/**
 * The class keys under which the device pays, one epoch after another: the one that came with the
 * device, and those that the journal says were adopted. What was learnt from payers is none of
 * them. Spec: docs/spec/52-purse.md 8.7.
 */
public final class PayerClasses {
  /** The newer begins later, or at the same time and ends later, as page 50, 2.5, has it. */
  private static final Comparator<ClassCert> BY_AGE =
      Comparator.comparing((ClassCert of) -> of.validity().from())
          .thenComparing(of -> of.validity().until());

  private final ClassCert first;
  private final Map<KeyId, Chain> chains = new LinkedHashMap<>();

  /** Begins with what came with the device; {@link #replay} brings back the others. */
  public PayerClasses(Credentials credentials) {
    first = credentials.payerClass();
    chains.put(first.id(), credentials.chain());
  }

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    if (record instanceof JournalRecord.Adopted(Chain chain)
        && chain.payerClass().filter(this::isOfDevice).isPresent()) {
      chains.put(chain.certificates().getLast().id(), chain);
    }
  }

  /** Whether the device may have payment keys under {@code of}, whoever certified it. */
  public boolean isOfDevice(ClassCert of) {
    return of.classes().equals(first.classes())
        && of.partition() == first.partition()
        && of.currencyNumber() == first.currencyNumber();
  }

  /** Of the classes that are valid now the newest; without one, of all. */
  public ClassCert newest(Minutes now) {
    return newestFirst(now).findFirst().orElse(first);
  }

  /** All that are valid now, the newest first. */
  public List<ClassCert> valid(Minutes now) {
    return newestFirst(now).filter(of -> of.validity().contains(now)).toList();
  }

  private Stream<ClassCert> newestFirst(Minutes now) {
    return chains.values().stream()
        .flatMap(chain -> chain.payerClass().stream())
        .sorted(
            Comparator.comparing((ClassCert of) -> of.validity().contains(now))
                .thenComparing(BY_AGE)
                .reversed());
  }

  /** Whether {@code of} is of this device and follows those that are valid now. */
  public boolean isNext(ClassCert of, Minutes now) {
    ClassCert newest = newest(now);
    return isOfDevice(of)
        && of.validity().contains(now)
        && (!newest.validity().contains(now) || BY_AGE.compare(of, newest) > 0);
  }

  /** The class with this key, and what is above it. */
  public Optional<Chain> chain(KeyId id) {
    return Optional.ofNullable(chains.get(id));
  }

  /** The class with this key. */
  public Optional<ClassCert> of(KeyId id) {
    return Optional.ofNullable(chains.get(id)).flatMap(Chain::payerClass);
  }

  /** What a payee needs who does not know the key {@code id}: of a class, or above one. */
  Optional<Chain> with(KeyId id) {
    return chains.values().stream()
        .filter(chain -> chain.certificates().stream().anyMatch(each -> each.id().equals(id)))
        .findFirst();
  }

  /** All of them, each with what is above it. */
  public Collection<Chain> chains() {
    return chains.values();
  }
}
