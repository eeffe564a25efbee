package org.specie.ledger.transport.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.specie.kernel.core.Check;

/**
 * The name in a certificate: {@code specie://SCOPE/ROLE/NAME}, scope and name percent-encoded in
 * UTF-8. There is one encoding of each; any other is refused. Source: docs/spec/24-transport.md,
 * 1.2.
 *
 * @param scope the ledger, or the group of ledgers, that the governance authority stands for
 */
public record PeerUri(String scope, Role role, PeerName name) {
  private static final String SCHEME = "specie://";

  /** Longest encoding: every byte of both names as three characters. */
  private static final int CHARS_MAX = 6 * PeerName.BYTES_MAX + 32;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public PeerUri {
    Check.that(PeerName.isName(scope), "a scope has 1 to 64 bytes of well-formed UTF-8");
  }

  /** The text that stands in the certificate. */
  public String encode() {
    return SCHEME + escape(scope) + "/" + role.word() + "/" + escape(name.text());
  }

  /** Reads what {@link #encode} wrote, and nothing else. */
  public static Optional<PeerUri> decode(String text) {
    if (text.length() > CHARS_MAX || !text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String[] parts = text.substring(SCHEME.length()).split("/", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    Optional<String> scope = unescape(parts[0]).filter(PeerName::isName);
    Optional<String> name = unescape(parts[2]).filter(PeerName::isName);
    Optional<Role> role = Role.ofWord(parts[1]);
    if (scope.isEmpty() || name.isEmpty() || role.isEmpty()) {
      return Optional.empty();
    }
    PeerUri uri = new PeerUri(scope.get(), role.get(), new PeerName(name.get()));
    return Optional.of(uri).filter(read -> read.encode().equals(text));
  }

  private static boolean isPlain(int c) {
    return ('a' <= c && c <= 'z')
        || ('A' <= c && c <= 'Z')
        || ('0' <= c && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }

  private static Optional<String> unescape(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isPlain(c)) {
        bytes.put((byte) c);
      } else if (c == '%'
          && at + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(at + 1))
          && HexFormat.isHexDigit(text.charAt(at + 2))) {
        bytes.put((byte) HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
