package org.specie.offline.vault;

import java.io.IOException;
import java.math.BigInteger;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.CardIssuer;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.SigningKey;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Validity;
import org.specie.offline.vault.state.Facts;

/** Brings vaults into use as an issuer, managers and a certifier would. */
public final class VaultIssuer {
  public static final ByteString DEVICE = ByteString.utf8("vault number 005");
  public static final Amount APPROVAL_LIMIT = Amount.ofMinor(20_000);
  public static final Amount UNAPPROVED_SUM = Amount.ofMinor(30_000);

  private final CardIssuer issuer = Mint.shared().issuer();
  private final SigningKey managers = new SigningKey();
  private final SigningKey approver = new SigningKey();

  /** What was given; a refusal fails the test. */
  public static <T> T given(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T value) -> value;
      case Answer.Refused<T>(Reason reason) -> throw new AssertionError(reason);
    };
  }

  private static void expect(Verdict verdict) {
    if (!verdict.isAccepted()) {
      throw new AssertionError(verdict);
    }
  }

  public KeyCert root() {
    return issuer.root();
  }

  public Facts facts() {
    return new Facts(
        DEVICE,
        Mint.CURRENCY,
        issuer.payerClass().classes(),
        managers.publicKey(),
        approver.publicKey(),
        new Facts.ApprovalLimits(APPROVAL_LIMIT, UNAPPROVED_SUM));
  }

  public P256Signature onFacts(Vault vault) {
    return issuer.rootKey().sign(Domain.VAULT.prefix(), vault.point().point(), facts().encode());
  }

  public P256Signature onOwner(OwnerId owner) {
    return managers.sign(Domain.OWNER.prefix(), DEVICE, owner.bytes());
  }

  /** An agent's certificate by the root. */
  public KeyCert agent(KeyUse use, P256Key key) {
    return agent(use, key, issuer.root().validity());
  }

  /** The same, of this validity. */
  public KeyCert agent(KeyUse use, P256Key key, Validity validity) {
    P256Signature none = new P256Signature(ByteString.copyOf(new byte[64]));
    ByteString signed = agent(use, key, validity, none).signedBytes();
    return agent(use, key, validity, issuer.rootKey().sign(Domain.KEY.prefix(), signed));
  }

  private KeyCert agent(KeyUse use, P256Key key, Validity validity, P256Signature by) {
    KeyCert root = issuer.root();
    return new KeyCert(
        use, root.classes(), root.currencyNumber(), validity, root.limits(), key, root.id(), by);
  }

  /** From blank to in use, with so much and so many payment keys. */
  public void bringIntoUse(Vault vault, OwnerId owner, long minor, int keys) throws IOException {
    expect(vault.initialise(facts(), issuer.root(), onFacts(vault)));
    expect(vault.personalise(owner, onOwner(owner)));
    expect(vault.activate());
    for (Certificate each : issuer.agents()) {
      expect(vault.learn(each));
    }
    expect(vault.learn(issuer.payerClass()));
    if (minor > 0) {
      expect(load(vault, 1, minor));
    }
    for (int i = 0; i < keys; i++) {
      certifyKey(vault);
    }
  }

  public Verdict load(Vault vault, int serial, long minor) throws IOException {
    return vault.load(serial, Amount.ofMinor(minor), onLoad(serial, minor));
  }

  public P256Signature onLoad(int serial, long minor) {
    ByteString order = new Encoder().u32(serial).u64(minor).toByteString();
    return managers.sign(Domain.LOAD.prefix(), DEVICE, order);
  }

  /** A large payment with the approver's word. */
  public Verdict approve(Vault vault, PayOrder order) throws IOException {
    return vault.approve(order.key(), order.amount(), onApproval(order.key(), order.amount()));
  }

  public P256Signature onApproval(Hash32 token, Amount amount) {
    ByteString said = new Encoder().hash(token).u64(amount.minor()).toByteString();
    return approver.sign(Domain.APPROVAL.prefix(), DEVICE, said);
  }

  /** A payment key made in the HSM and certified unseen. */
  public P256Key certifyKey(Vault vault) throws IOException {
    P256Key key = given(vault.generate());
    expect(vault.certify(certificate(vault, key)));
    return key;
  }

  /** What a certifier makes of the vault's request, with the blinding off. */
  public PayCert certificate(Vault vault, P256Key key) throws IOException {
    BigInteger modulus = new BigInteger(1, issuer.payerClass().key().modulus().toByteArray());
    BigInteger factor = new BigInteger(1, Hash32.sha256(key.point()).bytes().toByteArray());
    ByteString request = given(vault.blind(key, issuer.payerClass().id(), factor));
    BigInteger blinded =
        new BigInteger(
            1,
            request
                .slice(ArtLayout.KEY_ID_SIZE, ArtLayout.KEY_ID_SIZE + ArtLayout.MODULUS_SIZE)
                .toByteArray());
    BigInteger plain =
        blinded
            .modPow(issuer.classSecret(), modulus)
            .multiply(factor.modInverse(modulus))
            .mod(modulus);
    return certificate(issuer.payerClass().id(), key, plain);
  }

  /** A payment key's certificate with this number as its signature. */
  public static PayCert certificate(KeyId classKey, P256Key key, BigInteger signature) {
    return new PayCert(classKey, key, fixed(signature));
  }

  private static ByteString fixed(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[ArtLayout.MODULUS_SIZE];
    int count = Math.min(fixed.length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
    return ByteString.copyOf(fixed);
  }
}
