package org.specie.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Address;

/** Explains the transactions whose owners do not show. */
final class ShieldedExplainer {
  private static final int STATE_COMMITMENTS = 5;
  private static final int COIN_COMMITMENTS = 2;

  private final Map<String, String> details;

  ShieldedExplainer(Map<String, String> details) {
    this.details = details;
  }

  Explanation explain(StateTransaction transaction) {
    StateBody body = transaction.body();
    Shape shape = body.shape();
    details.put("kind", body.kind().name() + (shape.renewal() ? ", renewing the budget" : ""));
    header(body.header());
    details.put("core", transaction.core().toHex());
    details.put("state shown", "σ1, " + body.show().v().size() + " hiding points, W");
    details.put("state nullifier", canonical(body.nullifier()));
    slots(body.slots());
    details.put("new state", STATE_COMMITMENTS + " commitments under a base nobody chose");
    body.payment()
        .ifPresent(
            p -> {
              p.coin()
                  .ifPresent(
                      coin ->
                          details.put(
                              "coin",
                              COIN_COMMITMENTS
                                  + " commitments, "
                                  + coin.ciphertext().size()
                                  + " encrypted bytes for its owner"));
              p.entry()
                  .ifPresent(
                      entry ->
                          details.put(
                              "entry",
                              "2 commitments to who may accept it and who may take it back, "
                                  + entry.ciphertext().size()
                                  + " encrypted bytes"));
              p.audit()
                  .ifPresent(
                      _ ->
                          details.put(
                              "sealed record",
                              "payer, payee and amount, for auditors and operators together"));
            });
    body.claim().ifPresent(claim -> details.put("entry", claim.entry().toHex()));
    details.put("memo", body.memo().size() + " encrypted bytes for the sender's later self");
    body.move().ifPresent(move -> details.put("move", move(shape, move)));
    proofs(transaction.proofs(), shape.rangeClaims());
    if (body.order().isPresent()) {
      return reclassified(shape, body.order().get(), body);
    }
    if (body.move().isPresent()) {
      return moved(shape, body.move().get(), body);
    }
    return shape.payout() == Shape.Payout.COIN || (shape.move() == Shape.Move.NONE && !shape.pays())
        ? hidden(shape, body)
        : tiered(shape, body);
  }

  /** Payments above the budget, and the courses of entries. */
  private Explanation tiered(Shape shape, StateBody body) {
    boolean isSealed = shape.payout().isSealed();
    String what =
        switch (body.kind()) {
          case APPROVED_PAY ->
              "Somebody paid somebody more than the budget allows, and auditors approved it before.";
          case DELAYED_PAY ->
              "Somebody paid somebody a very high amount. It waits on the ledger, and auditors can"
                  + " stop it.";
          case ENTRY_PAY ->
              "Somebody paid within the budget into an entry that can be taken back when it expires.";
          case ACCEPT -> "Somebody accepted the payment " + claimed(body) + ".";
          case REFUND ->
              "Whoever accepted the payment "
                  + claimed(body)
                  + " gave all or part of it back to who made it, without learning who that is.";
          case RETURN -> "The payment " + claimed(body) + " went back to who made it.";
          case ENROL, PAY, LOAD, UNLOAD, BULK, BULK_UNLOAD, FOLD, LINK, CLASS_CHANGE ->
              throw new InvariantViolation("no payment above the budget");
        };
    return new Explanation(
        "A private payment that leaves more of a trace",
        List.of(
            what,
            isSealed
                ? "Payer, payee and amount are sealed. A quorum of auditors and one of operators"
                    + " open them together, and operators only for an order on this ledger."
                : "Nobody can open who paid, to whom, or how much."),
        seen(shape, body),
        List.of("the payer", "the payee", "the amount", "the balance and the budget"),
        details);
  }

  private static String claimed(StateBody body) {
    return body.claim().orElseThrow().entry().toShortHex();
  }

  private static String move(Shape shape, AccountMove move) {
    return shape.move() + " " + move.amount() + ", account " + new Address(move.account());
  }

  private Explanation moved(Shape shape, AccountMove move, StateBody body) {
    Address account = new Address(move.account());
    boolean in = shape.move() == Shape.Move.LOAD;
    String sentence =
        in
            ? "The owner of " + account + " made " + move.amount() + " private."
            : "Somebody made " + move.amount() + " ordinary again, in " + account + ".";
    List<String> saw = new ArrayList<>();
    saw.add("account " + account);
    saw.add("amount " + move.amount());
    saw.addAll(seen(shape, body));
    return new Explanation(
        in ? "Ordinary money made private" : "Private money made ordinary",
        List.of(
            sentence,
            "It went to the same person, which is proven without saying who that is in the private"
                + " form. The budget did not change, and nobody sees how much of it is left."),
        saw,
        List.of(
            "the private balance before and after",
            "the budget",
            "whether a received coin was claimed on the way"),
        details);
  }

  private Explanation reclassified(Shape shape, ClassOrder order, StateBody body) {
    String person = order.publicSpendKey().toCompressed().toHex();
    details.put("spend key", person);
    details.put("order", "number " + order.number() + ", until block " + order.validUntil());
    List<String> saw = new ArrayList<>();
    saw.add("spend key " + person);
    saw.add("the class it came to: " + order.classId());
    saw.addAll(seen(shape, body));
    return new Explanation(
        "A person gone to another wallet class",
        List.of(
            "Registrars ordered it, and the person whom they name carried it out.",
            "The budget did not change by it: the one of the new class begins with the next epoch."
                + " Nobody can tell from this which other transactions are the person's."),
        saw,
        List.of(
            "the private balance",
            "what is left of the budget",
            "whether a received coin was claimed on the way"),
        details);
  }

  private Explanation hidden(Shape shape, StateBody body) {
    List<String> notSeen = new ArrayList<>();
    notSeen.add("the payer");
    if (shape.pays()) {
      notSeen.add("the payee");
      notSeen.add("the amount");
      notSeen.add("whether anything was paid at all");
    }
    notSeen.add("the balance and what is left of the budget");
    notSeen.add("whether coins were claimed, and which");
    return shape.pays()
        ? new Explanation(
            "A private payment, or something that looks like one",
            List.of(
                "Somebody paid somebody, or claimed a coin, or did nothing: nobody can tell which.",
                "The ledger checked that no money was made, that the same money was not spent"
                    + " before, and that the payer stayed within the anonymity budget. It learnt"
                    + " nothing else."),
            seen(shape, body),
            notSeen,
            details)
        : new Explanation(
            "A bulk claim",
            List.of(
                "Somebody, probably a business, brought up to sixteen received coins into its"
                    + " balance. Which coins, how many and how much, nobody can tell."),
            seen(shape, body),
            notSeen,
            details);
  }

  private static List<String> seen(Shape shape, StateBody body) {
    List<String> saw = new ArrayList<>();
    saw.add(1 + shape.slots() + " nullifiers");
    saw.add(
        STATE_COMMITMENTS + (shape.payout().makesCoin() ? COIN_COMMITMENTS : 0) + " commitments");
    saw.add("1 proof");
    saw.add("class " + body.header().classId() + ", epoch " + body.header().epoch());
    if (shape.renewal()) {
      saw.add("that the budget renewed");
    }
    return saw;
  }

  Explanation explain(FoldTransaction fold) {
    FoldTransaction.Body body = fold.body();
    details.put("kind", "FOLD");
    header(body.header());
    details.put("state shown", "not consumed");
    slots(body.slots());
    details.put("coin", "2 commitments, to the same owner");
    proofs(fold.proofs(), 1);
    return new Explanation(
        "A fold of coins",
        List.of(
            "Somebody, probably a business, made one coin of up to sixteen. Which coins, how many"
                + " and how much, nobody can tell."),
        List.of(
            body.slots().size() + " nullifiers", "2 commitments", "1 proof", "that it is a fold"),
        List.of("the owner", "the amounts", "which of the coins are real"),
        details);
  }

  Explanation explain(LinkTransaction link) {
    Address account = new Address(link.body().account());
    details.put("kind", "LINK");
    header(link.body().header());
    details.put("account", account + ", nonce " + link.body().nonce());
    details.put("link", link.body().link().toCompressed().toHex());
    return new Explanation(
        "A link of an account",
        List.of(
            "The owner of "
                + account
                + " tied the account to a holder of private money, so that money can move between"
                + " the two. Who that holder is does not show."),
        List.of("account " + account, "1 commitment", "1 proof"),
        List.of("the holder: no private payment shows the account"),
        details);
  }

  private void header(Header header) {
    details.put("class", String.valueOf(header.classId()));
    details.put("epoch", String.valueOf(header.epoch()));
    details.put("policy", header.policyHash().toHex());
    details.put("valid until", "block " + header.validUntil());
    details.put("salt", header.salt().toHex());
  }

  private void slots(List<Slot> slots) {
    for (int i = 0; i < slots.size(); i++) {
      details.put("coin nullifier " + (i + 1), canonical(slots.get(i).nullifier()));
    }
  }

  private void proofs(Proofs proofs, int claims) {
    details.put(
        "sigma proof",
        proofs.sigma().firstMessages().size()
            + " first messages, "
            + proofs.sigma().responses().size()
            + " responses");
    details.put("range proof", proofs.range().size() + " bytes for " + claims + " values");
  }

  private static String canonical(G1 nullifier) {
    return nullifier.clearCofactor().toCompressed().toHex();
  }
}
