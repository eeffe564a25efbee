package org.specie.cli.network;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cli.Result;

/** A network and its rules in words. */
final class Rules {
  private Rules() {}

  static Result describe(OpenNetwork opened) throws IOException {
    LedgerConstants ledger = opened.ledger();
    Policy policy = opened.policy();
    Tip tip = opened.gateway().tip();
    String ends = Instant.ofEpochSecond(tip.epochEndsAtSeconds()).toString();
    StringBuilder text = new StringBuilder();
    line(text, "ledger", ledger.genesis().ledgerName());
    line(text, "identity", ledger.ledgerId().toHex());
    line(text, "currency", ledger.suite().domain().currency());
    line(
        text,
        "operators",
        ledger.key().operators() + ", any " + ledger.key().threshold() + " of them sign");
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int i = 0; i < policy.classes().size(); i++) {
      WalletClass each = policy.classes().get(i);
      classes.add(
          Result.fields(
              "class", i,
              "name", each.name(),
              "budget", each.budget().toDecimal(),
              "limit", policy.tierOneLimit(i).toDecimal()));
    }
    PolicyWords.of(policy).forEach((name, value) -> line(text, name, value));
    line(text, "epoch", tip.rules().epoch() + " of budgets, ends " + ends);
    line(text, "height", String.valueOf(tip.height()));
    return new Result(
        text.toString(),
        Result.fields(
            "ledger", ledger.genesis().ledgerName(),
            "identity", ledger.ledgerId().toHex(),
            "currency", ledger.suite().domain().currency(),
            "operators", ledger.key().operators(),
            "threshold", ledger.key().threshold(),
            "classes", classes,
            "limit", policy.tierOneLimit().toDecimal(),
            "tiers", policy.tiers().map(Rules::fields).orElse(Result.fields()),
            "policy", policy.hash().toHex(),
            "epoch", tip.rules().epoch(),
            "epochEndsAt", ends,
            "height", tip.height()));
  }

  private static Map<String, Object> fields(TierPolicy tiers) {
    return Result.fields(
        "limit", tiers.tierTwoLimit().toDecimal(),
        "delaySeconds", tiers.delaySeconds(),
        "claimSeconds", tiers.claimSeconds(),
        "silenceReleases", tiers.silenceReleases(),
        "auditors", tiers.auditors().keys().size(),
        "approvals", tiers.auditors().required(),
        "auditorsThatOpen", tiers.auditorsKey().threshold(),
        "authorities", tiers.authorities().keys().size(),
        "authoritiesThatOrder", tiers.authorities().required());
  }

  static void line(StringBuilder text, String name, String value) {
    text.append(name).repeat(" ", 12 - name.length()).append(value).append('\n');
  }
}
