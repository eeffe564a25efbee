package org.specie.offline.purse.receiving;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.JournalRecord.Asked;
import org.specie.offline.purse.journal.JournalRecord.AskedByTap;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;
import org.specie.offline.token.value.Validity;

/**
 * Asks for money and takes it, by software alone. A token that was handed out is not handed out
 * again before it comes back, also after a crash: that mark is on the disk before the request
 * leaves. Spec: docs/spec/52-purse.md section 3.
 */
public final class Receiving {
  private final Journal journal;
  private final TokenVerifier verifier;
  private final Map<TokenId, OwnToken> tokens = new LinkedHashMap<>();

  /** Begins with no tokens; {@link #replay} brings back what there was. */
  public Receiving(Journal journal, TokenVerifier verifier) {
    this.journal = journal;
    this.verifier = verifier;
  }

  /** What asking comes to. */
  public sealed interface Asking {
    /** The request, ready to leave. */
    record Handed(Request request) implements Asking {}

    /** Nothing was handed out. */
    record Refused(Reason reason) implements Asking {}
  }

  /** Takes in a record of the journal. */
  public void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Stocked(Configuration configuration) ->
          tokens.put(configuration.id(), new OwnToken(configuration));
      case JournalRecord.Asked(Request request) ->
          own(request.token().configuration().id()).ask(request);
      case JournalRecord.AskedByTap(Request request) ->
          own(request.token().configuration().id()).askByTap(request);
      case JournalRecord.Withdrawn(TokenId id) -> own(id).withdraw();
      case JournalRecord.Received(TokenId id, Payment payment) -> own(id).receive(payment);
      case JournalRecord.Redeemed(TokenId id, int sequence) -> own(id).redeem(sequence);
      case JournalRecord.Allotted(TokenId id, TillName till) -> own(id).allot(till);
      case JournalRecord.Learnt(Chain chain) -> {
        var _ = verifier.learn(chain);
      }
      case JournalRecord.Adopted(Chain chain) -> {
        var _ = verifier.learn(chain);
      }
      case JournalRecord.Ordered _,
          JournalRecord.Paid _,
          JournalRecord.Declined _,
          JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.Planned _,
          JournalRecord.Unplanned _,
          JournalRecord.Standing _,
          JournalRecord.SetAside _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _ -> {}
    }
  }

  private OwnToken own(TokenId id) {
    return Optional.ofNullable(tokens.get(id))
        .orElseThrow(() -> new InvariantViolation("the journal knows the tokens it speaks of"));
  }

  private void record(JournalRecord record) throws IOException {
    journal.append(record);
    replay(record);
  }

  /** Takes a token that a factory made for this purse. */
  public Verdict stock(Configuration configuration) throws IOException {
    if (tokens.containsKey(configuration.id())) {
      return Verdict.refused(PurseReason.ALREADY_STOCKED);
    }
    record(new JournalRecord.Stocked(configuration));
    return Verdict.accepted();
  }

  /**
   * Asks for {@code amount}, or for what the payer decides. Of the tokens that fit, the one with
   * fewest payments is handed out: it tells the payer least about others.
   */
  public Asking ask(Optional<Amount> amount, Reference reference, Minutes now, Chain chain)
      throws IOException {
    return ask(amount, reference, now, chain, _ -> true);
  }

  /** The same with one of those tokens, as they stand, that {@code among} takes. */
  public Asking ask(
      Optional<Amount> amount,
      Reference reference,
      Minutes now,
      Chain chain,
      Predicate<Token> among)
      throws IOException {
    return hand(
        token -> token.isFree(amount, now) && among.test(token.current()),
        amount,
        reference,
        chain,
        Asked::new);
  }

  /**
   * How many tokens were paid, or may be because they were handed out, and can still be redeemed:
   * for so many its device needs a place.
   */
  public int inUse(Minutes now) {
    return Math.toIntExact(tokens.values().stream().filter(token -> token.isInUse(now)).count());
  }

  /**
   * Asks a card that taps for {@code amount}; nobody else gets to see the request. So it can be
   * {@linkplain #withdraw withdrawn} when the card does not pay.
   */
  public Asking askByTap(Amount amount, Reference reference, Minutes now) throws IOException {
    Optional<Amount> asked = Optional.of(amount);
    return hand(token -> token.isFree(asked, now), asked, reference, Chain.NONE, AskedByTap::new);
  }

  /** The requests that a card was asked by tapping and that are neither paid nor withdrawn. */
  public List<Request> askedByTap() {
    return tokens.values().stream().flatMap(token -> token.askedByTap().stream()).toList();
  }

  /** Takes back a request that one card alone has seen and did not pay; its token is free again. */
  public void withdraw(Request request) throws IOException {
    Check.that(askedByTap().contains(request), "what is withdrawn was asked by tap");
    record(new JournalRecord.Withdrawn(request.token().configuration().id()));
  }

  /**
   * Asks with a token that the payer keeps, and pays again and again: the first time what this asks
   * for, later what the payer decides. Nobody else is asked with it.
   */
  public Asking askStanding(Optional<Amount> amount, Reference reference, Minutes now, Chain chain)
      throws IOException {
    return hand(token -> token.isStanding(amount, now), amount, reference, chain, Asked::new);
  }

  /**
   * Asks the bank that has {@code account} for money out of it, with the token that was stocked
   * last of those that name it: the bank takes no other (59, 13.2). It takes the place of what was
   * asked for on that token and is not paid.
   */
  public Asking askWithdrawal(ByteString account, Amount amount, Reference reference, Minutes now)
      throws IOException {
    Optional<TokenId> newest = withdrawals(account).map(token -> token.configuration().id());
    return hand(
        token ->
            newest.equals(Optional.of(token.current().configuration().id()))
                && token.isForWithdrawing(amount, now),
        Optional.of(amount),
        reference,
        Chain.NONE,
        Asked::new);
  }

  /** The token with which money is withdrawn from {@code account}, as it stands. */
  public Optional<Token> withdrawals(ByteString account) {
    return tokensOf(Purpose.WITHDRAWAL, account).stream().reduce((_, last) -> last);
  }

  private Asking hand(
      Predicate<OwnToken> fits,
      Optional<Amount> amount,
      Reference reference,
      Chain chain,
      Function<Request, JournalRecord> asked)
      throws IOException {
    Optional<Token> free =
        tokens.values().stream()
            .filter(fits)
            .map(OwnToken::current)
            .min(Comparator.comparingInt(Token::sequence));
    if (free.isEmpty()) {
      return new Asking.Refused(PurseReason.NO_TOKEN_FITS);
    }
    Request request = new Request(amount, reference, free.get(), chain);
    record(asked.apply(request));
    return new Asking.Handed(request);
  }

  /** The requests that were handed out and not paid yet, to be shown again. */
  public List<Request> outstanding() {
    return tokens.values().stream().flatMap(token -> token.asked().stream()).toList();
  }

  /** The first token with which deposits into {@code account} are taken, as it stands. */
  public Optional<Token> deposits(ByteString account) {
    return depositTokens(account).stream().findFirst();
  }

  /** All tokens with which deposits into {@code account} are taken, as they stand. */
  public List<Token> depositTokens(ByteString account) {
    return tokensOf(Purpose.DEPOSIT, account);
  }

  private List<Token> tokensOf(Purpose purpose, ByteString account) {
    return tokens.values().stream()
        .map(OwnToken::current)
        .filter(token -> token.configuration().purpose() == purpose)
        .filter(token -> token.configuration().extensions().account().equals(Optional.of(account)))
        .toList();
  }

  /** How many tokens can be handed out now and were not yet. */
  public int fresh(Minutes now) {
    return Math.toIntExact(tokens.values().stream().filter(token -> isFresh(token, now)).count());
  }

  /**
   * How many of those are valid for as long as {@code lasting} says of their validity, which began
   * before that.
   */
  public int fresh(Minutes now, Function<Validity, Minutes> lasting) {
    return Math.toIntExact(
        tokens.values().stream()
            .filter(token -> isFresh(token, now))
            .map(token -> token.current().configuration().terms().validity())
            .filter(validity -> validity.contains(lasting.apply(validity)))
            .count());
  }

  private static boolean isFresh(OwnToken token, Minutes now) {
    return token.isUnpaid() && token.isFree(Optional.empty(), now);
  }

  /**
   * The tokens of {@code till} that are valid now and have no payment, of which it gets further
   * ones until it has so many, if there are any. Nobody else gets them.
   */
  public List<Configuration> allot(TillName till, int unpaid, Minutes now) throws IOException {
    long there = ofTill(till).filter(token -> token.isUnpaid(now)).count();
    List<TokenId> fresh =
        tokens.values().stream()
            .filter(token -> isFresh(token, now))
            .map(token -> token.current().configuration().id())
            .limit(Math.max(0, unpaid - there))
            .toList();
    for (TokenId each : fresh) {
      record(new JournalRecord.Allotted(each, till));
    }
    return ofTill(till)
        .filter(token -> token.isUnpaid(now))
        .map(token -> token.current().configuration())
        .toList();
  }

  private Stream<OwnToken> ofTill(TillName till) {
    return tokens.values().stream().filter(token -> token.till().filter(till::equals).isPresent());
  }

  /** Takes in what {@code till} was paid; the same payment again is counted once. */
  public Verdict bringIn(TillName till, Token paid, Minutes now) throws IOException {
    OwnToken token = tokens.get(paid.configuration().id());
    if (token == null || paid.last().isEmpty() || !token.till().equals(Optional.of(till))) {
      return Verdict.refused(PurseReason.NOT_ALLOTTED);
    }
    Payment payment = paid.last().get();
    return take(
        token,
        continuing(token, payment),
        new Response(paid.configuration().id(), payment, Chain.NONE),
        now);
  }

  /**
   * Whether this payment was taken before. Whoever sells asks it before {@link #accept}: an answer
   * that is shown twice is one payment.
   */
  public boolean has(Response response) {
    OwnToken token = tokens.get(response.id());
    return token != null && token.hasReceived(response.payment());
  }

  /** Takes a payment; the same one again is taken as well, and counted once. */
  public Verdict accept(Response response, Minutes now) throws IOException {
    OwnToken token = tokens.get(response.id());
    if (token == null) {
      return Verdict.refused(PurseReason.NOT_ASKED);
    }
    if (token.hasReceived(response.payment())) {
      return Verdict.accepted();
    }
    Optional<Request> request = token.asked(response.payment()).or(() -> standing(token, response));
    return request.isEmpty()
        ? Verdict.refused(PurseReason.NOT_ASKED)
        : take(token, request.get(), response, now);
  }

  /**
   * Takes {@code payment} for {@code request}, which a card was asked by tapping and has not paid.
   * What was taken before is no payment for it: whoever shows that has not paid this.
   */
  public Verdict acceptTap(Request request, Payment payment, Minutes now) throws IOException {
    Check.that(askedByTap().contains(request), "what is taken by tap was asked so");
    return takeNew(
        request, new Response(request.token().configuration().id(), payment, Chain.NONE), now);
  }

  private Verdict take(OwnToken token, Request request, Response response, Minutes now)
      throws IOException {
    return token.hasReceived(response.payment())
        ? Verdict.accepted()
        : takeNew(request, response, now);
  }

  /** Learns a class that payers here may have; it is known from now on, also after a restart. */
  public Verdict learn(Chain chain) throws IOException {
    boolean isKnown =
        chain
            .payerClass()
            .flatMap(of -> verifier.chainOf(of.id()))
            .filter(chain::equals)
            .isPresent();
    Verdict verdict = verifier.learn(chain);
    if (verdict.isAccepted() && !isKnown) {
      record(new JournalRecord.Learnt(chain));
    }
    return verdict;
  }

  private Verdict takeNew(Request request, Response response, Minutes now) throws IOException {
    KeyId classKey = response.payment().certificate().classKey();
    Optional<Chain> before = verifier.chainOf(classKey);
    Verdict verdict = verifier.accept(request, response, now);
    if (verdict.isAccepted()) {
      Optional<Chain> known = verifier.chainOf(classKey);
      if (known.isPresent() && !known.equals(before)) {
        record(new JournalRecord.Learnt(known.get()));
      }
      record(new JournalRecord.Received(response.id(), response.payment()));
    }
    return verdict;
  }

  /** A dedicated token stays with its payer, who pays without being asked. */
  private static Optional<Request> standing(OwnToken token, Response response) {
    return token.current().configuration().dedicated()
        ? Optional.of(continuing(token, response.payment()))
        : Optional.empty();
  }

  /** As if the payment had been asked for on the token as it stands. */
  private static Request continuing(OwnToken token, Payment payment) {
    return new Request(Optional.empty(), payment.reference(), token.current(), Chain.NONE);
  }

  /** All its tokens. */
  public Set<TokenId> ids() {
    return Set.copyOf(tokens.keySet());
  }

  /** The token of this name as it stands, if it is one of this purse. */
  public Optional<Token> token(TokenId id) {
    return Optional.ofNullable(tokens.get(id)).map(OwnToken::current);
  }

  /** Every payment that is not part of the balance yet, those of one token in their order. */
  public List<Token> unredeemed() {
    return tokens.values().stream().flatMap(token -> token.unredeemed().stream()).toList();
  }

  /** The certificates under which the last payment of {@code token} was believed. */
  public Optional<Chain> chainOf(Token token) {
    return token.last().flatMap(paid -> verifier.chainOf(paid.certificate().classKey()));
  }

  /** Notes that the device has redeemed the payment of {@code token}. */
  public void markRedeemed(Token token) throws IOException {
    record(new JournalRecord.Redeemed(token.configuration().id(), token.sequence()));
  }

  /** What was received and is not part of the balance yet. */
  public Amount waiting() {
    Amount sum = Amount.ZERO;
    for (Token each : unredeemed()) {
      sum = sum.plus(each.last().orElseThrow().amount());
    }
    return sum;
  }
}
