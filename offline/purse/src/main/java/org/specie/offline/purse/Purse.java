package org.specie.offline.purse;

import java.util.function.Consumer;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.credential.CredentialDevice;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.purse.credential.OpenRequest;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.history.Account;
import org.specie.offline.purse.history.History;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.paying.Credentials;
import org.specie.offline.purse.paying.PayerClasses;
import org.specie.offline.purse.paying.Paying;
import org.specie.offline.purse.paying.Redemption;
import org.specie.offline.purse.planning.Jars;
import org.specie.offline.purse.planning.Schedule;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.settings.Choices;
import org.specie.offline.token.check.TokenVerifier;

/**
 * A host and its device, wired. Everything it knows follows from its journal. Not thread-safe.
 * Spec: docs/spec/52-purse.md.
 */
public final class Purse {
  private final Receiving receiving;
  private final Redemption redemption;
  private final Paying paying;
  private final PayerClasses classes;
  private final OpenRequest openRequest;
  private final TokenVerifier verifier;
  private final History history;
  private final Jars jars;
  private final Schedule schedule;
  private final Choices choices;

  private Purse(
      Receiving receiving,
      Redemption redemption,
      Paying paying,
      PayerClasses classes,
      OpenRequest openRequest,
      TokenVerifier verifier,
      History history,
      Jars jars,
      Schedule schedule,
      Choices choices) {
    this.choices = choices;
    this.history = history;
    this.jars = jars;
    this.schedule = schedule;
    this.receiving = receiving;
    this.redemption = redemption;
    this.paying = paying;
    this.classes = classes;
    this.openRequest = openRequest;
    this.verifier = verifier;
  }

  /** Wires a purse and brings back what its journal says; the device is not asked yet. */
  public static Purse open(
      Journal journal, TokenVerifier verifier, SecureDevice device, Credentials credentials) {
    Receiving receiving = new Receiving(journal, verifier);
    Choices choices = new Choices(journal);
    Redemption redemption = new Redemption(receiving, device, choices);
    PayerClasses classes = new PayerClasses(credentials);
    Paying paying = new Paying(journal, verifier, device, classes, redemption);
    OpenRequest openRequest = new OpenRequest(journal);
    History history = new History();
    Jars jars =
        new Jars(journal, () -> device.state().balance().plus(receiving.waiting()), choices);
    Schedule schedule = new Schedule(journal, paying, jars, choices);
    Consumer<JournalRecord> lookers =
        each -> {
          classes.replay(each);
          choices.replay(each);
          history.replay(each);
          jars.replay(each);
          schedule.replay(each);
        };
    for (JournalRecord each : journal.takeRecords()) {
      receiving.replay(each);
      paying.replay(each);
      openRequest.replay(each);
      lookers.accept(each);
    }
    journal.follow(lookers);
    return new Purse(
        receiving,
        redemption,
        paying,
        classes,
        openRequest,
        verifier,
        history,
        jars,
        schedule,
        choices);
  }

  /** Asks for money and takes it. */
  public Receiving receiving() {
    return receiving;
  }

  /** Turns what was taken into balance. */
  public Redemption redemption() {
    return redemption;
  }

  /** Pays. */
  public Paying paying() {
    return paying;
  }

  /** What was paid and received. */
  public History history() {
    return history;
  }

  /** The payments as a table for bookkeeping. */
  public Account account() {
    return Account.of(history, verifier);
  }

  /** What is set aside, and for what. */
  public Jars jars() {
    return jars;
  }

  /** What is to be paid later. */
  public Schedule schedule() {
    return schedule;
  }

  /** Under which class keys it pays. */
  public PayerClasses classes() {
    return classes;
  }

  /** What its owner has chosen. */
  public Choices choices() {
    return choices;
  }

  /**
   * Gets payment keys and tokens for {@code device}, which is this purse's, from {@code agents}.
   */
  public CredentialManager credentials(CredentialDevice device, Agents agents, Entropy entropy) {
    return new CredentialManager(
        openRequest, receiving, classes, redemption, verifier, device, agents, entropy);
  }
}
