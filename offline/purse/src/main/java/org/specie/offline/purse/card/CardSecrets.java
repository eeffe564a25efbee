package org.specie.offline.purse.card;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.token.value.OfflineAmount;

/**
 * What the owner of a card knows: sets it, proves it, and says from which amount on which of it is
 * wanted. The card holds to that, and counts wrong tries; nothing is decided here. Spec:
 * docs/spec/51-monebox.md 51.14.
 */
public final class CardSecrets {
  /** Tiers at most. */
  public static final int TIERS_MAX = 4;

  private static final int PROTECT = 0x19;
  private static final int PROVE = 0x1B;
  private static final int SECRETS = 0x1C;
  private static final int UNLOCK = 0x1D;
  private static final int ASK_UNLOCK = 0x1E;

  /** In the mask of what is changed: the tiers. */
  private static final int TABLE = 4;

  private static final int VALUE_SIZE = 16;
  private static final int SALT_SIZE = 16;
  private static final int TIER_SIZE = 9;
  private static final int HEAD_SIZE = 3;
  private static final ByteString DOMAIN = ByteString.utf8("ART1-SEC");

  private final CardChannel channel;
  private final CardBinding binding;
  private final ByteString device;

  /**
   * Of the card behind {@code channel}.
   *
   * @param device its id, 16 bytes
   */
  public CardSecrets(CardChannel channel, CardBinding binding, ByteString device) {
    this.channel = channel;
    this.binding = binding;
    this.device = device;
  }

  /** What may be wanted. */
  public enum Kind {
    /** A few digits; three tries. */
    NUMBER(0),
    /** Longer, or released by a sensor; ten tries. */
    PASSWORD(1);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    private int mark() {
      return 1 << number;
    }
  }

  /**
   * What is wanted from an amount on.
   *
   * @param from the least amount
   * @param wanted at least one
   */
  public record Tier(Amount from, Set<Kind> wanted) {
    public Tier {
      wanted = Set.copyOf(wanted);
      Check.that(!wanted.isEmpty(), "a tier wants something");
    }
  }

  /**
   * What the card says of it.
   *
   * @param chosen the secrets that there are
   * @param numberTries that are left; none is locked
   * @param passwordTries the same of the password
   * @param tiers by their amounts
   */
  public record State(Set<Kind> chosen, int numberTries, int passwordTries, List<Tier> tiers) {
    public State {
      chosen = Set.copyOf(chosen);
      tiers = List.copyOf(tiers);
    }

    /** Whether there is such a secret. */
    public boolean has(Kind kind) {
      return chosen.contains(kind);
    }

    /** How often a secret may be tried. */
    public int tries(Kind kind) {
      return switch (kind) {
        case NUMBER -> numberTries;
        case PASSWORD -> passwordTries;
      };
    }

    /** Everything that the tiers name. */
    public Set<Kind> named() {
      Set<Kind> named = EnumSet.noneOf(Kind.class);
      tiers.forEach(each -> named.addAll(each.wanted()));
      return named;
    }

    /** What a payment of {@code amount} wants. */
    public Set<Kind> wanted(Amount amount) {
      Set<Kind> wanted = Set.of();
      for (Tier each : tiers) {
        wanted = amount.covers(each.from()) ? each.wanted() : wanted;
      }
      return wanted;
    }
  }

  /** What there is. */
  public State state() throws IOException {
    CardAnswer answer = binding.send(CardCommand.of(SECRETS, ByteString.EMPTY), channel);
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    ByteString data = answer.data();
    if (data.size() < HEAD_SIZE || (data.size() - HEAD_SIZE) % TIER_SIZE != 0) {
      throw new IOException("the card tells its tiers in another form");
    }
    List<Tier> tiers = new ArrayList<>();
    Decoder in = new Decoder(data);
    try {
      int chosen = in.u8();
      int number = in.u8();
      int password = in.u8();
      while (in.remaining() > 0) {
        Amount from = OfflineAmount.decode(in);
        Set<Kind> wanted = kinds(in.u8());
        if (wanted.isEmpty()) {
          throw new MalformedInput("a tier that wants nothing");
        }
        tiers.add(new Tier(from, wanted));
      }
      return new State(kinds(chosen), number, password, tiers);
    } catch (MalformedInput e) {
      throw new IOException("the card tells its tiers in another form", e);
    }
  }

  private static Set<Kind> kinds(int mask) throws MalformedInput {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Kind each : Kind.values()) {
      if ((mask & each.mark()) != 0) {
        kinds.add(each);
      }
    }
    if (mask >= 1 << Kind.values().length) {
      throw new MalformedInput("no such secrets");
    }
    return kinds;
  }

  /**
   * Sets secrets, says from which amount on what is wanted, or both; the card does all of it or
   * nothing. The owner has pressed the button, and proven what is changed.
   *
   * @param chosen the new secrets
   * @param tiers the new table; as it is, if there is none
   */
  public Verdict protect(Map<Kind, Secret> chosen, Optional<List<Tier>> tiers, Entropy entropy)
      throws IOException {
    Check.that(!chosen.isEmpty() || tiers.isPresent(), "something is changed");
    Check.that(tiers.map(List::size).orElse(0) <= TIERS_MAX, "a card keeps four tiers");
    CardAnswer answer =
        binding.sendDerived(
            PROTECT, padding -> changes(chosen, tiers, entropy, padding).toByteString(), channel);
    return verdict(answer);
  }

  private Encoder changes(
      Map<Kind, Secret> chosen,
      Optional<List<Tier>> tiers,
      Entropy entropy,
      CardBinding.Padding padding) {
    Encoder out = new Encoder().u8(mask(chosen.keySet()) | (tiers.isPresent() ? TABLE : 0));
    for (Kind each : Kind.values()) {
      if (chosen.containsKey(each)) {
        ByteString salt = ByteString.copyOf(entropy.bytes(SALT_SIZE));
        out.fixed(salt).fixed(padding.of(salt, value(each, chosen.get(each))));
      }
    }
    for (Tier each : tiers.orElse(List.of())) {
      OfflineAmount.encode(out, each.from());
      out.u8(mask(each.wanted()));
    }
    return out;
  }

  private static int mask(Set<Kind> kinds) {
    return kinds.stream().mapToInt(Kind::mark).sum();
  }

  /** What came of proving a secret. */
  public sealed interface Proof {
    /** It is the owner's; the next payment may count on it. */
    record Proven() implements Proof {}

    /** It is not; so many tries are left. */
    record Wrong(int triesLeft) implements Proof {}

    /** The card did not look at it. */
    record Refused(Reason reason) implements Proof {}
  }

  /** Proves a secret for the next payment, or change, of this host. */
  public Proof prove(Kind kind, Secret secret) throws IOException {
    ByteString nothing = ByteString.copyOf(new byte[VALUE_SIZE]);
    ByteString value = value(kind, secret);
    CardAnswer answer =
        binding.sendDerived(
            PROVE,
            padding -> ByteString.concat(numbered(kind), padding.of(value, nothing)),
            channel);
    if (answer.isOk()) {
      return new Proof.Proven();
    }
    return answer.status() == DeviceReason.SECRET_WRONG.statusWord()
        ? new Proof.Wrong(answer.data(1).at(0))
        : new Proof.Refused(answer.refusal());
  }

  /** Has the card ask its managers to take its secrets away; what it asked before is over. */
  public UnlockRequest askUnlock() throws IOException {
    CardAnswer answer = binding.send(CardCommand.of(ASK_UNLOCK, ByteString.EMPTY), channel);
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return new UnlockRequest(device, answer.data(UnlockRequest.ASKED_SIZE));
  }

  /** Brings the managers' order: the card wants no secret any more. */
  public Verdict unlock(ByteString order) throws IOException {
    Check.that(order.size() == UnlockRequest.ORDER_SIZE, "an order to unlock has 72 bytes");
    return verdict(CardCommand.of(UNLOCK, order).sendTo(channel));
  }

  private static Verdict verdict(CardAnswer answer) throws IOException {
    return answer.isOk() ? Verdict.accepted() : Verdict.refused(answer.refusal());
  }

  private static ByteString numbered(Kind kind) {
    return new Encoder().u8(kind.number).toByteString();
  }

  /** What the card keeps of it. */
  private ByteString value(Kind kind, Secret secret) {
    return secret.lend(
        bytes ->
            Hash32.sha256(DOMAIN, device, numbered(kind), ByteString.copyOf(bytes))
                .bytes()
                .slice(0, VALUE_SIZE));
  }
}
