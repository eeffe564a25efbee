package org.specie.qr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A text too long for one code, in frames shown one after the other, over and over. They may be
 * seen in any order and more than once. Source: docs/spec/31-payment-requests.md, 31.5.
 */
public final class Frames {
  /** Most frames of one text. */
  public static final int COUNT_MAX = 64;

  /** Most bytes of the text in one frame; all have about as many, so that none is hard to see. */
  public static final int CHUNK_BYTES = 400;

  /** Longest text in bytes of UTF-8. */
  public static final int TEXT_BYTES_MAX = COUNT_MAX * CHUNK_BYTES;

  private static final String HEAD = "SPCQ1/";
  private static final int DIGEST_DIGITS = 16;
  private static final Pattern FRAME =
      Pattern.compile("SPCQ1/([0-9A-F]{16})/([1-9][0-9]?)/([1-9][0-9]?)/(.{2,600})");

  /** A text that one code holds is a frame of its own, without a head. */
  private Optional<String> whole = Optional.empty();

  private final TreeMap<Integer, ByteString> seen = new TreeMap<>();
  private String digest = "";
  private int count;

  /** The codes of {@code text}: itself, if one code holds it. */
  public static List<String> split(String text) {
    ByteString bytes = ByteString.utf8(text);
    Check.that(0 < bytes.size() && bytes.size() <= TEXT_BYTES_MAX, "64 frames hold 25,600 bytes");
    if (bytes.size() <= QrCode.TEXT_BYTES_MAX && !text.startsWith(HEAD)) {
      return List.of(text);
    }
    int count = (bytes.size() + CHUNK_BYTES - 1) / CHUNK_BYTES;
    int chunkBytes = (bytes.size() + count - 1) / count;
    String digest = digestOf(bytes);
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int end = Math.min(bytes.size(), (i + 1) * chunkBytes);
      String chunk = Base45.write(bytes.slice(i * chunkBytes, end));
      frames.add(HEAD + digest + "/" + (i + 1) + "/" + count + "/" + chunk);
    }
    return frames;
  }

  private static String digestOf(ByteString bytes) {
    String hex = Hash32.sha256(bytes).toHex();
    return hex.substring(0, DIGEST_DIGITS).toUpperCase(Locale.ROOT);
  }

  /** Takes the text of one code that was seen; the reason if it does not fit to the others. */
  public Optional<QrReason> see(String code) {
    if (!code.startsWith(HEAD)) {
      boolean isOther = count > 0 || whole.filter(each -> !each.equals(code)).isPresent();
      whole = Optional.of(whole.orElse(code));
      return fits(!isOther);
    }
    Matcher parts = FRAME.matcher(code);
    if (!parts.matches() || whole.isPresent()) {
      return fits(false);
    }
    int number = Integer.parseInt(parts.group(2));
    int total = Integer.parseInt(parts.group(3));
    boolean isSame = count == 0 || (total == count && parts.group(1).equals(digest));
    if (!isSame || number > total || total > COUNT_MAX) {
      return fits(false);
    }
    digest = parts.group(1);
    count = total;
    try {
      ByteString chunk = Base45.read(parts.group(4));
      ByteString known = seen.putIfAbsent(number, chunk);
      return fits(known == null || known.equals(chunk));
    } catch (MalformedInput e) {
      return fits(false);
    }
  }

  private static Optional<QrReason> fits(boolean fits) {
    return fits ? Optional.empty() : Optional.of(QrReason.FRAMES_DIFFER);
  }

  /** Frames that were not seen yet; 0 before the first. */
  public int missing() {
    return count - seen.size();
  }

  /** The text, or why there is none. */
  public QrText text() {
    if (whole.isPresent()) {
      return new QrText.Read(whole.get());
    }
    if (count == 0 || missing() > 0) {
      return new QrText.Refused(count == 0 ? QrReason.NO_CODE : QrReason.FRAMES_MISSING);
    }
    ByteString bytes = ByteString.concat(seen.values().toArray(new ByteString[0]));
    return digestOf(bytes).equals(digest)
        ? new QrText.Read(bytes.toUtf8())
        : new QrText.Refused(QrReason.FRAMES_DIFFER);
  }
}
