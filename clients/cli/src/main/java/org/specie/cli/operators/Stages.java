package org.specie.cli.operators;

import java.util.StringJoiner;
import org.specie.cash.application.state.ResharingPlan;

/** How far a plan is, in words. */
final class Stages {
  private Stages() {}

  static String words(ResharingPlan plan) {
    return switch (plan.stage()) {
      case KEYS -> "round 1 of 3: new operators post keys until block " + plan.closesAt();
      case DEALINGS -> "round 2 of 3: operators deal their shares until block " + plan.closesAt();
      case EXAMINATION ->
          "round 3 of 3: new operators examine what they got until block " + plan.closesAt();
      case COMPLETE -> "complete in block " + plan.closesAt();
      case FAILED -> "failed in block " + plan.closesAt() + " " + faults(plan);
      case CANCELLED -> "cancelled in block " + plan.closesAt();
    };
  }

  /** Who is named, by name where the new set has one. */
  static String faults(ResharingPlan plan) {
    StringJoiner named = new StringJoiner(", ", "(", ")").setEmptyValue("");
    plan.faults()
        .holders()
        .forEach((place, fault) -> named.add("holder at place " + place + ": " + fault));
    plan.faults()
        .operators()
        .forEach((place, fault) -> named.add(name(plan, place) + ": " + fault));
    plan.faults().silent().forEach(place -> named.add(name(plan, place) + ": examined nothing"));
    return named.toString();
  }

  private static String name(ResharingPlan plan, int place) {
    return plan.operators().operators().get(place - 1).name();
  }
}
