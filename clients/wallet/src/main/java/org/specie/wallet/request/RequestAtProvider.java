package org.specie.wallet.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A payment request that lies sealed with a provider, as a link: where it lies, and the key that
 * opens it, which the provider never has. Whoever has the link has the request; so it is a class
 * and no record. Source: docs/spec/31-payment-requests.md 31.7, 31.8.
 */
public final class RequestAtProvider {
  private static final String SCHEME = RequestLink.SCHEME + "at?";
  private static final Pattern LINK =
      Pattern.compile(
          Pattern.quote(SCHEME)
              + "provider=(https?://[a-z0-9.\\[\\]:-]{1,255})&id=([0-9a-f]{32})&key=([0-9a-f]{64})");
  private static final String BOX = "specie/request/box";
  private static final int KEY_SIZE = 32;

  private final String provider;
  private final String id;
  private final Secret key;

  private RequestAtProvider(String provider, String id, Secret key) {
    this.provider = provider;
    this.id = id;
    this.key = key;
  }

  /** A request sealed under a key of its own, on its way to a provider. */
  public static final class Sealed {
    private final ByteString box;
    private final Secret key;

    private Sealed(ByteString box, Secret key) {
      this.box = box;
      this.key = key;
    }

    /** What the provider keeps; of every request it has the same length. */
    public ByteString box() {
      return box;
    }

    /** The link, once {@code provider} keeps it as {@code id}. */
    public RequestAtProvider at(String provider, String id) throws MalformedInput {
      RequestAtProvider link = new RequestAtProvider(provider, id, key);
      Check.that(isLink(link.write()), "a link is one");
      return read(link.write());
    }

    @Override
    public String toString() {
      return "Sealed(redacted)";
    }
  }

  /** Seals {@code request}. */
  public static Sealed seal(PaymentRequest request, Entropy entropy) {
    ByteString text = ByteString.utf8(RequestLink.write(request));
    Check.that(text.size() <= RequestLink.LENGTH_MAX, "a request is read again");
    byte[] padding = new byte[RequestLink.LENGTH_MAX - text.size()];
    ByteString plaintext = new Encoder().bytes(text).fixed(padding).toByteString();
    Secret key = Secret.random(KEY_SIZE, entropy);
    return new Sealed(SecretBox.seal(key, BOX, ByteString.EMPTY, plaintext, entropy), key);
  }

  /** Whether {@code text} is to be read here, and not as a request that stands in its own link. */
  public static boolean isLink(String text) {
    return text.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Reads what {@link #write} wrote. */
  public static RequestAtProvider read(String text) throws MalformedInput {
    Matcher link = LINK.matcher(text.strip());
    if (!link.matches()) {
      throw new MalformedInput("a request at a provider names provider, id and key");
    }
    return new RequestAtProvider(
        link.group(1), link.group(2), Secret.copyOf(ByteString.hex(link.group(3)).toByteArray()));
  }

  /** The link. */
  public String write() {
    return SCHEME
        + "provider="
        + provider
        + "&id="
        + id
        + "&key="
        + key.lend(bytes -> ByteString.copyOf(bytes).toHex());
  }

  /** Who keeps it: {@code https://host:port}. */
  public String provider() {
    return provider;
  }

  /** By which the provider finds it. */
  public String id() {
    return id;
  }

  /** The request in {@code box}; nothing if that is not what was sealed for this link. */
  public Optional<PaymentRequest> open(ByteString box) {
    try {
      Optional<ByteString> plaintext = SecretBox.open(key, BOX, ByteString.EMPTY, box);
      return plaintext.isEmpty()
          ? Optional.empty()
          : Optional.of(
              RequestLink.read(new Decoder(plaintext.get()).text(RequestLink.LENGTH_MAX)));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "RequestAtProvider(redacted)";
  }
}
