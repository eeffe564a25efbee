package org.specie.offline.monebox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.specie.offline.token.layout.ArtLayout;

/** A configuration to be: the usual one, until a test changes a field of it. */
final class TokenDraft {
  private static int issued;

  byte flags;
  short currency = Authority.CURRENCY;
  byte places = Authority.PLACES;
  byte classes = 0x0F;
  int paymentsMax = 10;
  byte[] tokenId;
  byte[] ownerId;
  int from = Authority.NOW - 100;
  int until = Authority.NOW + 10_000;
  long paymentMax = 100_000;
  long aggregateMax = 1_000_000;
  byte[] factory = Authority.INSTANCE.factoryKeyId();
  byte[] extensions = new byte[0];

  TokenDraft(byte[] ownerId) {
    this.ownerId = ownerId;
    tokenId = ByteBuffer.allocate(16).putInt(12, next()).array();
  }

  private static synchronized int next() {
    issued++;
    return issued;
  }

  byte[] body() {
    byte[] info = "Café Bauer, Jaffa".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(ArtLayout.CFG_INFO + info.length + extensions.length)
        .put(ArtLayout.TYPE_CONFIGURATION)
        .put(flags)
        .putShort(currency)
        .put(places)
        .put(classes)
        .putShort((short) paymentsMax)
        .put(tokenId)
        .put(ownerId)
        .putInt(from)
        .putInt(until)
        .putLong(paymentMax)
        .putLong(aggregateMax)
        .putInt(1)
        .put(factory)
        .put((byte) info.length)
        .put((byte) extensions.length)
        .put(info)
        .put(extensions)
        .array();
  }

  byte[] issue() {
    return Authority.INSTANCE.signConfiguration(body());
  }
}
