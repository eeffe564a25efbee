package org.specie.cash.application.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.DomainTag;

/**
 * The rules in force on a ledger. Proofs name its hash, block headers show it, so everybody sees
 * the same policy. The grid of valid-until heights is part of the bytes, because a wallet that
 * believed in another grid would stand out.
 *
 * @param classes wallet classes 0, 1, … with their budgets; at most four, because a class is a
 *     crowd to hide in
 * @param tierOneLimit T1, the most one private payment within the budget may carry, of classes that
 *     have no limit of their own
 * @param epochs how time becomes an epoch
 * @param supplyCap the most money that may exist, at most 2^47 - 1 minor units
 * @param committee who issues, destroys and sets policy
 * @param registrars who enrols people
 * @param tiers for payments above the budget, where they are offered
 */
public record Policy(
    List<WalletClass> classes,
    Amount tierOneLimit,
    EpochRule epochs,
    Amount supplyCap,
    KeyQuorum committee,
    KeyQuorum registrars,
    Optional<TierPolicy> tiers) {
  /** The most wallet classes. */
  public static final int CLASSES_MAX = 4;

  /** Without tiers above the first. */
  private static final int VERSION = 1;

  /** With them, behind everything else. */
  private static final int VERSION_OF_TIERS = 2;

  /** Where a class has a limit of its own; says by itself whether there are tiers. */
  private static final int VERSION_OF_LIMITS = 3;

  private static final DomainTag TAG = new DomainTag("specie/cash/policy/1");

  /** A policy that offers payments within the budget alone. */
  public Policy(
      List<WalletClass> classes,
      Amount tierOneLimit,
      EpochRule epochs,
      Amount supplyCap,
      KeyQuorum committee,
      KeyQuorum registrars) {
    this(classes, tierOneLimit, epochs, supplyCap, committee, registrars, Optional.empty());
  }

  public Policy {
    classes = List.copyOf(classes);
    Check.that(isValid(classes, supplyCap.minor()), "1 to 4 classes, and a cap below 2^47");
    Check.that(isAscending(tierOneLimit, classes, tiers), "T2 is not below T1");
  }

  private static boolean isAscending(
      Amount tierOneLimit, List<WalletClass> classes, Optional<TierPolicy> tiers) {
    return tiers.isEmpty()
        || Stream.concat(
                Stream.of(tierOneLimit), classes.stream().flatMap(each -> each.limit().stream()))
            .allMatch(tiers.get().tierTwoLimit()::covers);
  }

  /** T1 of the class {@code classId}, which there is. */
  public Amount tierOneLimit(int classId) {
    return classes.get(classId).limit().orElse(tierOneLimit);
  }

  /** The most that any class may pay at once within its budget. */
  public Amount highestTierOneLimit() {
    return IntStream.range(0, classes.size())
        .mapToObj(this::tierOneLimit)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static boolean isValid(List<WalletClass> classes, long supplyCap) {
    return !classes.isEmpty()
        && classes.size() <= CLASSES_MAX
        && 0 <= supplyCap
        && supplyCap <= Amount.SUPPLY_CAP_MINOR;
  }

  /** The same with another budget for the class {@code classId}, which there is. */
  public Policy withBudget(int classId, Amount budget) {
    List<WalletClass> changed = new ArrayList<>(classes);
    changed.set(classId, changed.get(classId).withBudget(budget));
    return withLimits(changed, tierOneLimit, tiers);
  }

  /** The same with another T1 and other rules above it. */
  public Policy withLimits(Amount limit, Optional<TierPolicy> above) {
    return withLimits(classes, limit, above);
  }

  /** The same with other classes too, whose limits may not pass what is above. */
  public Policy withLimits(List<WalletClass> others, Amount limit, Optional<TierPolicy> above) {
    return new Policy(others, limit, epochs, supplyCap, committee, registrars, above);
  }

  /** The same with others in the places of its people, those of the tiers included. */
  public Policy withPeople(KeyQuorum deciding, KeyQuorum enrolling, Optional<TierPolicy> above) {
    return new Policy(classes, tierOneLimit, epochs, supplyCap, deciding, enrolling, above);
  }

  /** The same with another cap. */
  public Policy withSupplyCap(Amount cap) {
    return new Policy(classes, tierOneLimit, epochs, cap, committee, registrars, tiers);
  }

  /** What proofs of {@code epoch} are checked under. */
  public Rules rules(long epoch) {
    return new Rules(
        hash(),
        epoch,
        IntStream.range(0, classes.size()).mapToObj(this::tierOneLimit).toList(),
        classes.stream().map(WalletClass::budget).toList(),
        tiers.map(TierPolicy::rules));
  }

  /** The name of this policy. */
  public Hash32 hash() {
    return TAG.hash(bytes());
  }

  public void encode(Encoder out) {
    if (hasOwnLimits(classes)) {
      out.u8(VERSION_OF_LIMITS).bool(tiers.isPresent());
      out.list(classes, (to, each) -> each.encodeWithLimit(to));
    } else {
      out.u8(tiers.isEmpty() ? VERSION : VERSION_OF_TIERS);
      out.list(classes, (to, each) -> each.encode(to));
    }
    out.u64(tierOneLimit.minor());
    epochs.encode(out);
    out.u64(supplyCap.minor());
    committee.encode(out);
    registrars.encode(out);
    out.u64(Header.GRID).u64(Header.HORIZON);
    tiers.ifPresent(each -> each.encode(out));
  }

  private static boolean hasOwnLimits(List<WalletClass> classes) {
    return classes.stream().anyMatch(each -> each.limit().isPresent());
  }

  /** The canonical bytes. */
  public ByteString bytes() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  public static Policy decode(Decoder in) throws MalformedInput {
    int version = in.u8();
    if (version < VERSION || version > VERSION_OF_LIMITS) {
      throw new MalformedInput("not a policy of version 1, 2 or 3");
    }
    boolean isOfLimits = version == VERSION_OF_LIMITS;
    boolean hasTiers = isOfLimits ? in.bool() : version == VERSION_OF_TIERS;
    List<WalletClass> classes =
        in.list(CLASSES_MAX, isOfLimits ? WalletClass::decodeWithLimit : WalletClass::decode);
    if (isOfLimits && !hasOwnLimits(classes)) {
      throw new MalformedInput("a policy of version 3 has a class with a limit of its own");
    }
    long tierOneLimit = in.u64();
    EpochRule epochs = EpochRule.decode(in);
    long supplyCap = in.u64();
    if (!isValid(classes, supplyCap) || !Amount.isValid(tierOneLimit)) {
      throw new MalformedInput("not a policy");
    }
    KeyQuorum committee = KeyQuorum.decode(in);
    KeyQuorum registrars = KeyQuorum.decode(in);
    if (in.u64() != Header.GRID || in.u64() != Header.HORIZON) {
      throw new MalformedInput("another grid of heights");
    }
    Optional<TierPolicy> tiers = hasTiers ? Optional.of(TierPolicy.decode(in)) : Optional.empty();
    Amount limit = Amount.ofMinor(tierOneLimit);
    if (!isAscending(limit, classes, tiers)) {
      throw new MalformedInput("T2 below T1");
    }
    return new Policy(
        classes, limit, epochs, Amount.ofMinor(supplyCap), committee, registrars, tiers);
  }
}
