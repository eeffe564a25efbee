package org.specie.services.registrar;

import org.specie.services.api.Refusal;

/**
 * Why a registrar does not sign, beside what the ledger itself would refuse, or m of n of them do
 * not. Numbers are stable: docs/reference/errors.md.
 */
public enum RegistrarRefusal implements Refusal {
  CONTENT_MALFORMED(
      6301,
      400,
      "A field of the registration has a form it cannot have.",
      "Send bytes as pairs of hexadecimal digits, each of its size."),
  ISSUER_UNKNOWN(
      6302,
      403,
      "This registrar does not believe that identity provider.",
      "Bring evidence of one that the registrars of this ledger believe."),
  EVIDENCE_WRONG(
      6303,
      403,
      "The evidence is not what its identity provider signed, is too old, or its holder did not"
          + " sign for this wallet.",
      "Let the identity provider make out new evidence, and ask with the key it is for."),
  LEDGER_UNSEEN(
      6304,
      503,
      "The registrar cannot see the ledger, so it does not know the policy in force.",
      "Ask again in a moment, or ask the other registrars."),
  NOT_A_REGISTRAR(
      6305,
      409,
      "The policy in force does not name this registrar's key.",
      "Ask the registrars that the policy names."),
  TOO_FEW(
      6306,
      503,
      "Fewer registrars signed than the policy requires; the others refuse for different reasons,"
          + " do not answer, or answer something else.",
      "Ask again in a moment; if it stays so, tell the provider."),
  PROVIDER_UNKNOWN(
      6307,
      403,
      "This registrar lets nobody in through that provider, or not with that key of it.",
      "Go on through another provider: nothing is lost. The provider's operator asks the"
          + " registrars."),
  TAG_UNPROVEN(
      6308,
      403,
      "What was brought does not prove the person's tag under this registrar's key.",
      "Ask enough registrars of this ledger for their parts of it first, and bring what these make"
          + " together.");

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts never changes.
  private final Explanation explanation;

  RegistrarRefusal(int code, int status, String sentence, String remedy) {
    this.explanation = new Explanation(code, status, sentence, remedy);
  }

  @Override
  public Explanation explanation() {
    return explanation;
  }
}
