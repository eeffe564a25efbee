package org.specie.kernel.crypto.transcript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The running hash of a non-interactive proof. Prover and verifier append the same labelled items
 * in the same order and draw the same challenges; a challenge depends on everything appended before
 * it, and everything drawn is appended in turn. Each item is framed as (label length, label, data
 * length, data), so that no two sequences of items hash alike.
 */
public final class Transcript {
  private final MessageDigest digest;
  private final byte[] frame = new byte[4];

  /** Starts a transcript for one protocol; {@code protocol} names suite and version. */
  public Transcript(String protocol) {
    digest = Hash32.newSha256();
    append("protocol", protocol.getBytes(StandardCharsets.UTF_8));
  }

  private Transcript(MessageDigest digest) {
    this.digest = digest;
  }

  /** An independent transcript with the same past. */
  public Transcript fork() {
    return new Transcript(copy());
  }

  private MessageDigest copy() {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new InvariantViolation("this JDK's SHA-256 cannot be copied", e);
    }
  }

  private void length(int length) {
    frame[0] = (byte) (length >>> 24);
    frame[1] = (byte) (length >>> 16);
    frame[2] = (byte) (length >>> 8);
    frame[3] = (byte) length;
    digest.update(frame);
  }

  private void label(String label) {
    byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
    Check.that(ascii.length > 0, "items carry a label");
    length(ascii.length);
    digest.update(ascii);
  }

  /** Appends bytes. */
  public void append(String label, byte[] data) {
    label(label);
    length(data.length);
    digest.update(data);
  }

  /** Appends bytes. */
  public void append(String label, ByteString data) {
    append(label, data.toByteArray());
  }

  /** Appends a hash. */
  public void append(String label, Hash32 hash) {
    append(label, hash.bytes());
  }

  /** Appends a point by its 96 bytes; infinity, which has none, as an empty item. */
  public void append(String label, G1 point) {
    append(label, point.isInfinity() ? new byte[0] : point.toByteArray());
  }

  /** Appends a scalar by its 32 bytes. */
  public void append(String label, Scalar scalar) {
    append(label, scalar.toByteArray());
  }

  /** Appends a non-negative integer by 8 bytes. */
  public void append(String label, long value) {
    Check.that(value >= 0, "integers in transcripts are not negative");
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value >>> (56 - 8 * i));
    }
    append(label, bytes);
  }

  /** Draws a non-zero challenge, uniform modulo r up to 2^-250, and appends it. */
  public Scalar challenge(String label) {
    label(label);
    length(0);
    byte[] seed = copy().digest();
    byte[] wide = new byte[64];
    for (int half = 0; half < 2; half++) {
      MessageDigest expand = Hash32.newSha256();
      expand.update(seed);
      expand.update((byte) half);
      System.arraycopy(expand.digest(), 0, wide, 32 * half, 32);
    }
    digest.update(seed);
    Scalar challenge = Scalar.reduce(wide);
    // Zero has probability 2^-255; replacing it keeps division by challenges total.
    return challenge.isZero() ? Scalar.ONE : challenge;
  }

  /** The hash of everything appended so far; the transcript goes on unchanged. */
  public Hash32 hash() {
    return Hash32.of(copy().digest());
  }
}
