package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.specie.kernel.crypto.seed.Secret;

/** What opens an HSM: 4 to 255 bytes of ASCII, kept as long as it takes to log in. */
public final class Pin {
  static final int SIZE_MIN = 4;
  static final int SIZE_MAX = 255;

  private final Secret digits;

  private Pin(Secret digits) {
    this.digits = digits;
  }

  /** Copies {@code ascii}; the caller wipes its own array. */
  public static Pin copyOf(byte[] ascii) throws IOException {
    if (ascii.length < SIZE_MIN || ascii.length > SIZE_MAX) {
      throw new IOException(
          "a PIN has %d to %d characters, this one has %d"
              .formatted(SIZE_MIN, SIZE_MAX, ascii.length));
    }
    for (byte each : ascii) {
      if (each <= ' ' || each > '~') {
        throw new IOException("a PIN is of visible ASCII characters without blanks");
      }
    }
    return new Pin(Secret.copyOf(ascii));
  }

  /** Reads a file that holds a PIN and at most one end of line behind it. */
  public static Pin read(Path file) throws IOException {
    byte[] read;
    try (InputStream in = Files.newInputStream(file)) {
      read = in.readNBytes(SIZE_MAX + 2);
    }
    int size = read.length;
    if (size > 0 && read[size - 1] == '\n') {
      size--;
    }
    byte[] digits = Arrays.copyOf(read, size);
    try {
      return copyOf(digits);
    } finally {
      Arrays.fill(read, (byte) 0);
      Arrays.fill(digits, (byte) 0);
    }
  }

  /** Lends the characters, which are wiped afterwards. */
  <T> T lend(Function<char[], T> use) {
    return digits.lend(
        bytes -> {
          char[] characters = new char[bytes.length];
          for (int i = 0; i < bytes.length; i++) {
            characters[i] = (char) bytes[i];
          }
          try {
            return use.apply(characters);
          } finally {
            Arrays.fill(characters, '\0');
          }
        });
  }

  /** Overwrites it. */
  public void destroy() {
    digits.destroy();
  }

  @Override
  public String toString() {
    return "Pin[redacted]";
  }
}
