package org.specie.offline.purse.conductor;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardBinding.Establishing;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardConfiguration;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.CardSecrets;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.card.CardSecrets.Proof;
import org.specie.offline.purse.card.CardSecrets.State;
import org.specie.offline.purse.card.CardSecrets.Tier;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.signature.P256Key;

/**
 * The part of a host that stands between its owner, its device and the rest of the purse. It is
 * there only where the device's root is the one that the host was told of, and whoever verifies
 * verifies under that. It hands amounts on and calculates with none. Spec: docs/spec/52-purse.md
 * section 15.
 */
public final class Conductor {
  private final CardChannel channel;
  private final CardBinding binding;
  private final ByteString deviceId;
  private final IssuerDocument issuer;
  private final Owner owner;
  private final CardSecrets secrets;
  private final CardConfiguration configuration;

  private Conductor(
      CardChannel channel,
      CardBinding binding,
      ByteString deviceId,
      IssuerDocument issuer,
      Owner owner) {
    this.channel = channel;
    this.binding = binding;
    this.deviceId = deviceId;
    this.issuer = issuer;
    this.owner = owner;
    this.secrets = new CardSecrets(channel, binding, deviceId);
    this.configuration = new CardConfiguration(channel, binding);
  }

  /** What came of a host and a device meeting. */
  public sealed interface Meeting {
    /** They are of one issuer. */
    record Met(Conductor conductor) implements Meeting {}

    /** They are not; nothing is taken or read under that document. */
    record Refused(Reason reason) implements Meeting {}
  }

  /**
   * Asks the device under which root it was made, and begins if {@code document} stands under it.
   *
   * @param deviceId the device's, as this host keeps it: what the owner knows is hashed with it,
   *     and whoever changes answers on the way could have the device count right tries as wrong
   * @param document what this host was told of the issuer
   */
  public static Meeting meet(
      CardChannel channel,
      CardBinding binding,
      ByteString deviceId,
      IssuerDocument document,
      Owner owner)
      throws IOException {
    CardDevice device = new CardDevice(channel, binding);
    Optional<IssuerDocument> issuer = device.root().admit(document);
    return issuer.isEmpty()
        ? new Meeting.Refused(PurseReason.OTHER_ROOT)
        : new Meeting.Met(new Conductor(channel, binding, deviceId, issuer.get(), owner));
  }

  /** The device, for those parts that have it pay and redeem. */
  public CardDevice device() {
    return new CardDevice(channel, binding);
  }

  /** The issuer, by the device's own root. */
  public IssuerDocument issuer() {
    return issuer;
  }

  /** Somebody who believes the device's root and nobody else. */
  public TokenVerifier verifier() {
    return issuer.verifier();
  }

  /** Hands a message to the part that it is for. */
  public static <R> R route(Message message, Parts<R> parts) throws IOException {
    return switch (message) {
      case Message.Request request -> parts.asked(request);
      case Message.Response response -> parts.paid(response);
      case Message.ChainWanted wanted -> parts.lacking(wanted);
      case Message.Chained chain -> parts.shown(chain);
      case Message.Proof proof -> parts.proven(proof);
    };
  }

  /** Has the owner prove to the device what a payment of {@code amount} wants. */
  public Verdict authorise(Amount amount) throws IOException {
    State state = secrets.state();
    return prove(state, state.wanted(amount));
  }

  private Verdict prove(State state, Set<Kind> wanted) throws IOException {
    for (Kind each : Kind.values()) {
      if (wanted.contains(each)
          && prove(each, state.tries(each)) instanceof Verdict.Refused refused) {
        return refused;
      }
    }
    return Verdict.accepted();
  }

  /** Asks until it is right, the owner gives up, or the device looks at no more of them. */
  private Verdict prove(Kind kind, int tries) throws IOException {
    if (tries == 0) {
      return Verdict.refused(DeviceReason.SECRET_LOCKED);
    }
    int left = tries;
    Reason ifNothingIsTold = PurseReason.NOT_APPROVED;
    while (true) {
      Optional<Secret> told = owner.tell(kind, left);
      if (told.isEmpty()) {
        return Verdict.refused(ifNothingIsTold);
      }
      switch (secrets.prove(kind, told.get())) {
        case Proof.Proven _ -> {
          return Verdict.accepted();
        }
        case Proof.Wrong(int remaining) -> {
          if (remaining == 0) {
            return Verdict.refused(DeviceReason.SECRET_LOCKED);
          }
          left = remaining;
          ifNothingIsTold = DeviceReason.SECRET_WRONG;
        }
        case Proof.Refused(Reason reason) -> {
          return Verdict.refused(reason);
        }
      }
    }
  }

  /**
   * Sets secrets of the device, says from which amounts on it wants which, or both: all of it or
   * nothing. The owner tells what is changed, as it was, and presses the button once.
   *
   * @param chosen the new secrets
   * @param tiers the new table; as it is, if there is none
   */
  public Verdict protect(Map<Kind, Secret> chosen, Optional<List<Tier>> tiers, Entropy entropy)
      throws IOException {
    State state = secrets.state();
    Set<Kind> changed = EnumSet.noneOf(Kind.class);
    chosen.keySet().stream().filter(state::has).forEach(changed::add);
    if (tiers.isPresent()) {
      changed.addAll(state.named());
    }
    if (prove(state, changed) instanceof Verdict.Refused refused) {
      return refused;
    }
    owner.press();
    return secrets.protect(chosen, tiers, entropy);
  }

  /** What the device wants from which amount on. */
  public State protection() throws IOException {
    return secrets.state();
  }

  /** Has the device ask those who manage it to take its secrets away. */
  public UnlockRequest askUnlock() throws IOException {
    return secrets.askUnlock();
  }

  /** Brings the order that answers what the device asked last. */
  public Verdict unlock(ByteString order) throws IOException {
    return secrets.unlock(order);
  }

  /** Lowers the amount from which on the device wants its button. */
  public Verdict lowerButton(Amount limit) throws IOException {
    return configuration.lowerButton(limit);
  }

  /**
   * Binds another host to the device, by the word of this one and the button; this is done at that
   * host, through {@code other}.
   *
   * @param point the device's own key
   */
  public Establishing bindBeside(CardChannel other, P256Key point, Amount largestPayment)
      throws IOException {
    owner.press();
    return CardBinding.establish(other, point, deviceId, largestPayment, Optional.of(binding));
  }

  /** Ends another host's binding. */
  public Verdict unbind(CardBinding other) throws IOException {
    return configuration.unbind(other);
  }
}
