package org.specie.ledger.consensus.viewchange;

import java.util.List;
import java.util.Optional;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed.ViewChanged;
import org.specie.ledger.consensus.certificate.Statement.Commitment;
import org.specie.ledger.consensus.certificate.Statement.Vote;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.message.SlotReport.Committed;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/**
 * Whether a view change or a new view is believed. What costs nothing to see is asked first.
 *
 * <p>A view change is believed as a whole or not at all. One certificate in it that does not verify
 * makes the message worthless: its sender signed it, verifies every certificate before keeping it,
 * and could have left it out, so it lies. Leaving the message out hides nothing that counts. The
 * argument for the safe value (clause 7.6) holds for <em>any</em> n - f valid messages, because it
 * counts on the honest senders among them alone, and an honest sender's message is never refused;
 * nor can refusing stop progress, because n - f replicas are honest. What would be wrong is to keep
 * the message and skip the certificate, or to skip the slot: then a forged certificate of a high
 * view could stand in for a genuine one of a lower view in the same set.
 *
 * <p>Who made a new view is not asked here. It matters to progress and not to safety: every valid
 * set gives safe values, but a liar that collects view changes can build another set than the
 * primary's, and replicas that follow different sets may vote for different values of a slot for
 * which nothing was committed.
 *
 * <p>Source: docs/spec/23-sbft.md, clauses 7.3 and 7.4.
 */
public final class ViewChangeRules {
  private ViewChangeRules() {}

  /**
   * What is wrong with a view change; empty if it is valid.
   *
   * @param epochBase the certified block the epoch starts on, which needs no certificate again
   */
  public static Optional<ConsensusReason> judge(
      Configuration configuration,
      Cryptography cryptography,
      Checkpoint epochBase,
      ViewChange change) {
    if (!configuration.quorums().isReplica(change.sender())) {
      return Optional.of(ConsensusReason.UNKNOWN_REPLICA);
    }
    if (!change.view().isAfter(View.FIRST)
        || change.stable().sequence().isBefore(epochBase.sequence())) {
      return Optional.of(ConsensusReason.BAD_VIEW_CHANGE);
    }
    for (SlotReport report : change.reports()) {
      // A difference of two numbers that are not negative does not overflow; a sum might.
      long ahead = report.sequence().number() - change.stable().sequence().number();
      if (ahead < 1 || ahead > Tuning.WINDOW) {
        return Optional.of(ConsensusReason.OUT_OF_WINDOW);
      }
      if (!isOfEarlierViews(report, change.view())) {
        return Optional.of(ConsensusReason.BAD_VIEW_CHANGE);
      }
    }
    ViewChanged signed = new ViewChanged(change.body());
    if (!cryptography.isSignature(signed, change.sender(), change.signature())) {
      return Optional.of(ConsensusReason.BAD_SIGNATURE);
    }
    boolean isProven =
        isStable(cryptography, epochBase, change.stable())
            && change.reports().stream().allMatch(each -> isCertified(cryptography, each));
    return isProven ? Optional.empty() : Optional.of(ConsensusReason.BAD_CERTIFICATE);
  }

  /**
   * What is wrong with a new view; empty if it is valid: n - f valid view changes for it, of
   * different replicas, in the order of senders.
   */
  public static Optional<ConsensusReason> judge(
      Configuration configuration,
      Cryptography cryptography,
      Checkpoint epochBase,
      NewView newView) {
    List<ViewChange> changes = newView.viewChanges();
    boolean isQuorum =
        changes.size() == configuration.quorums().viewChange() && isIncreasing(changes);
    if (!isQuorum || !changes.stream().allMatch(each -> each.view().equals(newView.view()))) {
      return Optional.of(ConsensusReason.BAD_NEW_VIEW);
    }
    for (ViewChange each : changes) {
      Optional<ConsensusReason> reason = judge(configuration, cryptography, epochBase, each);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  static boolean isIncreasing(List<ViewChange> changes) {
    for (int i = 1; i < changes.size(); i++) {
      if (changes.get(i - 1).sender().compareTo(changes.get(i).sender()) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Nobody can have accepted anything in a view that is still to be entered. A decision of such a
   * view may be known: others were in it before, and it is a decision in every view.
   */
  private static boolean isOfEarlierViews(SlotReport report, View view) {
    return report.accepted().stream().allMatch(each -> each.view().isBefore(view))
        && report.prepared().stream().allMatch(each -> each.view().isBefore(view));
  }

  /**
   * The epoch's base is known to all of its replicas, and other replicas certified it, so that
   * nothing but it is taken at its height. Any later block is good that f + 1 replicas of this
   * epoch executed to: one of them is honest, so all slots up to it are decided.
   */
  private static boolean isStable(
      Cryptography cryptography, Checkpoint epochBase, Checkpoint stable) {
    if (stable.sequence().equals(epochBase.sequence())) {
      return stable.equals(epochBase)
          || (stable.certificate().isEmpty() && stable.execution().equals(epochBase.execution()));
    }
    return stable
        .certificate()
        .filter(
            each -> cryptography.isCertificate(CertificateKind.EXECUTED, stable.execution(), each))
        .isPresent();
  }

  private static boolean isCertified(Cryptography cryptography, SlotReport report) {
    return report.prepared().stream()
            .allMatch(
                each ->
                    cryptography.isCertificate(
                        CertificateKind.PREPARED,
                        new Vote(report.proposal(each)),
                        each.certificate()))
        && report.committed().stream()
            .allMatch(each -> isCommitted(cryptography, report.proposal(each), each));
  }

  private static boolean isCommitted(
      Cryptography cryptography, Proposal proposal, Committed committed) {
    return cryptography.isCertificate(
        committed.kind(),
        committed.kind() == CertificateKind.FAST ? new Vote(proposal) : new Commitment(proposal),
        committed.certificate());
  }
}
