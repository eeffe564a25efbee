package org.specie.offline.token.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.Validity;

/**
 * Whom a payer, a payee and an auditor believe, by software alone. Certificates that come along are
 * learnt first; what is wrong with one of them is what is wrong with the message. Not thread-safe.
 * Spec: docs/spec/50-art.md 5.3 to 5.5.
 */
public final class TokenVerifier {
  private final KnownKeys keys;
  private final ConfigurationRules configurations;
  private final PaymentRules payments;

  /** Believes what stands under the root of {@code keys}, in {@code currency}. */
  public TokenVerifier(KnownKeys keys, Currency currency) {
    this.keys = keys;
    this.configurations = new ConfigurationRules(keys, currency);
    this.payments = new PaymentRules(keys);
  }

  /**
   * Whether a device of the class {@code payer} may pay {@code amount} for {@code request} at
   * {@code now}: every check that the device itself makes of the request, in the same order.
   */
  public Verdict mayPay(Request request, Amount amount, ClassCert payer, Minutes now) {
    Verdict learnt = keys.learn(request.chain());
    if (!learnt.isAccepted()) {
      return learnt;
    }
    Token token = request.token();
    Verdict sound = isSound(token, now);
    if (!sound.isAccepted()) {
      return sound;
    }
    if (request.amount().isPresent() && !request.amount().get().equals(amount)) {
      return Verdict.refused(TokenReason.OTHER_AMOUNT);
    }
    if (amount.minor() == 0) {
      return Verdict.refused(TokenReason.NOTHING);
    }
    return PaymentRules.within(
        token.configuration().terms(),
        payer,
        amount,
        token.aggregate().plus(amount),
        token.sequence() + 1);
  }

  /** Learns certificates that came along once, and again. */
  public Verdict learn(Chain chain) {
    return keys.learn(chain);
  }

  /** A known class and the certifier above it, if there are both. */
  public Optional<Chain> chainOf(KeyId classKey) {
    return keys.classOf(classKey)
        .flatMap(of -> keys.agent(of.issuer()).map(agent -> new Chain(List.of(agent, of))));
  }

  /** The payment with everything above it but the root, if all of that is known here. */
  public Optional<Proof> proof(Configuration configuration, Payment payment) {
    return keys.agent(configuration.factory())
        .flatMap(
            factory ->
                chainOf(payment.certificate().classKey())
                    .map(
                        chain -> {
                          List<Certificate> all = new ArrayList<>(List.of(factory));
                          all.addAll(chain.certificates());
                          return new Proof(configuration, payment, new Chain(all));
                        }));
  }

  /** Whether {@code configuration} is one of a factory under this root and valid at {@code now}. */
  public Verdict examine(Configuration configuration, Minutes now) {
    return configurations.examine(configuration, now);
  }

  private Verdict isSound(Token token, Minutes now) {
    Verdict configuration = examine(token.configuration(), now);
    if (!configuration.isAccepted() || token.last().isEmpty()) {
      return configuration;
    }
    return payments.examine(token.configuration(), token.last().get(), new Predecessor.Unknown());
  }

  /** Whether {@code response} is the payment that {@code request} asked for, found out at now. */
  public Verdict accept(Request request, Response response, Minutes now) {
    Token token = request.token();
    Payment payment = response.payment();
    if (!response.id().equals(token.configuration().id())) {
      return Verdict.refused(TokenReason.OTHER_TOKEN);
    }
    if (!payment.reference().equals(request.reference())) {
      return Verdict.refused(TokenReason.OTHER_REFERENCE);
    }
    if (request.amount().isPresent() && !request.amount().get().equals(payment.amount())) {
      return Verdict.refused(TokenReason.OTHER_AMOUNT);
    }
    Verdict learnt = keys.learn(response.chain());
    if (!learnt.isAccepted()) {
      return learnt;
    }
    Verdict holds = holds(token.configuration(), payment, new Predecessor.Known(token));
    return holds.isAccepted() ? isTimely(token.configuration(), payment, now) : holds;
  }

  /**
   * Whether {@code payment} was made on {@code asked} for {@code reference}, at the time it claims:
   * what a payer's host believes of its own device, which may sit behind somebody else's reader.
   */
  public Verdict isPaid(Token asked, Reference reference, Payment payment) {
    return payment.reference().equals(reference)
        ? holds(asked.configuration(), payment, new Predecessor.Known(asked))
        : Verdict.refused(TokenReason.OTHER_REFERENCE);
  }

  private Verdict holds(Configuration configuration, Payment payment, Predecessor predecessor) {
    Verdict verdict = configurations.examine(configuration, payment.time());
    return verdict.isAccepted() ? payments.examine(configuration, payment, predecessor) : verdict;
  }

  private Verdict isTimely(Configuration configuration, Payment payment, Minutes now) {
    if (payment.time().isBeyond(now, ArtLayout.SKEW_MINUTES)) {
      return Verdict.refused(TokenReason.CLAIMED_IN_FUTURE);
    }
    return isKeptLongEnough(configuration, payment, now);
  }

  private Verdict isKeptLongEnough(Configuration configuration, Payment payment, Minutes now) {
    Optional<ClassCert> payer = keys.classOf(payment.certificate().classKey());
    return isOver(configuration.terms().validity(), now)
            || payer.map(of -> isOver(of.validity(), now)).orElse(true)
        ? Verdict.refused(TokenReason.TOO_LATE)
        : Verdict.accepted();
  }

  private static boolean isOver(Validity validity, Minutes now) {
    return now.isBeyond(validity.until(), ArtLayout.GRACE_MINUTES);
  }

  /**
   * What follows when the device of {@code owner}, whose time floor is {@code floor}, is shown a
   * payment on a token of which it redeemed {@code redeemed}.
   */
  public Redeemed.Step redeem(
      OwnerId owner,
      Redeemed redeemed,
      Configuration configuration,
      Payment payment,
      Minutes floor) {
    if (!configuration.owner().equals(owner)) {
      return new Redeemed.Step.Refused(TokenReason.NOT_THE_OWNER);
    }
    if (redeemed.isLast(configuration, payment)) {
      return new Redeemed.Step.Already();
    }
    Verdict verdict = holds(configuration, payment, new Predecessor.Unknown());
    if (verdict.isAccepted()) {
      verdict = isKeptLongEnough(configuration, payment, floor);
    }
    return switch (verdict) {
      case Verdict.Accepted _ -> redeemed.next(configuration, payment);
      case Verdict.Refused refused -> new Redeemed.Step.Refused(refused.reason());
    };
  }

  /** Whether {@code proof} shows a payment, at the time it claims and for ever. */
  public Verdict audit(Proof proof) {
    Verdict learnt = keys.learn(proof.chain());
    return learnt.isAccepted()
        ? holds(proof.configuration(), proof.payment(), new Predecessor.Unknown())
        : learnt;
  }
}
