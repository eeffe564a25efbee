package org.specie.offline.purse.credential;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.purse.credential.CredentialDevice.SignedAnswer;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.paying.PayerClasses;
import org.specie.offline.purse.paying.Redemption;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;

/**
 * Keeps a device in payment keys and its purse in tokens. One request is open at a time; it is on
 * the disk before it leaves, and after a crash it is sent again as it was, so nothing is granted
 * twice. Not thread-safe. Spec: docs/spec/52-purse.md section 8.
 */
public final class CredentialManager {
  /** Places a device has at most for keys. */
  private static final int PLACES_MAX = 99;

  private final OpenRequest open;
  private final Receiving receiving;
  private final PayerClasses classes;
  private final Redemption redemption;
  private final TokenVerifier verifier;
  private final CredentialDevice device;
  private final Agents agents;
  private final Entropy entropy;

  /** For this device, from these agents. */
  public CredentialManager(
      OpenRequest open,
      Receiving receiving,
      PayerClasses classes,
      Redemption redemption,
      TokenVerifier verifier,
      CredentialDevice device,
      Agents agents,
      Entropy entropy) {
    this.open = open;
    this.receiving = receiving;
    this.classes = classes;
    this.redemption = redemption;
    this.verifier = verifier;
    this.device = device;
    this.agents = agents;
    this.entropy = entropy;
  }

  /**
   * Goes on to the class key that the certifier shows, with what is above it, if it is one of this
   * device that is valid now and newer than those there are. Anything else changes nothing, and is
   * refused if it is no such class or does not hold. What waits is redeemed before, because the
   * device's floor rises to the beginning of the class, and what is older ends with that (50, 5.6).
   */
  public Verdict adopt(Chain shown, Minutes now) throws IOException {
    Optional<ClassCert> next =
        shown
            .payerClass()
            .filter(classes::isOfDevice)
            .filter(each -> each.validity().contains(now));
    if (next.isEmpty()) {
      return Verdict.refused(PurseReason.NOT_OUR_CLASS);
    }
    if (!classes.isNext(next.get(), now)) {
      return Verdict.accepted();
    }
    Verdict holds = verifier.learn(shown);
    if (holds.isAccepted()) {
      var _ = redemption.redeemAll();
      holds = taught(shown);
    }
    if (holds.isAccepted()) {
      open.record(new JournalRecord.Adopted(shown));
    }
    return holds;
  }

  private Verdict taught(Chain chain) throws IOException {
    for (Certificate each : chain.certificates()) {
      Verdict verdict = device.learn(each);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /**
   * Learns a class key that the certifier shows, whosesoever devices have it, so that payments
   * under it are taken. What does not hold is left aside.
   */
  public void meet(Chain shown, Minutes now) throws IOException {
    if (shown.payerClass().filter(of -> of.validity().contains(now)).isPresent()) {
      var _ = receiving.learn(shown);
    }
  }

  /**
   * Has the device hold the payment keys of {@code supplies}; those that it lacks are certified
   * under the newest class key that it knows, or, where that is refused, under one before that is
   * still valid. Keys of a class that is over before the margin do not count, unless there is no
   * later class. The refusal of whoever refused first, device or certifier; keys certified until
   * then stay.
   */
  public Verdict refillKeys(Supplies supplies, Minutes now) throws IOException {
    Verdict settled = settle(now);
    if (!settled.isAccepted()) {
      return settled;
    }
    ClassCert newest = classes.newest(now);
    Minutes lasting = supplies.lasting(newest.validity(), now);
    Minutes counted = newest.validity().contains(lasting) ? lasting : now;
    Verdict verdict = refillKeys(supplies.keys(), newest, counted);
    if (verdict.isAccepted() || device.keys(now).certified() >= supplies.keys()) {
      // Keys of the class before may hold the places until they are paid with, or it is over; and
      // who refuses those of the newest now is asked again while there are enough.
      return Verdict.accepted();
    }
    for (ClassCert before : classes.valid(now)) {
      if (!before.equals(newest) && refillKeys(supplies.keys(), before, now).isAccepted()) {
        return Verdict.accepted();
      }
    }
    return verdict;
  }

  private Verdict refillKeys(int count, ClassCert classCert, Minutes counted) throws IOException {
    for (int have = device.keys(counted).certified(); have < count; have++) {
      Verdict verdict = newKey(classCert);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /**
   * Has the purse hold the tokens of {@code supplies}, which nobody has paid and nobody was asked
   * to pay. One that ends within the margin does not count.
   *
   * @param wish the body of a request to the factory, page 54, 5.2
   */
  public Verdict refillTokens(Supplies supplies, ByteString wish, Minutes now) throws IOException {
    Verdict settled = settle(now);
    if (!settled.isAccepted()) {
      return settled;
    }
    int lasting = receiving.fresh(now, each -> supplies.lasting(each, now));
    for (int have = lasting; have < supplies.tokens(); have++) {
      Verdict verdict = newToken(wish, now);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /**
   * Has the factory make one token more, whatever there are: one that names an account replaces the
   * one before by being the newest.
   *
   * @param wish the body of a request to the factory, page 54, 5.2
   */
  public Verdict anotherToken(ByteString wish, Minutes now) throws IOException {
    Verdict settled = settle(now);
    return settled.isAccepted() ? newToken(wish, now) : settled;
  }

  /** Ends the request that a crash or a lost answer left open. */
  private Verdict settle(Minutes now) throws IOException {
    return switch (open.waiting().orElse(new JournalRecord.Answered())) {
      case JournalRecord.Blinded blinded -> certify(blinded);
      case JournalRecord.Wished wished -> fetch(wished, now);
      default -> Verdict.accepted();
    };
  }

  private Verdict newKey(ClassCert classCert) throws IOException {
    ByteString factor = Blinding.factor(classCert.key(), entropy);
    int first = device.generate().orElse(-1);
    for (int place = Math.max(0, first); place < PLACES_MAX; place++) {
      switch (blinded(place, classCert, factor)) {
        case SignedAnswer.Signed(ByteString request) -> {
          JournalRecord.Blinded blinded = new JournalRecord.Blinded(place, factor, request);
          open.record(blinded);
          return certify(blinded);
        }
        case SignedAnswer.Refused(Reason reason) -> {
          return Verdict.refused(reason);
        }
        case SignedAnswer.NothingThere _ -> {
          // A place that waits for no certificate; without a new key an older one may wait behind.
        }
      }
    }
    return Verdict.refused(PurseReason.NO_PLACE);
  }

  /** A device that let go of the class for those of payers is taught it again. */
  private SignedAnswer blinded(int place, ClassCert classCert, ByteString factor)
      throws IOException {
    SignedAnswer first = device.blind(place, classCert.id(), factor);
    Optional<Chain> chain = classes.chain(classCert.id());
    return first.equals(new SignedAnswer.Refused(TokenReason.UNKNOWN_KEY))
            && chain.isPresent()
            && taught(chain.get()).isAccepted()
        ? device.blind(place, classCert.id(), factor)
        : first;
  }

  private Verdict certify(JournalRecord.Blinded blinded) throws IOException {
    KeyId asked = new KeyId(blinded.request().slice(0, ArtLayout.KEY_ID_SIZE));
    Optional<ClassCert> classCert = classes.of(asked);
    if (classCert.isEmpty()) {
      // A journal from before knows no other class; the place is blinded again.
      return closed(Verdict.accepted());
    }
    return switch (agents.certify(blinded.request())) {
      case AgentAnswer.Refused(Reason reason) -> closed(Verdict.refused(reason));
      case AgentAnswer.Given(ByteString answer) -> {
        Optional<ByteString> signature =
            Blinding.unblinded(classCert.get().key(), blinded.request(), answer, blinded.factor());
        yield closed(
            signature.isPresent()
                ? device.install(blinded.place(), signature.get())
                : Verdict.refused(PurseReason.NOT_AN_ANSWER));
      }
    };
  }

  private Verdict newToken(ByteString wish, Minutes now) throws IOException {
    return switch (device.seal(wish)) {
      case SignedAnswer.Signed(ByteString request) -> {
        JournalRecord.Wished wished = new JournalRecord.Wished(request);
        open.record(wished);
        yield fetch(wished, now);
      }
      case SignedAnswer.Refused(Reason reason) -> Verdict.refused(reason);
      case SignedAnswer.NothingThere _ -> Verdict.refused(PurseReason.NOT_AN_ANSWER);
    };
  }

  private Verdict fetch(JournalRecord.Wished wished, Minutes now) throws IOException {
    return switch (agents.makeToken(wished.request())) {
      case AgentAnswer.Refused(Reason reason) -> closed(Verdict.refused(reason));
      case AgentAnswer.Given(ByteString answer) -> {
        Optional<Configuration> made = configuration(answer);
        yield closed(
            made.isPresent() ? stock(made.get(), now) : Verdict.refused(PurseReason.NOT_AN_ANSWER));
      }
    };
  }

  /** A crash between the two writes finds the token there already. */
  private Verdict stock(Configuration made, Minutes now) throws IOException {
    Verdict genuine = verifier.examine(made, now);
    if (!genuine.isAccepted()) {
      return genuine;
    }
    if (!made.owner().equals(device.owner())) {
      return Verdict.refused(TokenReason.NOT_THE_OWNER);
    }
    Verdict verdict = receiving.stock(made);
    return verdict.equals(Verdict.refused(PurseReason.ALREADY_STOCKED))
        ? Verdict.accepted()
        : verdict;
  }

  private static Optional<Configuration> configuration(ByteString answer) {
    try {
      Token token = Token.decode(answer);
      return token.last().isEmpty() ? Optional.of(token.configuration()) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /** Whatever came of it, the request is at its end; a refusal has used nothing up. */
  private Verdict closed(Verdict verdict) throws IOException {
    open.record(new JournalRecord.Answered());
    return verdict;
  }
}
