package org.specie.offline.vault;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.vault.hsm.Hsm;
import org.specie.offline.vault.log.NotchedLog;
import org.specie.offline.vault.state.Facts;
import org.specie.offline.vault.state.Stage;
import org.specie.offline.vault.state.Sums;
import org.specie.offline.vault.state.VaultRecord;
import org.specie.offline.vault.state.VaultState;

/**
 * A secure device whose keys lie in an HSM and whose state lies on a disk. Whatever it answers is
 * the last record of its log by then. After an {@link IOException} nobody knows whether the step
 * was taken, and the vault is opened again. Not thread-safe. Spec: docs/spec/55-vault.md.
 */
public final class Vault {
  private final Core core;
  private final Paying paying;
  private final Receiving receiving;
  private final Certifying certifying;
  private final Ending ending;

  private Vault(Core core) {
    this.core = core;
    this.paying = new Paying(core);
    this.receiving = new Receiving(core);
    this.certifying = new Certifying(core);
    this.ending = new Ending(core);
  }

  /** Goes on from the state in {@code storage}; whoever had it open before has come to its end. */
  public static Answer<Vault> open(Hsm hsm, Storage storage, Entropy entropy) throws IOException {
    return open(hsm, storage, entropy, Room.USUAL);
  }

  static Answer<Vault> open(Hsm hsm, Storage storage, Entropy entropy, Room room)
      throws IOException {
    VaultState state = new VaultState();
    Answer<NotchedLog> opened =
        NotchedLog.open(
            hsm,
            storage,
            entropy,
            body -> state.apply(VaultRecord.decode(body)),
            new VaultRecord.Opened().encode());
    return switch (opened) {
      case Answer.Refused<NotchedLog>(Reason reason) -> new Answer.Refused<>(reason);
      case Answer.Given<NotchedLog>(NotchedLog log) -> {
        Core core = new Core(hsm, entropy, state, log, room);
        core.tidy();
        yield new Answer.Given<>(new Vault(core));
      }
    };
  }

  /** Where it is in its life. */
  public Stage stage() {
    return core.state.stage();
  }

  /** The device's public key. */
  public P256Key point() {
    return core.state
        .point()
        .orElseThrow(() -> new InvariantViolation("an open vault has a key of its own"));
  }

  /** Its money. */
  public Sums sums() throws IOException {
    core.requireCurrent();
    return core.state.sums();
  }

  /** The latest time that an agent vouched for. */
  public Minutes floor() {
    return core.state.floor();
  }

  /** How many payment keys may pay. */
  public int certifiedKeys() {
    return core.state.paymentKeys().certified();
  }

  /** Becomes the device that {@code facts} say, by the word of {@code root}. */
  public Verdict initialise(Facts facts, KeyCert root, P256Signature signature) throws IOException {
    Optional<Reason> closed = core.closed(Stage.BLANK);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    if (root.use() != KeyUse.ROOT) {
      return Verdict.refused(TokenReason.WRONG_USE);
    }
    if (root.currencyNumber() != facts.currency().number()) {
      return Verdict.refused(TokenReason.OTHER_CURRENCY);
    }
    if (!root.key().verify(Domain.KEY, root.signature(), root.signedBytes())
        || !root.key().verify(Domain.VAULT, signature, point().point(), facts.encode())) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    core.commit(new VaultRecord.Initialised(facts, root));
    return Verdict.accepted();
  }

  /** Takes its owner, by the word of the managers. */
  public Verdict personalise(OwnerId owner, P256Signature signature) throws IOException {
    Optional<Reason> closed = core.closed(Stage.INITIALISED);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    Facts facts = core.state.facts();
    if (!facts.managers().verify(Domain.OWNER, signature, facts.device(), owner.bytes())) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    core.commit(new VaultRecord.Personalised(owner));
    return Verdict.accepted();
  }

  /** Is in use from now on. */
  public Verdict activate() throws IOException {
    Optional<Reason> closed = core.closed(Stage.PERSONALISED);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    core.commit(new VaultRecord.Activated());
    return Verdict.accepted();
  }

  /** Learns a certificate, and that its validity has begun. */
  public Verdict learn(Certificate certificate) throws IOException {
    core.requireCurrent();
    if (stage() == Stage.BLANK || stage() == Stage.RECOVERED) {
      return Verdict.refused(VaultReason.WRONG_STAGE);
    }
    Optional<Reason> closed = core.closed(stage());
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    boolean isKnown = isKnown(certificate);
    Verdict verdict = core.state.keys().learn(certificate);
    if (!isKnown && isKnown(certificate)) {
      core.commit(new VaultRecord.Learnt(certificate));
    }
    return verdict;
  }

  private boolean isKnown(Certificate certificate) {
    return switch (certificate) {
      case KeyCert agent -> core.state.keys().agent(agent.id()).filter(agent::equals).isPresent();
      case ClassCert of -> core.state.keys().classOf(of.id()).filter(of::equals).isPresent();
    };
  }

  /** Raises the floor to {@code time}, by the word of a time keeper it knows. */
  public Verdict time(KeyId keeper, Minutes time, P256Signature signature) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    Optional<KeyCert> agent = core.state.keys().agent(keeper);
    if (agent.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    if (agent.get().use() != KeyUse.TIME) {
      return Verdict.refused(TokenReason.WRONG_USE);
    }
    if (!agent.get().validity().contains(time)) {
      return Verdict.refused(TokenReason.NOT_VALID_THEN);
    }
    Encoder said = new Encoder();
    time.encode(said);
    if (!agent.get().key().verify(Domain.TIME, signature, said.toByteString())) {
      return Verdict.refused(TokenReason.BAD_SIGNATURE);
    }
    if (time.compareTo(core.state.floor()) > 0) {
      core.commit(new VaultRecord.Timed(time));
    }
    return Verdict.accepted();
  }

  /** Lends it value, by the word of the managers. */
  public Verdict load(int serial, Amount amount, P256Signature signature) throws IOException {
    return receiving.load(serial, amount, signature);
  }

  /** Lets it pay {@code amount} for the token with this digest, by the approver's word. */
  public Verdict approve(Hash32 token, Amount amount, P256Signature signature) throws IOException {
    return paying.approve(token, amount, signature);
  }

  /** From a lower amount on a payment needs approval. */
  public Verdict lowerLimit(Amount payment) throws IOException {
    core.requireCurrent();
    Optional<Reason> closed = core.closed(Stage.OPERATIONAL);
    if (closed.isPresent()) {
      return Verdict.refused(closed.get());
    }
    if (!core.state.approvalFrom().covers(payment)) {
      return Verdict.refused(DeviceReason.LIMIT_ONLY_LOWER);
    }
    core.commit(new VaultRecord.Limited(payment));
    return Verdict.accepted();
  }

  /** Pays no more from now on; its payment keys are destroyed, its sums stay. */
  public Verdict disable() throws IOException {
    return ending.disable();
  }

  /** What it held, sealed for a recovery agent: page 54, 7.2, from the point on. */
  public Answer<ByteString> recoveryRecord(KeyId agent) throws IOException {
    return ending.record(agent);
  }

  /** Ends for good, by the word of the recovery agent that credited what it held. */
  public Verdict confirmRecovered(KeyId agent, P256Signature signature) throws IOException {
    return ending.confirm(agent, signature);
  }

  /** Makes a payment key in the HSM. */
  public Answer<P256Key> generate() throws IOException {
    return certifying.generate();
  }

  /** What a certifier is sent, so that it signs a payment key unseen. */
  public Answer<ByteString> blind(P256Key key, KeyId classKey, BigInteger factor)
      throws IOException {
    return certifying.blind(key, classKey, factor);
  }

  /** Vouches for a request to an agent. */
  public Answer<ByteString> seal(ByteString body) throws IOException {
    return certifying.seal(body);
  }

  /** Takes a payment key's certificate. */
  public Verdict certify(PayCert certificate) throws IOException {
    return certifying.certify(certificate);
  }

  /** The port for a host that may have {@code largestPayment} paid at a time. */
  public SecureDevice device(Amount largestPayment) {
    return new HostedDevice(this, largestPayment);
  }

  /** A host's way to the vault. */
  private record HostedDevice(Vault vault, Amount largestPayment) implements SecureDevice {
    @Override
    public DeviceState state() throws IOException {
      return new DeviceState(vault.core.state.owner(), vault.sums().balance());
    }

    @Override
    public PayAnswer pay(PayOrder order) throws IOException {
      return vault.paying.pay(order, largestPayment);
    }

    @Override
    public Result result(Token token) throws IOException {
      return vault.paying.result(token);
    }

    @Override
    public RedeemAnswer redeem(Token token) throws IOException {
      return vault.receiving.redeem(token);
    }

    @Override
    public Verdict learn(Certificate certificate) throws IOException {
      return vault.learn(certificate);
    }
  }
}
