package org.specie.cli.act;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cli.Result;
import org.specie.cli.network.PolicyWords;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.node.act.ProposedAct;

/** An act in words that leave nothing out: what a member sees before it signs. */
final class ActWords {
  private static final String NOTHING = "-";

  private ActWords() {}

  /** What it does, who decides it and who has signed. */
  static Result describe(ProposedAct act, Policy policy) {
    CommitteeAct.Statement statement = act.act().statement();
    KeyQuorum deciders = act.decision().deciders(policy).orElseThrow();
    List<String> does = does(act.decision(), policy);
    StringBuilder text = new StringBuilder();
    does.forEach(line -> text.append(line).append('\n'));
    List<Integer> members = act.signers().stream().map(index -> index + 1).toList();
    text.append(
        "decided by    the %s, %d of %d\n"
            .formatted(body(act.decision()), deciders.required(), deciders.keys().size()));
    text.append("signed by     ").append(signed(members)).append('\n');
    text.append("valid until   block ").append(statement.validUntil()).append('\n');
    text.append("record        ").append(statement.recordId().toHex()).append('\n');
    return new Result(
        text.toString(),
        Result.fields(
            "does", does,
            "body", body(act.decision()),
            "required", deciders.required(),
            "members", deciders.keys().size(),
            "signedBy", members,
            "enough", act.isDecided(policy),
            "validUntil", statement.validUntil(),
            "record", statement.recordId().toHex()));
  }

  /** Who of the {@code members}, by their numbers from 1, has signed. */
  static String signed(List<Integer> members) {
    return members.isEmpty()
        ? "nobody yet"
        : members.stream().map(each -> "member " + each).collect(Collectors.joining(", "));
  }

  /** Who decides {@code act}. */
  static String body(Act act) {
    return switch (act) {
      case Act.VetoEntry _, Act.ClearEntry _ -> "auditors";
      case Act.OrderOpening _ -> "authorities";
      case Act.IssueOrdinary _, Act.IssuePrivate _, Act.DestroyOrdinary _, Act.SetPolicy _ ->
          "committee";
      case Act.NameFloat _, Act.IssueOffline _, Act.DestroyOffline _ -> "committee";
      case Act.ListProvider _, Act.StrikeOffProvider _ -> "committee";
      case Act.ChangeOperators _, Act.ExpelOperator _, Act.CancelChange _ -> "committee";
    };
  }

  private static List<String> does(Act act, Policy policy) {
    return switch (act) {
      case Act.IssueOrdinary(var to, var amount) ->
          List.of("Issues " + amount + " to the account " + to);
      case Act.IssuePrivate(var key, var amount) ->
          List.of(
              "Issues a coin of %s to the person with the public spend key %s"
                  .formatted(amount, key.toCompressed().toHex()));
      case Act.DestroyOrdinary(var amount) ->
          List.of("Destroys " + amount + " of the treasury account");
      case Act.SetPolicy(var changed, long from) -> policy(policy, changed, from);
      case Act.ChangeOperators(var operators, boolean most) ->
          List.of(
              "Has other operators take over: " + operators(operators),
              most ? "Says that most of the present ones may go" : "Most of the present ones stay");
      case Act.ExpelOperator(var evidence, var operators) ->
          List.of(
              "Expels operator number %d of epoch %d by evidence of contradiction"
                  .formatted(evidence.operator() + 1, evidence.epoch()),
              "Has these operators take over: " + operators(operators));
      case Act.CancelChange(var plan) ->
          List.of("Drops the change of operators planned by the record " + plan.toHex());
      case Act.VetoEntry(var entry) ->
          List.of(
              "Stops the money that waits in the entry " + entry.toHex(),
              "Nobody can accept it any more; its payer takes it back");
      case Act.ClearEntry(var entry) ->
          List.of(
              "Clears the money that waits in the entry " + entry.toHex(),
              "It is still not accepted before its time");
      case Act.OrderOpening(var core, var grounds) ->
          List.of(
              "Orders that the payment with the core " + core.toHex() + " be opened",
              "Grounds, by their SHA-256: " + grounds.toHex(),
              "The order stays on the ledger for everybody to see, for ever");
      case Act.NameFloat(var issuer, var redeemers, var limit) ->
          List.of(
              "Has the float of the offline issuer %s hold at most %s"
                  .formatted(issuer.toHex(), limit),
              "Has %d of %d keys declare what came back: %s"
                  .formatted(redeemers.required(), redeemers.keys().size(), keys(redeemers)));
      case Act.IssueOffline(var issuer, var amount) ->
          List.of("Issues " + amount + " as offline cash of the issuer " + issuer.toHex());
      case Act.DestroyOffline(var issuer, var amount) ->
          List.of("Destroys " + amount + " of the offline cash of the issuer " + issuer.toHex());
      case Act.ListProvider(var name, var key) ->
          List.of(
              "Lists the provider " + name + " with the key " + key.bytes().toHex(),
              "A key that it was listed with before counts no more");
      case Act.StrikeOffProvider(var name) ->
          List.of(
              "Strikes the provider " + name + " off the register, for good",
              "Its customers' wallets go on through another provider only");
    };
  }

  private static String keys(KeyQuorum redeemers) {
    return redeemers.keys().stream()
        .map(key -> key.bytes().toHex())
        .collect(Collectors.joining(", "));
  }

  private static String operators(OperatorSet operators) {
    return operators.operators().stream()
        .map(each -> each.name() + " (" + each.publicKey().bytes().toHex().substring(0, 8) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Every line in which the two policies differ. */
  private static List<String> policy(Policy now, Policy changed, long from) {
    Map<String, String> before = PolicyWords.of(now);
    Map<String, String> after = PolicyWords.of(changed);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    lines.add("Changes the policy from block " + from + " on:");
    for (String name : names) {
      String was = before.getOrDefault(name, NOTHING);
      String is = after.getOrDefault(name, NOTHING);
      if (!was.equals(is)) {
        lines.add("  %-12s%s  ->  %s".formatted(name, was, is));
      }
    }
    if (lines.size() == 1) {
      lines.add("  nothing: it is the policy in force");
    }
    return lines;
  }
}
