package org.specie.cli.psp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Wallet;

/** What must not be found, in every form in which somebody may write it down. */
final class Needles {
  private static final int SHORT_MIN = 6;
  private static final int PIECE = 16;

  private final Map<String, byte[]> needles = new LinkedHashMap<>();

  Map<String, byte[]> all() {
    return needles;
  }

  Needles text(String what, String text) {
    needles.put(what + " as text", text.getBytes(StandardCharsets.UTF_8));
    return bytes(what + " as text", ByteString.utf8(text));
  }

  /** Bytes as they are, in hexadecimal, and in the two alphabets of base 64. */
  Needles bytes(String what, ByteString bytes) {
    byte[] raw = bytes.toByteArray();
    needles.put(what, raw);
    needles.put(what + " in hex", bytes.toHex().getBytes(StandardCharsets.US_ASCII));
    needles.put(what + " in base64", Base64.getEncoder().withoutPadding().encode(raw));
    needles.put(what + " in base64url", Base64.getUrlEncoder().withoutPadding().encode(raw));
    return this;
  }

  /**
   * All of {@code bytes} in pieces, as they are and in hexadecimal, so that whatever has 31 bytes
   * of it in a row has a piece; but for the pieces that are in {@code known} too.
   */
  Needles pieces(String what, ByteString bytes, ByteString known) {
    String other = new String(known.toByteArray(), StandardCharsets.ISO_8859_1);
    for (int i = 0; i + PIECE <= bytes.size(); i += PIECE) {
      ByteString piece = bytes.slice(i, i + PIECE);
      byte[] raw = piece.toByteArray();
      if (!other.contains(new String(raw, StandardCharsets.ISO_8859_1))) {
        needles.put(what + " at " + i, raw);
        needles.put(
            what + " at " + i + " in hex", piece.toHex().getBytes(StandardCharsets.US_ASCII));
      }
    }
    return this;
  }

  /** An amount of at least six bytes, as the whole numbers and decimals it may be written as. */
  Needles amount(Amount amount) {
    long minor = amount.minor();
    text("amount", amount.toString());
    text("amount in minor units", Long.toString(minor));
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] whole = ByteBuffer.allocate(Long.BYTES).order(order).putLong(minor).array();
      byte[] shortest =
          order == ByteOrder.BIG_ENDIAN
              ? Arrays.copyOfRange(whole, Long.BYTES - SHORT_MIN, Long.BYTES)
              : Arrays.copyOf(whole, SHORT_MIN);
      bytes("amount " + order, ByteString.copyOf(shortest));
    }
    return this;
  }

  /** Whatever tells that it was the owner of {@code wallet}. */
  Needles person(String name, Wallet wallet) {
    return bytes(name + "'s spend key", wallet.paymentAddress().publicSpendKey().toCompressed())
        .bytes(name + "'s view key", wallet.paymentAddress().viewKey().bytes())
        .text(name + "'s payment address", wallet.paymentAddressText())
        .text(name + "'s account", wallet.account().toString())
        .bytes(name + "'s account", wallet.account().bytes());
  }

  /** Which of them are in each of {@code places}, as {@code what @ where}. */
  SortedSet<String> foundIn(Map<String, byte[]> places) {
    Map<Integer, List<String>> byStart = new HashMap<>();
    needles.forEach(
        (what, needle) ->
            byStart.computeIfAbsent(start(needle, 0), _ -> new ArrayList<>()).add(what));
    TreeSet<String> found = new TreeSet<>();
    places.forEach(
        (where, hay) -> {
          for (int i = 0; i < hay.length - 1; i++) {
            for (String what : byStart.getOrDefault(start(hay, i), List.of())) {
              byte[] needle = needles.getOrDefault(what, hay);
              int end = i + needle.length;
              if (end <= hay.length && Arrays.equals(hay, i, end, needle, 0, needle.length)) {
                found.add(what + " @ " + where);
              }
            }
          }
        });
    return found;
  }

  private static int start(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << Byte.SIZE | (bytes[at + 1] & 0xff);
  }
}
