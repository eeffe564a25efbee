package org.specie.cash.application.access;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * What the two quorums find in one payment together, from the shares of their members. Every share
 * is verified first; a false one, or a second one of a member, changes nothing. Source:
 * docs/spec/12-tiers.md, clause 12.4.
 */
public sealed interface Opening {
  /** The record. */
  record Opened(OpenedRecord record) implements Opening {}

  /** Not enough right shares of a quorum; {@code given} of {@code needed}. */
  record TooFew(AccessReason reason, int given, int needed) implements Opening {}

  /** Opens {@code payment}. */
  static Opening of(
      OrderedPayment payment, List<DecryptionShare> auditors, List<DecryptionShare> operators) {
    EscrowThresholdKey auditorsKey = payment.tiers().auditorsKey();
    EscrowThresholdKey operatorsKey = payment.operatorsKey();
    List<DecryptionShare> ofAuditors = right(auditorsKey, payment.due(), auditors);
    if (ofAuditors.size() < auditorsKey.threshold()) {
      return new TooFew(AccessReason.TOO_FEW_AUDITORS, ofAuditors.size(), auditorsKey.threshold());
    }
    List<DecryptionShare> ofOperators = right(operatorsKey, payment.due(), operators);
    if (ofOperators.size() < operatorsKey.threshold()) {
      return new TooFew(
          AccessReason.TOO_FEW_OPERATORS, ofOperators.size(), operatorsKey.threshold());
    }
    return new Opened(
        OpenedRecord.of(
            payment.due().sealed(),
            masks(auditorsKey, payment.due(), ofAuditors),
            masks(operatorsKey, payment.due(), ofOperators)));
  }

  /** Whether {@code share} is a right one of opening {@code due} by a member of {@code quorum}. */
  static boolean isRight(
      EscrowThresholdKey quorum, ExceptionalAccess.Due due, DecryptionShare share) {
    return share.verifies(quorum, due.sealed(), due.label());
  }

  /** The right ones, one a member: whoever sends another's index takes nobody's place. */
  private static List<DecryptionShare> right(
      EscrowThresholdKey quorum, ExceptionalAccess.Due due, List<DecryptionShare> shares) {
    TreeMap<Integer, DecryptionShare> right = new TreeMap<>();
    for (DecryptionShare share : shares) {
      if (!right.containsKey(share.index()) && isRight(quorum, due, share)) {
        right.put(share.index(), share);
      }
    }
    return new ArrayList<>(right.values());
  }

  private static Decryption.Complete masks(
      EscrowThresholdKey quorum, ExceptionalAccess.Due due, List<DecryptionShare> right) {
    return switch (Decryption.combine(quorum, due.sealed(), due.label(), right)) {
      case Decryption.Complete complete -> complete;
      case Decryption.TooFew _, Decryption.InvalidIndices _ ->
          throw new InvariantViolation("right shares of a quorum's members make the masks");
    };
  }
}
