package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.CryptoException;
import javacard.security.ECPublicKey;
import javacard.security.KeyAgreement;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;

/**
 * The hosts that may command this card, each with a key of its own and the largest payment it may
 * approve (51.6). The key comes from an ephemeral agreement at binding.
 */
final class Bindings {
  static final short PLACES = 4;

  /** What stands behind the data of an authenticated command: the binding and its code. */
  static final short TRAILER = 1 + Cmac.SIZE;

  private static final byte[] DOMAIN = {'A', 'R', 'T', '1', '-', 'K', 'D', 'F'};

  private final byte[] used;
  private final byte[] limits;
  private final AESKey[] keys;
  private final KeyPair ephemeral;
  private final ECPublicKey generated;
  private final KeyAgreement agreement;
  private final MessageDigest sha;
  private final Approvals approvals;
  private final byte[] ram;

  Bindings(Approvals approvals, MessageDigest sha, ECPublicKey generated, KeyPair ephemeral) {
    this.approvals = approvals;
    this.sha = sha;
    this.generated = generated;
    this.ephemeral = ephemeral;
    used = new byte[PLACES];
    limits = new byte[(short) (PLACES * Amounts.SIZE)];
    keys = new AESKey[PLACES];
    for (short i = 0; i < PLACES; i++) {
      keys[i] = newKey();
    }
    agreement = KeyAgreement.getInstance(KeyAgreement.ALG_EC_SVDP_DH_PLAIN, false);
    ram = JCSystem.makeTransientByteArray(Pss.HASH, JCSystem.CLEAR_ON_DESELECT);
  }

  static AESKey newKey() {
    return (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
  }

  short count() {
    short count = 0;
    for (short i = 0; i < PLACES; i++) {
      count = (short) (count + used[i]);
    }
    return count;
  }

  /** Refuses a command that no binding vouches for; the binding that does. */
  short authenticate(Exchange exchange) {
    short covered = (short) (exchange.length() - TRAILER);
    if (covered < 0) {
      ISOException.throwIt(StatusWords.WRONG_LENGTH);
    }
    short place = require(exchange.data()[covered]);
    approvals.require(keys[place], exchange, covered, (short) (covered + 1));
    return place;
  }

  /** Writes the card's code for the host of a binding behind so many bytes of an answer. */
  void vouch(short place, Exchange exchange, short covered) {
    approvals.vouch(keys[place], exchange, covered);
  }

  /** The key of a binding that was required before. */
  AESKey key(short place) {
    return keys[place];
  }

  private short require(byte place) {
    if (place < 0 || place >= PLACES || used[place] == 0) {
      ISOException.throwIt(StatusWords.NOT_FOUND);
    }
    return place;
  }

  /** Refuses an amount beyond what the binding may approve. */
  void requireWithinLimit(short place, byte[] amount, short at) {
    if (Amounts.compare(amount, at, limits, (short) (place * Amounts.SIZE)) > 0) {
      ISOException.throwIt(StatusWords.ABOVE_BINDING_LIMIT);
    }
  }

  /**
   * Agrees on a key with a host whose point stands in the data, writes the card's point to the
   * answer, and opens the binding.
   */
  short bind(byte[] data, short hostAt, short limitAt, byte[] answer, short answerAt) {
    short place = 0;
    while (place < PLACES && used[place] != 0) {
      place++;
    }
    if (place == PLACES) {
      ISOException.throwIt(StatusWords.NO_ROOM);
    }
    ephemeral.genKeyPair();
    generated.getW(answer, answerAt);
    agree(data, hostAt);
    sha.reset();
    sha.update(DOMAIN, (short) 0, (short) DOMAIN.length);
    sha.update(ram, (short) 0, Pss.HASH);
    sha.update(data, hostAt, Curve.POINT);
    sha.doFinal(answer, answerAt, Curve.POINT, ram, (short) 0);
    keys[place].setKey(ram, (short) 0);
    Util.arrayFillNonAtomic(ram, (short) 0, Pss.HASH, (byte) 0);
    Util.arrayCopyNonAtomic(data, limitAt, limits, (short) (place * Amounts.SIZE), Amounts.SIZE);
    used[place] = 1;
    return place;
  }

  private void agree(byte[] data, short hostAt) {
    try {
      agreement.init(ephemeral.getPrivate());
      agreement.generateSecret(data, hostAt, Curve.POINT, ram, (short) 0);
    } catch (CryptoException refused) {
      ISOException.throwIt(StatusWords.MALFORMED);
    }
  }

  void unbind(byte place) {
    short found = require(place);
    used[found] = 0;
    keys[found].clearKey();
  }

  /** Nobody commands this card any more. */
  void clearAll() {
    for (short i = 0; i < PLACES; i++) {
      used[i] = 0;
      keys[i].clearKey();
    }
  }
}
