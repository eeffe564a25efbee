package org.specie.cash.protocol.registration;

import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.ThresholdBlsSigner;
import org.specie.kernel.crypto.seed.Secret;

/**
 * One registrar's share of the key behind uniqueness tags, with the public side of all of it. Below
 * the threshold shares say nothing of any tag. Source: docs/spec/43-registrar.md, section 11.
 */
public final class TagShare implements Destroyable {
  private static final int SIGNER_SIZE = 34;

  private final TagKey key;
  private final ThresholdBlsSigner signer;

  /**
   * Takes {@code signer} over and destroys it with itself.
   *
   * @param signer whose public side {@code key} has at its place
   */
  public TagShare(TagKey key, ThresholdBlsSigner signer) {
    Check.that(isOf(key, signer), "the share is one of this key");
    this.key = key;
    this.signer = signer;
  }

  private static boolean isOf(TagKey key, ThresholdBlsSigner signer) {
    return key.key().isSigner(signer.signer())
        && key.key().shareKeys().get(signer.signer()).equals(signer.publicKey());
  }

  /** The public side. */
  public TagKey key() {
    return key;
  }

  /** Whose share it is, from 0; a registrar's place at the founding. */
  public int place() {
    return signer.signer();
  }

  /** Its part of the answer to {@code question}, the same each time. 0.1 ms, constant time. */
  public ByteString answer(ByteString question) {
    return signer.share(question);
  }

  /** How its holder keeps it. */
  public Secret toSecret() {
    byte[] known = key.encode().toByteArray();
    Secret own = signer.toSecret();
    byte[] all =
        own.lend(
            bytes -> {
              byte[] joined = Arrays.copyOf(known, known.length + bytes.length);
              System.arraycopy(bytes, 0, joined, known.length, bytes.length);
              return joined;
            });
    own.destroy();
    Secret kept = Secret.copyOf(all);
    Arrays.fill(all, (byte) 0);
    return kept;
  }

  /** Takes what {@link #toSecret} gave. */
  public static TagShare fromSecret(Secret secret) throws MalformedInput {
    return secret
        .lend(TagShare::read)
        .orElseThrow(() -> new MalformedInput("not a share of a key behind uniqueness tags"));
  }

  private static Optional<TagShare> read(byte[] bytes) {
    if (bytes.length <= SIGNER_SIZE) {
      return Optional.empty();
    }
    int split = bytes.length - SIGNER_SIZE;
    byte[] last = Arrays.copyOfRange(bytes, split, bytes.length);
    Secret own = Secret.copyOf(last);
    Arrays.fill(last, (byte) 0);
    try {
      TagKey key = TagKey.decode(ByteString.copyOf(Arrays.copyOf(bytes, split)));
      ThresholdBlsSigner signer = ThresholdBlsSigner.fromSecret(own);
      return isOf(key, signer) ? Optional.of(new TagShare(key, signer)) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    } finally {
      own.destroy();
    }
  }

  @Override
  public void destroy() {
    signer.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return signer.isDestroyed();
  }

  @Override
  public String toString() {
    return "TagShare[" + place() + ", redacted]";
  }
}
