package org.specie.offline.monebox;

import static org.specie.offline.monebox.Authority.amount;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.Authority.sha256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a host says to a card about what its owner knows (51.14), and a card that wants it. */
final class SecretCommands {
  static final int NUMBER = 0;
  static final int PASSWORD = 1;
  static final byte CHANGES_TIERS = 4;
  static final byte WANTS_NUMBER = 1;
  static final byte WANTS_PASSWORD = 2;
  static final byte WANTS_BOTH = 3;
  static final String RIGHT = "4711";
  static final String WRONG = "4712";
  static final String LONG = "correct horse battery staple";
  static final int WRITES_MAX = 40;

  private SecretCommands() {}

  static byte[] value(Host host, int kind, String secret) {
    byte[] domain = "ART1-SEC".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(sha256(domain, host.deviceId, new byte[] {(byte) kind}, bytes), 16);
  }

  /** A command whose data depends on the challenge that it uses up. */
  static Answer derived(Host host, byte instruction, byte[] head, byte[] over, byte[] masked) {
    byte[] challenge = host.challenge();
    byte[] derived =
        host.code(
            host.bindingKey, new byte[] {instruction, (byte) 0xFF, (byte) 0xFF}, challenge, over);
    for (int i = 0; i < masked.length; i++) {
      derived[i] ^= masked[i];
    }
    byte[] data = join(head, derived);
    byte[] code = host.code(host.bindingKey, new byte[] {instruction, 0, 0}, challenge, data);
    return host.send(instruction, join(data, new byte[] {host.binding}, code));
  }

  static Answer choose(Host host, int kind, String secret) {
    byte[] salt = sha256(secret.getBytes(StandardCharsets.UTF_8), new byte[] {7});
    byte[] head = join(new byte[] {(byte) (1 << kind)}, Arrays.copyOf(salt, 16));
    return derived(
        host, Instructions.PROTECT, head, Arrays.copyOf(salt, 16), value(host, kind, secret));
  }

  static Answer prove(Host host, int kind, String secret) {
    byte[] head = {(byte) kind};
    return derived(host, Instructions.PROVE, head, value(host, kind, secret), new byte[0]);
  }

  static byte[] tier(long from, byte secrets) {
    return join(amount(from), new byte[] {secrets});
  }

  static Answer arrange(Host host, byte[]... tiers) {
    return host.sendVouched(Instructions.PROTECT, join(new byte[] {CHANGES_TIERS}, join(tiers)));
  }

  static byte[] secrets(Host host) {
    return host.sendVouched(Instructions.SECRETS, new byte[0]).expectData();
  }

  static byte[] token() {
    return Cards.blank().token().issue();
  }

  /** Nothing below 1,000, the number from there, the password from 5,000, both from 9,000. */
  static Host guarded(int keys) {
    Host host = Cards.funded(100_000, keys);
    host.press().expectOk();
    choose(host, NUMBER, RIGHT).expectOk();
    host.press().expectOk();
    choose(host, PASSWORD, LONG).expectOk();
    host.press().expectOk();
    arrange(host, tier(1_000, WANTS_NUMBER), tier(5_000, WANTS_PASSWORD), tier(9_000, WANTS_BOTH))
        .expectOk();
    return host;
  }

  /** Whether the power failed; then it comes back. */
  static boolean isCut(Host host) {
    boolean cut = host.card.memory().wasCut();
    host.card.powerUp();
    host.card.memory().begin(Integer.MAX_VALUE);
    return cut;
  }

  static byte[] asked(Host host) {
    return host.sendVouched(Instructions.ASK_UNLOCK, new byte[0]).expectData();
  }
}
