package org.specie.cli.explain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.FloatMove;
import org.specie.cash.application.transaction.ResharingPost;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.block.OperatorSet;

/** Explains transactions of one ledger from their bytes alone. */
public final class Explainer {
  private final LedgerConstants ledger;

  public Explainer(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** Explains what stands in a block. */
  public Explanation explain(Recorded recorded) {
    Map<String, String> details = place(recorded);
    Explanation explained;
    try {
      explained =
          switch (CashTransaction.decode(ledger.suite(), recorded.bytes())) {
            case CashTransaction.Private(PrivateTransaction inner) -> explain(inner, details);
            case CashTransaction.Ordinary(Transfer transfer) -> explain(transfer, details);
            case CashTransaction.Committee(CommitteeAct act) -> explain(act, details);
            case CashTransaction.Resharing(ResharingPost post) -> explain(post, details);
            case CashTransaction.Offline(FloatMove move) ->
                new FloatExplainer(details).explain(ledger, move);
          };
    } catch (MalformedInput e) {
      explained =
          new Explanation(
              "Bytes that are no transaction",
              List.of("Somebody sent bytes that mean nothing. The ledger refused them."),
              List.of("the bytes"),
              List.of("who sent them"),
              details);
    }
    return recorded.code() == 0 ? explained : refused(explained, recorded.code());
  }

  private static Map<String, String> place(Recorded recorded) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("transaction", recorded.id().toHex());
    details.put("block", recorded.height() + ", place " + recorded.index());
    details.put("time", Instant.ofEpochSecond(recorded.epochSeconds()).toString());
    details.put("bytes", String.valueOf(recorded.bytes().size()));
    details.put(
        "result",
        recorded.code() == 0
            ? "applied"
            : "refused: " + recorded.code() + " " + Reasons.of(recorded.code()).sentence());
    details.put(
        "signed outputs", recorded.code() == 0 ? "" + recorded.signatures().size() : "none");
    return details;
  }

  private static Explanation refused(Explanation would, int code) {
    return new Explanation(
        would.headline() + ", refused",
        List.of(
            "The ledger refused this: " + Reasons.of(code).sentence() + " Nothing has changed."),
        would.saw(),
        would.notSeen(),
        would.details());
  }

  private Explanation explain(Transfer transfer, Map<String, String> details) {
    Transfer.Body body = transfer.body();
    String from = transfer.from(ledger.ledgerId()).map(Address::toString).orElse("nobody");
    details.put("kind", "transfer of ordinary money");
    details.put("from", from + " (recovered from the signature)");
    details.put("to", body.to().toString());
    details.put("amount", body.amount().toDecimal());
    details.put("nonce", String.valueOf(body.nonce()));
    details.put("valid until", "block " + body.validUntil());
    details.put("signature", "secp256k1, 65 bytes, over the ledger's identity and the rest");
    return new Explanation(
        "An ordinary payment",
        List.of(
            from + " paid " + body.amount() + " to " + body.to() + ".",
            "Ordinary money moves in plain sight: everybody can read this for ever."),
        List.of("payer " + from, "payee " + body.to(), "amount " + body.amount()),
        List.of("nothing is hidden"),
        details);
  }

  private static Explanation explain(ResharingPost post, Map<String, String> details) {
    ResharingPost.Statement statement = post.statement();
    details.put("kind", "message of an operator");
    details.put("plan", statement.plan().toHex());
    details.put("round", String.valueOf(statement.round()));
    return new Explanation(
        "A step in handing the issuing key on",
        List.of(
            "Operator number "
                + statement.place()
                + " did its part in handing the key that signs private money on to the next"
                + " operators. The key stays the same; the shares of it change hands."),
        List.of("which operator, in which round of which plan"),
        List.of("the shares, which only the operators they are for can open"),
        details);
  }

  private Explanation explain(CommitteeAct act, Map<String, String> details) {
    details.put("kind", "act of the issuance committee");
    details.put("record", act.statement().recordId().toHex());
    details.put("signatures", act.signatures().size() + " members, Ed25519");
    details.put("valid until", "block " + act.statement().validUntil());
    return switch (act.statement().act()) {
      case Act.IssueOrdinary(Address to, var amount) ->
          open(
              "An issue of ordinary money",
              "The committee made " + amount + " and gave it to " + to + ".",
              List.of("receiver " + to, "amount " + amount),
              details);
      case Act.IssuePrivate issue ->
          new Explanation(
              "An issue of private money",
              List.of(
                  "The committee made " + issue.amount() + " for one enrolled person.",
                  "The record names the person's key and the amount. When and how the person uses"
                      + " the coin cannot be told from it."),
              List.of(
                  "public spend key " + issue.publicSpendKey().toCompressed().slice(0, 8) + "…",
                  "amount " + issue.amount()),
              List.of("what becomes of the coin"),
              details);
      case Act.DestroyOrdinary destroy ->
          open(
              "A destruction of ordinary money",
              "The committee unmade " + destroy.amount() + " that lay in the treasury.",
              List.of("amount " + destroy.amount()),
              details);
      case Act.SetPolicy set ->
          open(
              "A change of the rules",
              "The committee set the policy that holds from block " + set.fromHeight() + " on.",
              List.of("every limit of the policy " + set.policy().hash().toShortHex()),
              details);
      case Act.ChangeOperators change ->
          open(
              "A change of the operators",
              "The committee decided who operates the ledger in epoch "
                  + change.operators().epoch()
                  + ": "
                  + names(change.operators())
                  + ".",
              List.of("name, keys and address of every operator"),
              details);
      case Act.ExpelOperator expulsion ->
          open(
              "An expulsion",
              "Operator number "
                  + expulsion.evidence().operator()
                  + " of epoch "
                  + expulsion.evidence().epoch()
                  + " signed two conflicting statements. The committee decided who operates the"
                  + " ledger without it: "
                  + names(expulsion.operators())
                  + ".",
              List.of("the two statements", "name, keys and address of every operator"),
              details);
      case Act.VetoEntry veto ->
          open(
              "A payment stopped",
              "Auditors stopped the payment "
                  + veto.entry().toShortHex()
                  + " while it waited. Its value can only go back to who paid it.",
              List.of("the transaction that made the payment"),
              details);
      case Act.ClearEntry clearance ->
          open(
              "A payment cleared",
              "Auditors cleared the payment "
                  + clearance.entry().toShortHex()
                  + ". It is released when its time has come.",
              List.of("the transaction that made the payment"),
              details);
      case Act.OrderOpening order ->
          open(
              "An order to open one payment",
              "The authorities ordered that payer, payee and amount of the payment "
                  + order.core().toShortHex()
                  + " be opened. It takes auditors and operators to do it, and this record stays.",
              List.of("the payment", "a hash of the grounds " + order.grounds().toShortHex()),
              details);
      case Act.NameFloat named -> new FloatExplainer(details).explain(named);
      case Act.IssueOffline issue -> new FloatExplainer(details).explain(issue);
      case Act.DestroyOffline destruction -> new FloatExplainer(details).explain(destruction);
      case Act.ListProvider listed ->
          open(
              "A provider that the committee lists",
              "The committee lists the provider "
                  + listed.name()
                  + " with a key; one that it had before counts no more.",
              List.of("name and key of the provider"),
              details);
      case Act.StrikeOffProvider struck ->
          open(
              "A provider that was struck off",
              "The committee struck the provider "
                  + struck.name()
                  + " off its register, for good. No money of its customers is touched.",
              List.of("the name of the provider"),
              details);
      case Act.CancelChange cancel ->
          open(
              "A change of the operators called off",
              "The committee dropped the change that it had planned in act "
                  + cancel.plan().toShortHex()
                  + ".",
              List.of("the act that planned it"),
              details);
    };
  }

  private static String names(OperatorSet operators) {
    return String.join(
        ", ", operators.operators().stream().map(OperatorSet.Operator::name).toList());
  }

  private static Explanation open(
      String headline, String sentence, List<String> saw, Map<String, String> details) {
    return new Explanation(headline, List.of(sentence), saw, List.of("nothing is hidden"), details);
  }

  private Explanation explain(PrivateTransaction transaction, Map<String, String> details) {
    return switch (transaction) {
      case Enrolment enrolment -> explain(enrolment, details);
      case StateTransaction state -> new ShieldedExplainer(details).explain(state);
      case FoldTransaction fold -> new ShieldedExplainer(details).explain(fold);
      case LinkTransaction link -> new ShieldedExplainer(details).explain(link);
    };
  }

  private static Explanation explain(Enrolment enrolment, Map<String, String> details) {
    Enrolment.Statement statement = enrolment.body().statement();
    String key = statement.publicSpendKey().toCompressed().toHex();
    details.put("kind", "ENROL");
    details.put("public spend key", key);
    details.put("uniqueness tag", statement.uniqueness().toHex());
    details.put("class", String.valueOf(statement.classId()));
    details.put("epoch", String.valueOf(enrolment.body().epoch()));
    details.put("registrars", enrolment.approvals().size() + " signatures, Ed25519");
    details.put("proof", "sigma protocol: the same key is in the credential to be signed");
    return new Explanation(
        "An enrolment",
        List.of(
            "A person was let in to private money, with the anonymity budget of class "
                + statement.classId()
                + ".",
            "The registrars saw the evidence. The ledger saw a key and a tag that is always the"
                + " same for one person and says nothing about whose it is."),
        List.of(
            "public spend key " + key.substring(0, 16) + "…",
            "uniqueness tag " + statement.uniqueness().toShortHex() + "…",
            "class " + statement.classId()),
        List.of("name and evidence", "every later payment: none of them shows this key"),
        details);
  }
}
