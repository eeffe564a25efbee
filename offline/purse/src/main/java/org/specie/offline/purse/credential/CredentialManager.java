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
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
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
  private final TokenVerifier verifier;
  private final CredentialDevice device;
  private final Agents agents;
  private final Entropy entropy;

  /** For this device, from these agents. */
  public CredentialManager(
      OpenRequest open,
      Receiving receiving,
      TokenVerifier verifier,
      CredentialDevice device,
      Agents agents,
      Entropy entropy) {
    this.open = open;
    this.receiving = receiving;
    this.verifier = verifier;
    this.device = device;
    this.agents = agents;
    this.entropy = entropy;
  }

  /**
   * Has the device hold {@code count} payment keys that may pay at {@code now}; those that it lacks
   * are certified under {@code classCert}, which it knows. Keys of a class that is over do not
   * count. The refusal of whoever refused first, device or certifier; keys certified until then
   * stay.
   */
  public Verdict refillKeys(int count, ClassCert classCert, Minutes now) throws IOException {
    Verdict settled = settle(classCert, now);
    if (!settled.isAccepted()) {
      return settled;
    }
    for (int have = device.keys(now).certified(); have < count; have++) {
      Verdict verdict = newKey(classCert);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /**
   * Has the purse hold {@code count} tokens that nobody has paid and nobody was asked to pay.
   *
   * @param wish the body of a request to the factory, page 54, 5.2
   */
  public Verdict refillTokens(int count, ByteString wish, ClassCert classCert, Minutes now)
      throws IOException {
    Verdict settled = settle(classCert, now);
    if (!settled.isAccepted()) {
      return settled;
    }
    for (int have = receiving.fresh(now); have < count; have++) {
      Verdict verdict = newToken(wish, now);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /** Ends the request that a crash or a lost answer left open. */
  private Verdict settle(ClassCert classCert, Minutes now) throws IOException {
    return switch (open.waiting().orElse(new JournalRecord.Answered())) {
      case JournalRecord.Blinded blinded -> certify(blinded, classCert);
      case JournalRecord.Wished wished -> fetch(wished, now);
      default -> Verdict.accepted();
    };
  }

  private Verdict newKey(ClassCert classCert) throws IOException {
    ByteString factor = Blinding.factor(classCert.key(), entropy);
    int first = device.generate().orElse(-1);
    for (int place = Math.max(0, first); place < PLACES_MAX; place++) {
      switch (device.blind(place, classCert.id(), factor)) {
        case SignedAnswer.Signed(ByteString request) -> {
          JournalRecord.Blinded blinded = new JournalRecord.Blinded(place, factor, request);
          open.record(blinded);
          return certify(blinded, classCert);
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

  private Verdict certify(JournalRecord.Blinded blinded, ClassCert classCert) throws IOException {
    if (!blinded.request().slice(0, ArtLayout.KEY_ID_SIZE).equals(classCert.id().bytes())) {
      // The class has another key by now; the place is blinded again for that.
      return closed(Verdict.accepted());
    }
    return switch (agents.certify(blinded.request())) {
      case AgentAnswer.Refused(Reason reason) -> closed(Verdict.refused(reason));
      case AgentAnswer.Given(ByteString answer) -> {
        Optional<ByteString> signature =
            Blinding.unblinded(classCert.key(), blinded.request(), answer, blinded.factor());
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
