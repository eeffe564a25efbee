package org.specie.cli.wallet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cli.Result;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;

/** Money that waits on the ledger, in words, and by the digits a person names it with. */
final class WaitingMoney {
  private static final int DIGITS_MIN = 4;
  private static final int DIGITS = 2 * Hash32.SIZE;

  private WaitingMoney() {}

  static Result describe(List<HeldEntry> entries, long nowSeconds) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> all = new ArrayList<>();
    for (HeldEntry entry : entries) {
      text.append(line(entry, nowSeconds));
      all.add(fields(entry, nowSeconds));
    }
    if (entries.isEmpty()) {
      text.append("Nothing waits. 'specie wallet pay --help' shows how to pay into an entry.\n");
    }
    return new Result(text.toString(), Result.fields("entries", all));
  }

  /** What {@code payment} did, and what waits on the ledger because of it. */
  static Result describe(Wallet wallet, Entry payment, long nowSeconds) {
    Result paid = Entries.describe(payment);
    List<HeldEntry> made =
        wallet.entries().stream()
            .filter(each -> each.role() == Role.PAID)
            .filter(each -> each.transactionId().equals(payment.transactionId()))
            .toList();
    if (made.isEmpty()) {
      return paid;
    }
    Result waits = describe(made, nowSeconds);
    Map<String, Object> fields = new LinkedHashMap<>(paid.json());
    fields.putAll(waits.json());
    return new Result(paid.text() + waits.text(), fields);
  }

  private static String line(HeldEntry entry, long nowSeconds) {
    StringBuilder line = new StringBuilder();
    line.append(entry.name().toShortHex())
        .append("  ")
        .append("%-8s".formatted(word(entry.role())))
        .append("%12s".formatted(entry.amount().toDecimal()))
        .append("  ")
        .append(state(entry, nowSeconds));
    if (!entry.note().isEmpty()) {
      line.append(", \"").append(entry.note()).append('"');
    }
    return line.append('\n').toString();
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** What it is, since or until when, and what can be done next. */
  private static String state(HeldEntry entry, long nowSeconds) {
    boolean isPromised = entry.role() == Role.PROMISED;
    return switch (entry.phaseAt(nowSeconds)) {
      case PENDING -> pending(entry, nowSeconds);
      case RELEASED ->
          "released, can be accepted until "
              + Instant.ofEpochSecond(entry.standing().expiry())
              + (isPromised ? ": 'specie wallet accept'" : "");
      case EXPIRED ->
          "expired "
              + Instant.ofEpochSecond(entry.standing().expiry())
              + (isPromised ? ", it goes back" : ": 'specie wallet return' reclaims it");
      case VETOED ->
          paid(entry)
              + ", stopped by auditors"
              + (isPromised ? ", it goes back" : ": 'specie wallet return' brings it back");
      case REFUNDED ->
          paid(entry)
              + (isPromised
                  ? ", given back, the payer may take it"
                  : ", given back by the payee: 'specie wallet return' takes it");
      case ACCEPTED, RETURNED -> ended(entry.end().orElseThrow());
    };
  }

  /** For what has no time of its own: nobody keeps when auditors stopped it, or it came back. */
  private static String paid(HeldEntry entry) {
    return "paid " + Instant.ofEpochSecond(entry.standing().created());
  }

  private static String pending(HeldEntry entry, long nowSeconds) {
    boolean lacksClearance = nowSeconds >= entry.standing().release();
    String until =
        lacksClearance
            ? "waits for auditors to clear it, until "
                + Instant.ofEpochSecond(entry.standing().expiry())
            : "waits until " + Instant.ofEpochSecond(entry.standing().release());
    return entry.role() == Role.PAID ? until + "; 'specie wallet cancel' takes it back" : until;
  }

  private static String ended(HeldEntry.End end) {
    String how =
        switch (end.from()) {
          case PENDING -> "cancelled";
          case RELEASED -> "accepted";
          case VETOED -> "refunded after auditors stopped it";
          case EXPIRED -> "reclaimed after it expired";
          case REFUNDED -> "given back by the payee and taken";
          case ACCEPTED, RETURNED -> "ended";
        };
    return how + " " + Instant.ofEpochSecond(end.atSeconds());
  }

  private static Map<String, Object> fields(HeldEntry entry, long nowSeconds) {
    Map<String, Object> fields =
        Result.fields(
            "entry", entry.name().toHex(),
            "role", word(entry.role()),
            "amount", entry.amount().toDecimal(),
            "phase", entry.phaseAt(nowSeconds).name(),
            "tier", entry.standing().tier(),
            "created", Instant.ofEpochSecond(entry.standing().created()).toString(),
            "release", Instant.ofEpochSecond(entry.standing().release()).toString(),
            "expiry", Instant.ofEpochSecond(entry.standing().expiry()).toString(),
            "needsClearance", entry.standing().needsClearance(),
            "transaction", entry.transactionId().toHex(),
            "counterparty", entry.counterparty(),
            "note", entry.note());
    entry
        .end()
        .ifPresent(
            end ->
                fields.put(
                    "end",
                    Result.fields(
                        "transaction", end.transactionId().toHex(),
                        "at", Instant.ofEpochSecond(end.atSeconds()).toString(),
                        "from", end.from().name())));
    return fields;
  }

  /** The entry on this side of {@code wallet} whose name begins with {@code digits}. */
  static Answer<Hash32> named(Wallet wallet, Role role, String digits) {
    String wanted = digits.toLowerCase(Locale.ROOT);
    if (!wanted.matches("[0-9a-f]{" + DIGITS_MIN + "," + DIGITS + "}")) {
      throw new UsageMistake(
          "'" + digits + "' is not the name of an entry",
          "give its first digits, at least 4; 'specie wallet entries' shows them");
    }
    List<Hash32> found =
        wallet.entries().stream()
            .filter(each -> each.role() == role)
            .map(HeldEntry::name)
            .filter(each -> each.toHex().startsWith(wanted))
            .toList();
    if (found.size() > 1) {
      throw new UsageMistake(found.size() + " entries begin with " + digits, "give more digits");
    }
    return found.isEmpty()
        ? Answer.refused(WalletReason.ENTRY_NOT_HELD, digits)
        : Answer.done(found.getFirst());
  }

  /** What {@code wallet} may accept at {@code nowSeconds}. */
  static List<Hash32> released(Wallet wallet, long nowSeconds) {
    return wallet.entries().stream()
        .filter(each -> each.role() == Role.PROMISED)
        .filter(each -> each.phaseAt(nowSeconds) == Phase.RELEASED)
        .map(HeldEntry::name)
        .toList();
  }
}
