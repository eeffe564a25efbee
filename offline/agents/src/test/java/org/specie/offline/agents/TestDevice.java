package org.specie.offline.agents;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindingEngine;
import org.bouncycastle.crypto.params.RSABlindingParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.util.BigIntegers;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.BlindKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;

/** A device in software that says what page 51 says, and whatever else a test wants it to. */
public final class TestDevice {
  public static final Reference REFERENCE = new Reference(ByteString.utf8("invoice8"));
  private static final P256Signature NONE = new P256Signature(ByteString.copyOf(new byte[64]));
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final SecureRandom RANDOM = new SecureRandom();

  public final DeviceId id;
  public final OwnerId owner;
  private final SigningKey key = SigningKey.generate();
  private final World world;
  private Sums sums = Sums.NONE;
  private int number;

  private TestDevice(World world, String name, OwnerId owner) {
    this.world = world;
    this.id = new DeviceId(World.sixteen("device " + name));
    this.owner = owner;
  }

  private TestDevice(World world, String name) {
    this(world, name, new OwnerId(World.sixteen("owner " + name)));
  }

  /** One of this owner, that the core does not know. */
  public static TestDevice of(World world, String name, OwnerId owner) {
    return new TestDevice(world, name, owner);
  }

  /** One that the core does not know. */
  public static TestDevice stranger(World world, String name) {
    return new TestDevice(world, name);
  }

  /** One that is registered, with its owner. */
  public static TestDevice registered(World world, String name) throws IOException {
    TestDevice device = new TestDevice(world, name);
    if (!world.core.register(device.record()).isAccepted()) {
      throw new AssertionError(name);
    }
    world.addOwner(device.owner, false);
    return device;
  }

  public DeviceRecord record() {
    return DeviceRecord.fresh(id, key.publicKey(), World.CLASS, World.PARTITION, owner);
  }

  /** As it would be registered for somebody else. */
  public DeviceRecord recordFor(OwnerId other) {
    return DeviceRecord.fresh(id, key.publicKey(), World.CLASS, World.PARTITION, other);
  }

  /** What it reports from now on. */
  public void report(Sums next) {
    sums = next;
  }

  /** What its next request counts from. */
  public void setBack(int last) {
    number = last;
  }

  public int number() {
    return number;
  }

  /** A payment key on its way to a signature, and what takes the blinding off. */
  public record Wanted(SigningKey key, KeyId classKey, BigInteger factor, BlindRequest request) {}

  /** Makes a key and blinds it for the world's class key. */
  public Wanted wish() {
    return wish(world.classKey.certificate().id());
  }

  public Wanted wish(KeyId classKey) {
    return wish(classKey, world.classKey.certificate().key());
  }

  /** For the class key of this certificate. */
  public Wanted wish(ClassCert under) {
    return wish(under.id(), under.key());
  }

  private Wanted wish(KeyId classKey, BlindKey signer) {
    SigningKey payment = SigningKey.generate();
    BigInteger factor = new BigInteger(2_000, RANDOM).setBit(0);
    ByteString blinded = blind(signer, payment, factor);
    return new Wanted(payment, classKey, factor, request(classKey, blinded));
  }

  /** Signs a request for this number to be signed. */
  public BlindRequest request(KeyId classKey, ByteString blinded) {
    number++;
    DeviceReport report = new DeviceReport(id, number, sums);
    BlindRequest unsigned = new BlindRequest(classKey, blinded, report, NONE);
    ByteString signed = unsigned.encode().slice(0, BlindRequest.SIZE - 64);
    return new BlindRequest(
        classKey, blinded, report, key.sign(Domain.BLINDED, id.bytes(), signed));
  }

  /** The encoded message times the factor to the public exponent. */
  public static ByteString blind(BlindKey signer, SigningKey payment, BigInteger factor) {
    BigInteger modulus = new BigInteger(1, signer.modulus().toByteArray());
    PSSSigner pss =
        new PSSSigner(new RSABlindingEngine(), new SHA256Digest(), new SHA256Digest(), 32);
    pss.init(
        true, new RSABlindingParameters(new RSAKeyParameters(false, modulus, EXPONENT), factor));
    ByteString message =
        ByteString.concat(
            Domain.PAYMENT_KEY.prefix(), signer.id().bytes(), payment.publicKey().point());
    pss.update(message.toByteArray(), 0, message.size());
    try {
      return ByteString.copyOf(pss.generateSignature());
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes the blinding off. */
  public PayCert certificate(Wanted wanted, Certification answer) {
    return certificate(wanted.key(), wanted.factor(), answer.signature());
  }

  /** The same, of the class key of this certificate. */
  public PayCert certificate(ClassCert under, Wanted wanted, Certification answer) {
    return certificate(under.key(), wanted.key(), wanted.factor(), answer.signature());
  }

  public PayCert certificate(SigningKey payment, BigInteger factor, ByteString signature) {
    return certificate(world.classKey.certificate().key(), payment, factor, signature);
  }

  private static PayCert certificate(
      BlindKey signer, SigningKey payment, BigInteger factor, ByteString signature) {
    BigInteger modulus = new BigInteger(1, signer.modulus().toByteArray());
    BigInteger plain =
        new BigInteger(1, signature.toByteArray())
            .multiply(factor.modInverse(modulus))
            .mod(modulus);
    return new PayCert(
        signer.id(),
        payment.publicKey(),
        ByteString.copyOf(BigIntegers.asUnsignedByteArray(256, plain)));
  }

  /** Vouches for a body. */
  public SealedRequest seal(ByteString body, OwnerId as) {
    number++;
    DeviceReport report = new DeviceReport(id, number, sums);
    Encoder seal = new Encoder().fixed(as.bytes());
    report.encode(seal);
    P256Signature signature =
        key.sign(Domain.SEALED, id.bytes(), Hash32.sha256(body).bytes(), seal.toByteString());
    return new SealedRequest(body, as, report, signature);
  }

  /** Vouches for a sealed record of what it held. */
  public RecoveryRequest tellRecord(ByteString point, ByteString sealed) {
    return new RecoveryRequest(
        id, point, sealed, key.sign(Domain.RECOVERY, id.bytes(), point, sealed));
  }

  /** Tells {@code agent} what it held, in a record of a device with this id. */
  public RecoveryRequest tellRecord(DeviceId of, Sums held, int undamaged, P256Key agent) {
    SigningKey ephemeral = SigningKey.generate();
    ByteString point = new Encoder().u8(4).fixed(ephemeral.publicKey().point()).toByteString();
    Encoder out = new Encoder().fixed(of.bytes()).fixed(owner.bytes());
    held.encode(out);
    out.u8(undamaged).u32(World.NOW.sinceEpoch()).hash(Hash32.ZERO).fixed(new byte[11]);
    ByteString agreed = ephemeral.agree(agent).orElseThrow().lend(ByteString::copyOf);
    byte[] secret =
        Hash32.sha256(ByteString.utf8("ART1-RKD"), agreed, point)
            .bytes()
            .slice(0, 16)
            .toByteArray();
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(new byte[16]));
      return tellRecord(point, ByteString.copyOf(cipher.doFinal(out.toByteArray())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A wish for as much as one can wish for, sealed. */
  public SealedRequest wishToken() {
    return seal(
        new TokenWish(false, World.CLASS, 100, World.later(100_000), World.LIMITS).encode(), owner);
  }

  /** The first payment on {@code configuration}. */
  public static Payment pay(
      Configuration configuration, long minor, SigningKey payer, PayCert certificate) {
    return pay(configuration, minor, World.NOW, payer, certificate);
  }

  /** The first payment on {@code configuration}, claimed at {@code time}. */
  public static Payment pay(
      Configuration configuration,
      long minor,
      Minutes time,
      SigningKey payer,
      PayCert certificate) {
    Payment unsigned = payment(configuration, minor, time, certificate, NONE);
    return payment(
        configuration,
        minor,
        time,
        certificate,
        payer.sign(Domain.PAYMENT, configuration.digest().bytes(), unsigned.signedBytes()));
  }

  private static Payment payment(
      Configuration configuration,
      long minor,
      Minutes time,
      PayCert certificate,
      P256Signature signature) {
    return new Payment(
        1,
        Amount.ofMinor(minor),
        Amount.ofMinor(minor),
        time,
        Token.fresh(configuration).digest(),
        REFERENCE,
        1,
        certificate,
        signature);
  }

  /** What a payee sends to inspection. */
  public Proof proof(Configuration configuration, Payment payment) {
    return new Proof(configuration, payment, world.chain());
  }
}
