package org.specie.offline.monebox;

import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyPair;
import org.specie.offline.token.layout.ArtLayout;

/**
 * Who the device is: its ids, its class and currency, the key it signs requests with, and the key
 * of those who manage it. Never part of a payment (51.4).
 */
final class Identity {
  static final short DEVICE_ID = 0;
  static final short OWNER_ID = ArtLayout.ID_SIZE;

  /** Two bytes of currency and one of decimal places. */
  static final short CURRENCY = OWNER_ID + ArtLayout.ID_SIZE;

  static final short PLACES = CURRENCY + 2;

  /** The device class, exactly one bit. */
  static final short CLASS = PLACES + 1;

  static final short MANAGEMENT_KEY = CLASS + 1;
  private static final short SIZE = MANAGEMENT_KEY + ArtLayout.POINT_SIZE;

  private final byte[] facts;
  private final byte[] devicePoint;
  private final ECPrivateKey deviceKey;
  private final KeyPair devicePair;
  private final Ecdsa ecdsa;

  Identity(Ecdsa ecdsa, ECPublicKey generated) {
    this.ecdsa = ecdsa;
    facts = new byte[SIZE];
    devicePoint = new byte[ArtLayout.POINT_SIZE];
    deviceKey = Curve.newPrivateKey();
    devicePair = new KeyPair(generated, deviceKey);
  }

  /** Everything that was written, at the offsets of this class. */
  byte[] facts() {
    return facts;
  }

  byte deviceClass() {
    return facts[CLASS];
  }

  /** The device's public key, two coordinates. */
  byte[] devicePoint() {
    return devicePoint;
  }

  /** Makes the device's key; again after a power cut, until the card is tested. */
  void generate(ECPublicKey generated, byte[] scratch) {
    devicePair.genKeyPair();
    generated.getW(scratch, (short) 0);
    Util.arrayCopyNonAtomic(scratch, (short) 1, devicePoint, (short) 0, ArtLayout.POINT_SIZE);
  }

  /** Writes a field, as part of the caller's transaction. */
  void set(short field, byte[] value, short at, short length) {
    Util.arrayCopy(value, at, facts, field, length);
  }

  /** Begins a signature of the device over its id and what follows. */
  void beginSign(byte[] domain) {
    ecdsa.beginSign(deviceKey, domain);
    ecdsa.update(facts, DEVICE_ID, ArtLayout.ID_SIZE);
  }

  /** Begins to verify what those who manage this device decided for it, by its id. */
  void beginManaged(byte[] domain) {
    ecdsa.beginVerify(facts, MANAGEMENT_KEY, domain);
    ecdsa.update(facts, DEVICE_ID, ArtLayout.ID_SIZE);
  }

  /** After recovery the device signs nothing any more. */
  void forgetKey() {
    deviceKey.clearKey();
  }
}
