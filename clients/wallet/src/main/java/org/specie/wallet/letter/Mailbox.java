package org.specie.wallet.letter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Where a letter goes: a mailbox of one request. Says nothing about any other, nor about its owner.
 * Source: docs/spec/35-letters.md 35.5.
 *
 * @param provider who keeps it: {@code https://host:port}
 * @param key by which the provider knows it
 * @param view to which letters are sealed
 */
public record Mailbox(String provider, Ed25519PublicKey key, ViewPublicKey view) {
  private static final String PROVIDER = "https?://[a-z0-9.\\[\\]:-]{1,255}";
  private static final Pattern TEXT =
      Pattern.compile("(" + PROVIDER + ")/([0-9a-f]{64})([0-9a-f]{64})");

  public Mailbox {
    Check.that(isProvider(provider), "a provider is asked at a host's port");
  }

  /** Whether a request can say that the provider at {@code address} keeps a mailbox. */
  public static boolean isProvider(String address) {
    return address.matches(PROVIDER);
  }

  private static String text(String provider, Ed25519PublicKey key, ViewPublicKey view) {
    return provider + "/" + key.bytes().toHex() + view.bytes().toHex();
  }

  /** As it stands in a request. */
  public String write() {
    return text(provider, key, view);
  }

  /** Reads what {@link #write} wrote. */
  public static Mailbox read(String text) throws MalformedInput {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new MalformedInput("a mailbox is a provider and two keys");
    }
    return new Mailbox(
        parts.group(1),
        Ed25519PublicKey.decode(ByteString.hex(parts.group(2))),
        ViewPublicKey.decode(ByteString.hex(parts.group(3))));
  }
}
