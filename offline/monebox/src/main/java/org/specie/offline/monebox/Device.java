package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.security.AESKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;

/** Everything a card consists of, made once at installation, and wired here. */
final class Device {
  /** Places in the digests. */
  static final short CONFIGURATION = 0;

  static final short TOKEN = Pss.HASH;

  private static final short DIGESTS = 2 * Pss.HASH;

  final Exchange exchange;
  final Lifecycle lifecycle;
  final Identity identity;
  final Vault vault;
  final Limits limits;
  final TimeFloor floor;
  final TrustedKeys trusted;
  final ClassKeys classKeys;
  final PayerKeys payerKeys;
  final PaidLog paidLog;
  final RedeemTable redeemTable;
  final Bindings bindings;
  final Approvals approvals;
  final Asking asking;
  final Secrets secrets;
  final Configurations configurations;
  final Payments payments;
  final Ecdsa ecdsa;
  final BlindRsa rsa;
  final MessageDigest sha;
  final AESKey processorKey;
  final ECPublicKey generated;
  final KeyPair ephemeral;

  /** Digests of the configuration and the token at hand, in RAM. */
  final byte[] digests;

  Device(short keyPlaces, short resultPlaces, short paidPlaces, short redeemPlaces) {
    Randomness random = new Randomness();
    sha = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
    ecdsa = new Ecdsa();
    rsa = new BlindRsa();
    generated = Curve.newPublicKey();
    ephemeral = new KeyPair(generated, Curve.newPrivateKey());
    exchange = new Exchange();
    lifecycle = new Lifecycle();
    identity = new Identity(ecdsa, generated);
    vault = new Vault();
    limits = new Limits();
    floor = new TimeFloor();
    trusted = new TrustedKeys(ecdsa, sha);
    classKeys = new ClassKeys(trusted, ecdsa, sha, new Pss(sha, random), rsa);
    payerKeys = new PayerKeys(keyPlaces, generated);
    paidLog = new PaidLog(resultPlaces, paidPlaces, sha);
    redeemTable = new RedeemTable(redeemPlaces);
    approvals = new Approvals(sha, random);
    asking = new Asking(random);
    secrets = new Secrets(approvals, asking);
    bindings = new Bindings(approvals, sha, generated, ephemeral);
    configurations = new Configurations(trusted, ecdsa, identity, floor);
    payments = new Payments(classKeys, ecdsa);
    processorKey = Bindings.newKey();
    digests = JCSystem.makeTransientByteArray(DIGESTS, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Refuses to touch money whose record is damaged, and ends the card's use (R24). */
  void requireSound() {
    if (!vault.sound()) {
      disable();
      ISOException.throwIt(StatusWords.BALANCE_BROKEN);
    }
  }

  /** The one way out of use: the state first, then every key that could pay or command. */
  void disable() {
    lifecycle.become(Lifecycle.DISABLED, digests, (short) 0);
    finishDisabling();
  }

  /** Clears what a power cut after {@link #disable} may have left. */
  void finishDisabling() {
    payerKeys.clearAll();
    bindings.clearAll();
  }

  /** Digests of the first bytes of the data into a place of {@link #digests}. */
  void digest(short at, short length, short place) {
    sha.reset();
    sha.doFinal(exchange.data(), at, length, digests, place);
  }
}
