package org.specie.wallet.storage;

import java.util.Optional;
import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Branch;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * What of the words a backup needs that somebody else keeps: the key by which it is found, another
 * one at each provider, and the key that seals it. Neither says anything about the other, about a
 * payment address or an account. Source: docs/spec/41-psp.md 41.17, 41.18.
 */
public final class BackupKeys {
  /** The largest backup, whole. */
  public static final int BYTES_MAX = 128 << 10;

  /** The smallest; each larger one is twice as long as another, so that lengths say little. */
  private static final int BYTES_MIN = 4 << 10;

  private static final ByteString MAGIC = ByteString.utf8("SPECIE-BACKUP\n");
  private static final String CUSTOMER = "specie/backup/customer";
  private static final String BOX = "specie/backup/box";
  private static final int SECRET = 32;
  private static final int LENGTH_SIZE = 4;
  private static final int VERSION_SIZE = 2;

  private final Secret secret;

  private BackupKeys(Secret secret) {
    this.secret = secret;
  }

  /** Those of {@code seed} on the ledger of {@code domain}. */
  public static BackupKeys derive(Seed seed, Domain domain) {
    ByteString context = new Encoder().text(domain.ledger()).text(domain.currency()).toByteString();
    return new BackupKeys(seed.branch(Branch.STORAGE, SECRET, context));
  }

  /**
   * The key of whoever left the backup at one provider.
   *
   * @param address where the provider is asked: one that takes another's name is elsewhere
   * @param name of the provider
   */
  public Ed25519SecretKey customer(String address, String name) {
    return new Ed25519SecretKey(
        secret.derive(
            CUSTOMER, Ed25519SecretKey.SIZE, ByteString.utf8(address), ByteString.utf8(name)));
  }

  /** A backup of {@code contents}, or nothing if that is more than a provider keeps. */
  Optional<ByteString> seal(int version, ByteString contents, Entropy entropy) {
    ByteString header = header(version);
    int overhead = header.size() + SecretBox.OVERHEAD;
    int size = BYTES_MIN;
    while (size < overhead + LENGTH_SIZE + contents.size()) {
      size *= 2;
    }
    if (size > BYTES_MAX) {
      return Optional.empty();
    }
    byte[] padding = new byte[size - overhead - LENGTH_SIZE - contents.size()];
    ByteString plaintext = new Encoder().bytes(contents).fixed(padding).toByteString();
    ByteString backup =
        ByteString.concat(header, SecretBox.seal(secret, BOX, header, plaintext, entropy));
    Check.that(backup.size() == size, "a backup has one of six lengths");
    return Optional.of(backup);
  }

  private static ByteString header(int version) {
    return new Encoder().fixed(MAGIC).u16(version).toByteString();
  }

  /** What was in a backup, and in which version. */
  record Opened(int version, ByteString contents) {}

  /** What is in {@code backup}; nothing if these keys did not seal it, or a bit was changed. */
  Optional<Opened> open(ByteString backup) {
    int start = MAGIC.size() + VERSION_SIZE;
    if (backup.size() < start || backup.size() > BYTES_MAX) {
      return Optional.empty();
    }
    ByteString header = backup.slice(0, start);
    Optional<ByteString> plaintext =
        SecretBox.open(secret, BOX, header, backup.slice(start, backup.size()));
    try {
      Decoder in = new Decoder(header);
      return in.fixed(MAGIC.size()).equals(MAGIC) && plaintext.isPresent()
          ? Optional.of(
              new Opened(in.u16(), new Decoder(plaintext.get()).bytes(plaintext.get().size())))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "BackupKeys(redacted)";
  }
}
