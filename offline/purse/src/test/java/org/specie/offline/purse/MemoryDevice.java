package org.specie.offline.purse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.DeviceState;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.check.Redeemed;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.TokenId;

/**
 * A secure device in memory that keeps section 6 of page 50, with power that fails when it is told
 * to: before the one step of a command, or after it and before the answer.
 */
public final class MemoryDevice implements SecureDevice, TappedDevice {
  /** Where the power fails once. */
  public enum Failure {
    BEFORE,
    AFTER
  }

  private final Mint mint;
  private final TokenVerifier verifier;
  private final OwnerId owner;
  private final Map<Hash32, Payment> paid = new LinkedHashMap<>();
  private final Map<TokenId, Redeemed> redeemed = new LinkedHashMap<>();
  private final List<Payment> credited = new ArrayList<>();
  private Amount balance;
  private int payCommands;
  private int forgotten;
  private Optional<Failure> failure = Optional.empty();
  private UnaryOperator<Payment> liar = UnaryOperator.identity();

  public MemoryDevice(String owner, long loadedMinor) {
    this(owner, loadedMinor, Mint.shared());
  }

  /** A device that pays under the class of {@code mint}. */
  public MemoryDevice(String owner, long loadedMinor, Mint mint) {
    this(owner, loadedMinor, mint, mint.verifier());
  }

  /** A device that pays under the class of {@code mint}, and pays others whom it believes. */
  public MemoryDevice(String owner, long loadedMinor, Mint mint, TokenVerifier verifier) {
    this.mint = mint;
    this.verifier = verifier;
    this.owner = ownerId(owner);
    this.balance = Amount.ofMinor(loadedMinor);
  }

  static OwnerId ownerId(String name) {
    return new OwnerId(Hash32.sha256(name.getBytes(StandardCharsets.UTF_8)).bytes().slice(0, 16));
  }

  /** Lets the power fail once, in the next payment or redemption. */
  public void failOnce(Failure where) {
    failure = Optional.of(where);
  }

  /** A reader between the device and its host makes another payment of each that it tells. */
  public void tellsThroughALiar(UnaryOperator<Payment> liar) {
    this.liar = liar;
  }

  /** From now on the power stays. */
  public void failNever() {
    failure = Optional.empty();
  }

  /** Every payment it made. */
  public List<Payment> paid() {
    return List.copyOf(paid.values());
  }

  /** Every payment it turned into balance. */
  public List<Payment> credited() {
    return List.copyOf(credited);
  }

  /** Drops what it paid, and keeps that it paid. */
  public void forgetPayments() {
    forgotten = paid.size();
  }

  public OwnerId owner() {
    return owner;
  }

  public long balanceMinor() {
    return balance.minor();
  }

  /** How often it was told to pay. */
  public int payCommands() {
    return payCommands;
  }

  private void failIf(Failure where) throws IOException {
    if (failure.filter(where::equals).isPresent()) {
      failure = Optional.empty();
      throw new IOException("the device is gone");
    }
  }

  @Override
  public DeviceState state() {
    return new DeviceState(owner, balance);
  }

  @Override
  public PayAnswer pay(PayOrder order) throws IOException {
    payCommands++;
    failIf(Failure.BEFORE);
    Payment before = paid.get(order.key());
    if (before != null) {
      return forgotten > 0
          ? new PayAnswer.Refused(TokenReason.PAID_NOT_KEPT)
          : new PayAnswer.Paid(liar.apply(before));
    }
    Verdict verdict =
        verifier.mayPay(
            new Request(Optional.empty(), order.reference(), order.token(), Chain.NONE),
            order.amount(),
            mint.credentials().payerClass(),
            order.time());
    if (verdict instanceof Verdict.Refused refused) {
      return new PayAnswer.Refused(refused.reason());
    }
    if (!balance.covers(order.amount())) {
      return new PayAnswer.Refused(DeviceReason.INSUFFICIENT_BALANCE);
    }
    Payment payment = sign(order);
    balance = balance.minus(order.amount());
    paid.put(order.key(), payment);
    failIf(Failure.AFTER);
    return new PayAnswer.Paid(liar.apply(payment));
  }

  private Payment sign(PayOrder order) {
    SigningKey key = new SigningKey();
    Token token = order.token();
    Payment unsigned =
        new Payment(
            token.sequence() + 1,
            token.aggregate().plus(order.amount()),
            order.amount(),
            order.time(),
            token.digest(),
            order.reference(),
            1,
            mint.certifyPaymentKey(key.publicKey()),
            SigningKey.NONE);
    return new Payment(
        unsigned.sequence(),
        unsigned.aggregate(),
        unsigned.amount(),
        unsigned.time(),
        unsigned.previous(),
        unsigned.reference(),
        unsigned.use(),
        unsigned.certificate(),
        key.sign(Domain.PAYMENT, token.configuration().digest().bytes(), unsigned.signedBytes()));
  }

  @Override
  public Result result(Token token) {
    Payment payment = paid.get(token.digest());
    if (payment == null) {
      return new Result.Unpaid();
    }
    return forgotten > 0 ? new Result.NotKept() : new Result.Paid(liar.apply(payment));
  }

  @Override
  public Verdict learn(Certificate certificate) {
    return verifier.learn(new Chain(List.of(certificate)));
  }

  @Override
  public RedeemAnswer redeem(Token token) throws IOException {
    failIf(Failure.BEFORE);
    Configuration configuration = token.configuration();
    Redeemed before = redeemed.getOrDefault(configuration.id(), Redeemed.nothingOf(configuration));
    Redeemed.Step step =
        verifier.redeem(owner, before, configuration, token.last().orElseThrow(), Mint.NOW);
    return switch (step) {
      case Redeemed.Step.Credited(Amount amount, Redeemed now) -> {
        balance = balance.plus(amount);
        redeemed.put(configuration.id(), now);
        credited.add(token.last().orElseThrow());
        failIf(Failure.AFTER);
        yield new RedeemAnswer.Redeemed();
      }
      case Redeemed.Step.Already _ -> new RedeemAnswer.Redeemed();
      case Redeemed.Step.Refused refused -> new RedeemAnswer.Refused(refused.reason());
    };
  }
}
