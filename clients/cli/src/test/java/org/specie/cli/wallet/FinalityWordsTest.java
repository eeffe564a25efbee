package org.specie.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.application.state.Entry.Status;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cli.Result;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;

/**
 * Every state that a payment can be in has a word and a time, and a refusal its code and remedy.
 * Times are seconds, shown from 1970 on.
 */
@Requirement("U6")
final class FinalityWordsTest {
  private static final String TIME = "1970-01-01T\\d\\d:\\d\\d:\\d\\dZ";
  private static final long CREATED = 3_600;
  private static final long RELEASE = 2 * 3_600;
  private static final long EXPIRY = 3 * 3_600;
  private static final long ENDED = 4 * 3_600;

  private static HeldEntry held(
      Role role, Status status, boolean needsClearance, Optional<Phase> from) {
    G1 point = G1.GENERATOR;
    Amount amount = Amount.parse("6000.00");
    Hash32 name = Hash32.sha256(ByteString.utf8("a boat"));
    return new HeldEntry(
        role,
        new EntryOpening(new EntryClaim(name, point, point), amount, Scalar.of(1), Scalar.of(2)),
        new org.specie.cash.application.state.Entry(
            3, point, point, point, CREATED, RELEASE, EXPIRY, needsClearance, status),
        name,
        "",
        "a boat",
        Optional.empty(),
        from.map(phase -> new HeldEntry.End(name, ENDED, phase)));
  }

  private static String line(HeldEntry entry, long now) {
    return WaitingMoney.describe(List.of(entry), now).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OPEN     | false |  3600 | PENDING  | PROMISED | waits until 1970-01-01T02:00:00Z
          OPEN     | false |  3600 | PENDING  | PAID     | waits until 1970-01-01T02:00:00Z; 'specie wallet cancel' takes it back
          OPEN     | true  |  7200 | PENDING  | PROMISED | waits for auditors to clear it, until 1970-01-01T03:00:00Z
          OPEN     | true  |  7200 | PENDING  | PAID     | waits for auditors to clear it, until 1970-01-01T03:00:00Z; 'specie wallet cancel' takes it back
          CLEARED  | true  |  7200 | RELEASED | PROMISED | released, can be accepted until 1970-01-01T03:00:00Z: 'specie wallet accept'
          OPEN     | false |  7200 | RELEASED | PAID     | released, can be accepted until 1970-01-01T03:00:00Z
          OPEN     | false | 10800 | EXPIRED  | PROMISED | expired 1970-01-01T03:00:00Z, it goes back
          OPEN     | true  | 10800 | EXPIRED  | PAID     | expired 1970-01-01T03:00:00Z: 'specie wallet return' reclaims it
          VETOED   | false |  7200 | VETOED   | PROMISED | paid 1970-01-01T01:00:00Z, stopped by auditors, it goes back
          VETOED   | false |  7200 | VETOED   | PAID     | paid 1970-01-01T01:00:00Z, stopped by auditors: 'specie wallet return' brings it back
          REFUNDED | false |  7200 | REFUNDED | PROMISED | paid 1970-01-01T01:00:00Z, given back, the payer may take it
          REFUNDED | false |  7200 | REFUNDED | PAID     | paid 1970-01-01T01:00:00Z, given back by the payee: 'specie wallet return' takes it
          """)
  void whatWaitsSaysWhatItIsAndWhen(
      Status status, boolean needsClearance, long now, Phase phase, Role role, String words) {
    HeldEntry entry = held(role, status, needsClearance, Optional.empty());
    assertThat(entry.phaseAt(now)).isEqualTo(phase);
    assertThat(line(entry, now)).contains("6000.00  " + words + ", \"a boat\"\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, RELEASED, accepted",
    "RETURNED, PENDING, cancelled",
    "RETURNED, VETOED, refunded after auditors stopped it",
    "RETURNED, EXPIRED, reclaimed after it expired",
    "RETURNED, REFUNDED, given back by the payee and taken",
  })
  void whatIsOverSaysHowItEndedAndWhen(Status status, Phase from, String words) {
    for (Role role : Role.values()) {
      HeldEntry entry = held(role, status, false, Optional.of(from));
      assertThat(line(entry, ENDED)).contains("  " + words + " 1970-01-01T04:00:00Z, \"a boat\"\n");
    }
  }

  /** No phase that somebody adds later is without words, and no words are without a time. */
  @Test
  void everyPhaseOfEitherSideHasATime() {
    Map<Phase, List<String>> seen = new EnumMap<>(Phase.class);
    for (Status status : Status.values()) {
      for (long now : new long[] {CREATED, RELEASE, EXPIRY}) {
        for (Role role : Role.values()) {
          Optional<Phase> from =
              HeldEntry.isOver(status) ? Optional.of(Phase.RELEASED) : Optional.empty();
          HeldEntry entry = held(role, status, false, from);
          String line = line(entry, now);
          assertThat(line).containsPattern(TIME);
          seen.computeIfAbsent(entry.phaseAt(now), _ -> new ArrayList<>()).add(line);
        }
      }
    }
    assertThat(seen).containsOnlyKeys(Phase.values());
  }

  private static Entry entry(EntryState state) {
    return new Entry(
        Hash32.ZERO,
        EntryKind.PAID_ORDINARILY,
        Amount.parse("12.50"),
        "0x" + "11".repeat(20),
        "",
        60,
        state);
  }

  @ParameterizedTest
  @CsvSource({"false, pending", "true, final"})
  void aLineOfTheHistoryHasItsWordAndTime(boolean isFinal, String word) {
    EntryState state = isFinal ? new EntryState.Final(7) : new EntryState.Pending();
    Result shown = Entries.describe(entry(state));
    assertThat(shown.text())
        .startsWith("1970-01-01T00:01:00Z  %-8s".formatted(word))
        .contains("12.50", EntryKind.PAID_ORDINARILY.words());
    assertThat(shown.text().lines()).hasSize(1);
    assertThat(shown.json()).containsEntry("state", word).doesNotContainKey("refused");
  }

  @Test
  void whatWasRefusedSaysWhyAndWhatToDo() {
    WalletReason why = WalletReason.NAME_LEADS_ELSEWHERE;
    Result shown =
        Entries.describe(
            List.of(entry(new EntryState.Refused(why.code(), why.sentence(), why.remedy()))));
    List<String> lines = shown.text().lines().toList();
    assertThat(lines.getFirst()).startsWith("1970-01-01T00:01:00Z  refused ").contains("12.50");
    assertThat(lines.getLast())
        .isEqualTo("    " + why.code() + " " + why.sentence() + " Tip: " + why.remedy());
  }
}
