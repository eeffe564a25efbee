package org.specie.offline.purse.receiving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;

/** One token of this purse: how it stands, whether it is handed out, what is still to redeem. */
final class OwnToken {
  private final Configuration configuration;
  private final List<Payment> payments = new ArrayList<>();

  /** What was asked on it as it stands; only of a bank more than once. */
  private final List<Request> requests = new ArrayList<>();

  private boolean isAskedByTap;
  private Optional<TillName> till = Optional.empty();
  private int redeemed;

  OwnToken(Configuration configuration) {
    this.configuration = configuration;
  }

  Token current() {
    return payments.isEmpty()
        ? Token.fresh(configuration)
        : Token.fresh(configuration).with(payments.getLast());
  }

  /** What was asked last. */
  Optional<Request> asked() {
    return requests.isEmpty() ? Optional.empty() : Optional.of(requests.getLast());
  }

  /**
   * What {@code payment} is for: of several requests the one that it meets, because the purse does
   * not know which of them the bank pays. What meets none is held against the last.
   */
  Optional<Request> asked(Payment payment) {
    return requests.stream()
        .filter(request -> request.reference().equals(payment.reference()))
        .filter(request -> request.amount().map(payment.amount()::equals).orElse(true))
        .findFirst()
        .or(this::asked);
  }

  void ask(Request request) {
    Check.that(
        requests.isEmpty() || configuration.purpose() == Purpose.WITHDRAWAL,
        "a token is handed out once at a time");
    requests.add(request);
  }

  /** The same, of a card that taps and of nobody else. */
  void askByTap(Request request) {
    ask(request);
    isAskedByTap = true;
  }

  /** What a card that tapped was asked and did not pay, if that is how it stands. */
  Optional<Request> askedByTap() {
    return asked().filter(_ -> isAskedByTap);
  }

  void withdraw() {
    Check.that(askedByTap().isPresent(), "a request that others may have seen stays out");
    settle();
  }

  private void settle() {
    requests.clear();
    isAskedByTap = false;
  }

  /** The till that alone asks with it, if it was given to one. */
  Optional<TillName> till() {
    return till;
  }

  void allot(TillName to) {
    Check.that(
        till.isEmpty() && requests.isEmpty() && payments.isEmpty(), "a till gets a fresh token");
    till = Optional.of(to);
  }

  /** Whether nobody has paid on it yet. */
  boolean isUnpaid() {
    return payments.isEmpty();
  }

  /** Whether nobody has paid on it yet, and somebody still can. */
  boolean isUnpaid(Minutes now) {
    return isUnpaid() && configuration.terms().validity().contains(now);
  }

  /** Whether it was paid or handed out, and payments on it can still be redeemed. */
  boolean isInUse(Minutes now) {
    return (!isUnpaid() || !requests.isEmpty())
        && !now.isBeyond(configuration.terms().validity().until(), ArtLayout.GRACE_MINUTES);
  }

  void receive(Payment payment) {
    Check.that(payment.sequence() == current().sequence() + 1, "payments of a token come in order");
    payments.add(payment);
    settle();
  }

  boolean hasReceived(Payment payment) {
    return payments.contains(payment);
  }

  void redeem(int sequence) {
    Check.that(
        redeemed < sequence && sequence <= payments.size(), "payments are redeemed in order");
    redeemed = sequence;
  }

  /** The payments that are not part of the balance yet, oldest first, each on its token. */
  List<Token> unredeemed() {
    return payments.subList(redeemed, payments.size()).stream()
        .map(payment -> Token.fresh(configuration).with(payment))
        .toList();
  }

  /** Whether it may be handed out now for {@code amount}, or for any amount that still fits. */
  boolean isFree(Optional<Amount> amount, Minutes now) {
    return !configuration.dedicated() && fits(amount, now);
  }

  /** Whether it may be given to a payer now who keeps it; nobody else has or had it. */
  boolean isStanding(Optional<Amount> amount, Minutes now) {
    return configuration.dedicated()
        && configuration.purpose() == Purpose.GENERAL
        && isUnpaid()
        && fits(amount, now);
  }

  /**
   * Whether a bank may be asked to pay so much on it now, again and again; also where it was asked
   * for something else that it does not pay. It pays one of them, because both are on the token as
   * it stands.
   */
  boolean isForWithdrawing(Amount amount, Minutes now) {
    return configuration.purpose() == Purpose.WITHDRAWAL && covers(Optional.of(amount), now);
  }

  private boolean fits(Optional<Amount> amount, Minutes now) {
    return requests.isEmpty() && covers(amount, now);
  }

  private boolean covers(Optional<Amount> amount, Minutes now) {
    Terms terms = configuration.terms();
    Amount left = terms.limits().aggregate().minus(current().aggregate());
    Amount wanted = amount.orElse(Amount.ofMinor(1));
    return till.isEmpty()
        && terms.validity().contains(now)
        && current().sequence() < terms.paymentsMax()
        && terms.limits().payment().covers(wanted)
        && left.covers(wanted);
  }
}
