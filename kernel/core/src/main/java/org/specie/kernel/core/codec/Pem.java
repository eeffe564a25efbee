package org.specie.kernel.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One block of PEM, strictly: the label asked for, nothing before or after. Source: RFC 7468. */
public final class Pem {
  public static final String CERTIFICATE = "CERTIFICATE";
  public static final String PRIVATE_KEY = "PRIVATE KEY";
  public static final String REVOCATIONS = "X509 CRL";

  private static final int LINE = 64;

  private Pem() {}

  /** {@code der} as a block of {@code label}. */
  public static String encode(String label, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(LINE, newline).encodeToString(der), label);
  }

  /** What stands in {@code text}, if that is one block of {@code label} and nothing else. */
  public static Optional<byte[]> decode(String label, String text) {
    String stripped = text.strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (!stripped.startsWith(begin)
        || !stripped.endsWith(end)
        || stripped.length() < begin.length() + end.length()) {
      return Optional.empty();
    }
    String body = stripped.substring(begin.length(), stripped.length() - end.length());
    try {
      return Optional.of(Base64.getDecoder().decode(body.replaceAll("[\\r\\n]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
