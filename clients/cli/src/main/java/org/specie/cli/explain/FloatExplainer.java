package org.specie.cli.explain;

import java.util.List;
import java.util.Map;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.FloatMove;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Address;

/** Explains what crosses the border to offline cash, and what the committee decides about it. */
final class FloatExplainer {
  private static final List<String> NOT_SEEN =
      List.of("which token or device it is for", "what becomes of the offline cash");

  private final Map<String, String> details;

  FloatExplainer(Map<String, String> details) {
    this.details = details;
  }

  Explanation explain(LedgerConstants ledger, FloatMove move) {
    return switch (move) {
      case LoadFloat load ->
          explain(
              load.body(), load.from(ledger.ledgerId()).map(Address::toString).orElse("nobody"));
      case RedeemFloat redemption -> explain(redemption);
    };
  }

  private Explanation explain(LoadFloat.Body body, String from) {
    details.put("kind", "load of a float");
    details.put("from", from + " (recovered from the signature)");
    put(body.issuer(), body.reference());
    details.put("amount", body.amount().toDecimal());
    details.put("nonce", String.valueOf(body.nonce()));
    details.put("valid until", "block " + body.validUntil());
    return new Explanation(
        "Ordinary money becomes offline cash",
        List.of(
            from + " gave " + body.amount() + " for offline cash.",
            "The ledger sees that it went, and for which reference. It sees no device."),
        List.of("payer " + from, "amount " + body.amount()),
        NOT_SEEN,
        details);
  }

  private Explanation explain(RedeemFloat redemption) {
    RedeemFloat.Statement statement = redemption.statement();
    details.put("kind", "redemption of a float");
    put(statement.issuer(), statement.reference());
    details.put("to", statement.to().toString());
    details.put("amount", statement.amount().toDecimal());
    details.put("signatures", redemption.signatures().size() + " redeemers, Ed25519");
    details.put("valid until", "block " + statement.validUntil());
    return new Explanation(
        "Offline cash becomes ordinary money",
        List.of(
            "Redeemers declared that " + statement.amount() + " of offline cash came back.",
            statement.to() + " got it in its account."),
        List.of("payee " + statement.to(), "amount " + statement.amount()),
        NOT_SEEN,
        details);
  }

  private void put(Hash32 issuer, Hash32 reference) {
    details.put("issuer", issuer.toHex());
    details.put("reference", reference.toHex());
  }

  Explanation explain(Act.NameFloat named) {
    details.put("issuer", named.issuer().toHex());
    return decided(
        "A float for offline cash",
        "The committee lets up to "
            + named.limit()
            + " be offline cash of the issuer "
            + named.issuer().toShortHex()
            + ", and named "
            + named.redeemers().keys().size()
            + " keys that declare what comes back.",
        "issuer, keys and limit " + named.limit());
  }

  Explanation explain(Act.IssueOffline issue) {
    details.put("issuer", issue.issuer().toHex());
    return decided(
        "An issue of offline cash",
        "The committee made " + issue.amount() + " of offline cash.",
        "amount " + issue.amount());
  }

  Explanation explain(Act.DestroyOffline destruction) {
    details.put("issuer", destruction.issuer().toHex());
    return decided(
        "A destruction of offline cash",
        "The committee unmade " + destruction.amount() + " of offline cash.",
        "amount " + destruction.amount());
  }

  private Explanation decided(String headline, String sentence, String saw) {
    return new Explanation(
        headline, List.of(sentence), List.of(saw), List.of("nothing is hidden"), details);
  }
}
