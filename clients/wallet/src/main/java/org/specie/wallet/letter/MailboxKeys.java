package org.specie.wallet.letter;

import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Branch;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.wallet.holding.OpenMailbox;

/**
 * The keys of a wallet's mailboxes. Two of them have nothing in common that anybody without the
 * words can compute. Source: docs/spec/35-letters.md 35.4.
 */
public final class MailboxKeys {
  private static final String KEY = "specie/mailbox/key";
  private static final String VIEW = "specie/mailbox/view";
  private static final int SECRET = 32;

  private final Secret secret;

  private MailboxKeys(Secret secret) {
    this.secret = secret;
  }

  /** Those of {@code seed} on the ledger of {@code domain}. */
  public static MailboxKeys derive(Seed seed, Domain domain) {
    ByteString context = new Encoder().text(domain.ledger()).text(domain.currency()).toByteString();
    return new MailboxKeys(seed.branch(Branch.STORAGE, SECRET, context));
  }

  /** By which letters in {@code box} are asked for. */
  public Ed25519SecretKey reader(OpenMailbox box) {
    return new Ed25519SecretKey(derive(KEY, Ed25519SecretKey.SIZE, box));
  }

  /** By which they are opened. */
  public ViewSecretKey view(OpenMailbox box) {
    return new ViewSecretKey(derive(VIEW, ViewSecretKey.SIZE, box));
  }

  private Secret derive(String label, int size, OpenMailbox box) {
    return secret.derive(
        label,
        size,
        ByteString.utf8(box.provider()),
        ByteString.utf8(box.providerName()),
        box.tag());
  }

  /** What payers are told of {@code box}. */
  public Mailbox address(OpenMailbox box) {
    return new Mailbox(box.provider(), reader(box).publicKey(), view(box).publicKey());
  }

  @Override
  public String toString() {
    return "MailboxKeys(redacted)";
  }
}
