package org.specie.quality.testkit.simulation.mutation;

import java.util.List;
import java.util.stream.Stream;
import org.specie.quality.testkit.simulation.mutation.Mutation.Edit;
import org.specie.quality.testkit.simulation.mutation.Mutation.Room;

/** The bugs that the simulator is known to see, with the seed that shows each. */
public final class Mutations {
  private static final String QUORUMS = "value/Quorums.java";
  private static final String ORDERING = "Ordering.java";
  private static final String VIEWS = "ViewChanging.java";
  private static final String EXECUTIONS = "Executions.java";
  private static final String STANDING = "handover/Standing.java";
  private static final String RULES = "viewchange/ViewChangeRules.java";
  private static final String SAFE_VALUE = "viewchange/SafeValue.java";

  private Mutations() {}

  /** All of them. */
  public static List<Mutation> all() {
    return Stream.of(numbers(), promises(), beliefs(), views(), progress(), epochs(), money())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutation> numbers() {
    return List.of(
        Mutation.of(
            "fast quorum of 2f + c + 1",
            "random-liar",
            1,
            QUORUMS,
            "return 3 * faults + slow + 1;",
            "return 2 * faults + slow + 1;"),
        Mutation.of(
            "prepared quorum of f + c + 1",
            "random-liar",
            1,
            QUORUMS,
            "return 2 * faults + slow + 1;",
            "return faults + slow + 1;"),
        Mutation.of(
            "execution certificate of one share",
            "calm",
            1,
            QUORUMS,
            "public int execution() {\n    return faults + 1;",
            "public int execution() {\n    return 1;"),
        Mutation.of(
            "one complaint is enough",
            "single-complainers",
            1,
            QUORUMS,
            "public int complaint() {\n    return faults + 1;",
            "public int complaint() {\n    return 1;"),
        Mutation.of(
            "2f + c + 1 reports make a value fast",
            "distant",
            2,
            SAFE_VALUE,
            "if (falling.size() >= quorums.fastEvidence()) {",
            "if (falling.size() > quorums.fastEvidence() + 1) {"),
        Mutation.of(
            "no window",
            "overreacher",
            1,
            "Core.java",
            "&& !sequence.isAfter(executed.sequence().plus(Tuning.WINDOW));",
            "|| sequence.isAfter(executed.sequence());"));
  }

  private static List<Mutation> promises() {
    return List.of(
        Mutation.of(
            "vote without a record",
            "calm",
            1,
            ORDERING,
            "    core.persist(new LogRecord.Accepted(prePrepare));\n",
            ""),
        Mutation.of(
            "commit share without a record",
            "mute-collectors",
            1,
            ORDERING,
            "    core.persist(new LogRecord.Prepared(proposal, certificate));\n",
            ""),
        Mutation.of(
            "view change without a record",
            "silent",
            1,
            VIEWS,
            "    core.persist(new LogRecord.LeftView(change));\n",
            ""),
        Mutation.of(
            "new view without a record",
            "silent",
            1,
            VIEWS,
            "    core.persist(new LogRecord.EnteredView(newView));\n    enter(newView);",
            "    enter(newView);"),
        Mutation.of(
            "votes forgotten after a restart",
            "withholder-in-bad-weather",
            11,
            "Replica.java",
            "          slot.accepted = Optional.of(prePrepare);\n",
            ""),
        Mutation.of(
            "vote without acceptance by the application",
            "forger",
            1,
            ORDERING,
            "core.surroundings.acceptance().isAcceptable(slot.sequence(), batch)",
            "(batch.epochSeconds() >= 0)"),
        Mutation.of(
            "any time is accepted",
            "overreacher",
            1,
            ORDERING,
            "batch.epochSeconds() > core.now.epochSeconds() + core.tuning.clockToleranceSeconds()",
            "batch.epochSeconds() < 0"),
        Mutation.of(
            "the past is accepted",
            "backdater",
            1,
            ORDERING,
            "batch.epochSeconds() < core.now.epochSeconds() - Tuning.CLOCK_BEHIND_SECONDS",
            "batch.epochSeconds() < 0"),
        Mutation.of(
            "votes right after losing the log",
            "wipes",
            1,
            "Rejoining.java",
            "    core.setVoting(false);\n    bound = Optional.of(UNKNOWN);",
            "    bound = Optional.of(UNKNOWN);"),
        Mutation.of(
            "commit share without a prepared certificate",
            "calm",
            1,
            ORDERING,
            "if (slot.isPreparedIn(prePrepare.view())) {",
            "if (!slot.isCommitted()) {"),
        new Mutation(
            "votes twice in a view",
            List.of(
                new Edit(
                    ORDERING,
                    "    if (before.isPresent()) {\n      convict(",
                    "    if (before.isPresent() && !core.isVoting()) {\n      convict("),
                new Edit(
                    ORDERING,
                    "slot.accepted.isEmpty() || slot.accepted.get().view()"
                        + ".isBefore(prePrepare.view()),",
                    "core.isVoting(),")),
            "equivocator",
            1,
            1));
  }

  private static List<Mutation> beliefs() {
    return List.of(
        Mutation.of(
            "unverified prepared certificate",
            "counterfeiter",
            1,
            ORDERING,
            "    if (!core.cryptography.isCertificate(\n"
                + "        CertificateKind.PREPARED, new Statement.Vote(proposal),"
                + " message.certificate())) {",
            "    if (message.certificate() == null) {"),
        Mutation.of(
            "unverified commit certificate",
            "random-liar",
            1,
            ORDERING,
            "return core.cryptography.isCertificate(kind, statement, certificate);",
            "return certificate != null && statement != null;"),
        Mutation.of(
            "slow commit certificate taken for a fast one",
            "mute-collectors",
            1,
            ORDERING,
            "kind == CertificateKind.FAST\n            ? new Statement.Vote(proposal)\n"
                + "            : new Statement.Commitment(proposal);",
            "new Statement.Vote(proposal);"),
        Mutation.of(
            "unverified execution certificate",
            "random-liar",
            1,
            EXECUTIONS,
            "if (!core.cryptography.isCertificate(\n"
                + "        CertificateKind.EXECUTED, claimed.execution(), certificate.get())) {",
            "if (certificate.isEmpty()) {"),
        Mutation.of(
            "unsigned proposals",
            "usurpers",
            1,
            ORDERING,
            "if (!core.cryptography.isSignature(\n"
                + "        new Signed.Proposed(proposal), primary, prePrepare.signature())) {",
            "if (primary.index() < 0) {"),
        Mutation.of(
            "unverified view changes",
            "impersonators",
            1,
            RULES,
            "if (!cryptography.isSignature(signed, change.sender(), change.signature())) {",
            "if (signed.body().isEmpty()) {"),
        Mutation.of(
            "unverified certificates in view changes",
            "counterfeiter",
            1,
            RULES,
            "return isProven ? Optional.empty() :",
            "return isProven || !change.reports().isEmpty() ? Optional.empty() :"),
        Mutation.of(
            "unverified new view",
            "dictator",
            1,
            RULES,
            "changes.size() == configuration.quorums().viewChange() && isIncreasing(changes);",
            "!changes.isEmpty();"));
  }

  private static List<Mutation> views() {
    return List.of(
        Mutation.of(
            "proposals of other views are accepted",
            "overreacher",
            1,
            ORDERING,
            "if (!core.isActive || !prePrepare.view().equals(core.view)) {",
            "if (!core.isActive) {"),
        Mutation.of(
            "votes in a view that was left",
            "lost-view-changes",
            2,
            ORDERING,
            "if (!core.isActive || !prePrepare.view().equals(core.view)) {",
            "if (!prePrepare.view().equals(core.view)) {"),
        Mutation.of(
            "the accepted proposal is not reported",
            "fast-commit-unseen",
            1,
            "Slot.java",
            "accepted.map(each -> new SlotReport.Accepted(each.view(), each.batch().digest())),",
            "prepared.map(each -> new SlotReport.Accepted(each.view(), each.batch())),"),
        Mutation.of(
            "the new view fills every slot anew",
            "prepared-at-one",
            1,
            SAFE_VALUE,
            "return safe.filter(each -> !each.batch().equals(Batch.NULL.digest()))",
            "return safe.filter(each -> each.batch().equals(Batch.NULL.digest()))"),
        Mutation.of(
            "a new view does not bind its primary",
            "prepared-at-one",
            1,
            VIEWS,
            "      case Choice.Proposed proposed -> ordering.imply(slot, proposed.batch(),"
                + " proposed.holders());",
            "      case Choice.Proposed _ -> ordering.imply(slot, Batch.NULL.digest(), List.of());"),
        Mutation.of(
            "executes what it accepted",
            "random-liar",
            1,
            "Slot.java",
            "return committed.flatMap(each -> body(each.batch()));",
            "return accepted.map(PrePrepare::batch);"));
  }

  private static List<Mutation> progress() {
    return List.of(
        Mutation.of(
            "the timer does not grow",
            "distant",
            1,
            VIEWS,
            "core.tuning.requestTimeoutMs() << Math.min(failed, DOUBLINGS_MAX);",
            "core.tuning.requestTimeoutMs() + Math.min(failed, DOUBLINGS_MAX) * 0L;"),
        Mutation.of(
            "timers without a limit",
            "asynchrony-hidden-views",
            1,
            VIEWS,
            "return Math.min(doubled, core.tuning.viewChangeTimeoutMaxMs());",
            "return doubled;"),
        Mutation.of(
            "liars lead replicas ahead of the others",
            "asynchrony-shepherd",
            1,
            VIEWS,
            "return 1 + others >= core.quorums.viewChange();",
            "return others >= 0;"),
        Mutation.of(
            "one liar's word leads everybody away",
            "asynchrony-pretender",
            1,
            VIEWS,
            "Optional.of(sorted.get(needed - 1));",
            "Optional.of(sorted.getFirst());"),
        Mutation.of(
            "whoever was cut off climbs view by view",
            "asynchrony-climber",
            1,
            VIEWS,
            "Optional<View> common = common(reached.values().stream().toList());",
            "Optional<View> common = common(changes.values().stream().map(ViewChange::view).toList());"),
        Mutation.of(
            "the primary does not collect",
            "mute-collectors",
            1,
            "value/Configuration.java",
            "    chosen.add(primary);\n",
            "    if (n == 1) {\n      chosen.add(primary);\n    }\n"),
        Mutation.of(
            "nobody complains",
            "silent",
            1,
            VIEWS,
            "if (hasComplained || !core.isVoting()) {",
            "if (!hasComplained || !core.isVoting()) {"),
        Mutation.of(
            "open work is nobody's business",
            "open-work",
            1,
            VIEWS,
            " && !emptySlots.isOwed()",
            ""),
        Mutation.of(
            "empty blocks without end",
            "open-work",
            1,
            "EmptySlots.java",
            "return isAhead(awaited) && !hasEpochEnded();",
            "return awaited.isPresent() && !hasEpochEnded();"),
        Mutation.of(
            "a restarted primary begins anew",
            "blackouts",
            1,
            "Replica.java",
            "      proposing.resume();\n",
            ""));
  }

  private static List<Mutation> epochs() {
    return List.of(
        Mutation.of(
            "the old operators go on deciding",
            "replaced-operator",
            1,
            "Core.java",
            "return lastOfEpoch.isPresent() && sequence.isAfter(lastOfEpoch.get());",
            "return lastOfEpoch.isPresent() && sequence.isAfter(lastOfEpoch.get().plus(64));"),
        Mutation.of(
            "no epoch in signed complaints",
            "succession-amid-view-changes",
            1,
            "certificate/Signed.java",
            "Encoder out = new Encoder().hash(ledgerId).u64(epoch);",
            "Encoder out = new Encoder().hash(ledgerId);"),
        Mutation.of(
            "the epoch ends a block early at one replica",
            "replaced-operator",
            1,
            EXECUTIONS,
            "progress.get(core.lastOfEpoch.get());",
            "progress.get(new SequenceNumber("
                + "core.lastOfEpoch.get().number() - core.self().index() % 2));"),
        new Mutation(
            "an epoch begins while certificates of the last are in memory alone",
            List.of(new Edit(Room.ENGINE, STANDING, "    log.settle();\n", "")),
            "succession-amid-blackouts",
            1,
            8),
        new Mutation(
            "a newcomer votes before it has the state",
            List.of(
                new Edit(
                    Room.ENGINE,
                    STANDING,
                    "            : membership.operators();",
                    "            : membership.at(lastOfEpoch(membership)"
                        + ".map(each -> each.number()).orElse(head)).operators();"),
                new Edit(
                    Room.ENGINE,
                    STANDING,
                    "Optional<Execution> base = base(log, changes, operators.epoch());",
                    "Optional<Execution> base = base(log, changes, operators.epoch())"
                        + ".or(() -> Optional.of(execution(executor.head().get())));")),
            "replaced-operator",
            1,
            1));
  }

  private static List<Mutation> money() {
    return List.of(
        money(
            "nullifiers are forgotten",
            "repeater",
            "execution/PrivateMoney.java",
            "    changes.spend(nullifiers, moment.height());\n",
            ""),
        new Mutation(
            "proofs are taken for granted",
            List.of(
                new Edit(
                    Room.CASH,
                    "admission/ProofAdmission.java",
                    "remember(waiting, verifier.holds(waiting.prepared()));",
                    "remember(waiting, true);"),
                new Edit(
                    Room.CASH,
                    "admission/ProofAdmission.java",
                    "remember(waiting, !falseOnes.get(next++))",
                    "remember(waiting, next++ >= 0 || falseOnes.isEmpty())")),
            "repeater",
            1,
            5),
        money(
            "a transfer counts as often as it is ordered",
            "repeater",
            "execution/OrdinaryMoney.java",
            "if (body.nonce() != payer.nonce()) {",
            "if (body.nonce() > payer.nonce()) {"),
        money(
            "the payer keeps what the payee gets",
            "calm",
            "state/CashChanges.java",
            "    put(from, view.account(from).debited(amount).signedOnce());\n",
            "    put(from, view.account(from).signedOnce());\n"),
        money(
            "what leaves the private pool stays in it",
            "calm",
            "state/CashChanges.java",
            "    put(view.pool(generation).left(amount));\n",
            ""),
        money(
            "what is loaded stays ordinary, too",
            "calm",
            "state/CashChanges.java",
            "    put(view.supply().debited(amount));\n    put(view.pool(generation).entered(amount));\n",
            "    put(view.pool(generation).entered(amount));\n"));
  }

  private static Mutation money(
      String name, String scenario, String file, String before, String after) {
    return new Mutation(name, List.of(new Edit(Room.CASH, file, before, after)), scenario, 1, 1);
  }
}
