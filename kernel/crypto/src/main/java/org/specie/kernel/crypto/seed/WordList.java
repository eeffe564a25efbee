package org.specie.kernel.crypto.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;

/**
 * The English list of BIP-39: 2,048 words whose first four letters differ. The resource is checked
 * against its pinned hash when it is loaded; where it comes from says english.NOTICE beside it.
 */
final class WordList {
  static final int SIZE = 2048;
  static final Hash32 PINNED =
      Hash32.hex("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");

  private static final int SUGGESTIONS_MAX = 3;
  private static final int EDITS_MAX = 2;
  private static final int SUGGESTED_FOR_LENGTH_MAX = 16;
  private static final WordList ENGLISH = load();

  private final List<String> words;
  private final Map<String, Integer> indexes = new HashMap<>();

  private WordList(List<String> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      indexes.put(words.get(i), i);
    }
  }

  static WordList english() {
    return ENGLISH;
  }

  private static WordList load() {
    try (InputStream in = WordList.class.getResourceAsStream("english.txt")) {
      if (in == null) {
        throw new InvariantViolation("the word list is part of this module");
      }
      byte[] bytes = in.readAllBytes();
      Check.that(Hash32.sha256(bytes).equals(PINNED), "the word list has its pinned hash");
      List<String> words = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
      Check.that(words.size() == SIZE, "the word list has 2048 words");
      return new WordList(words);
    } catch (IOException e) {
      throw new InvariantViolation("the word list is readable", e);
    }
  }

  String word(int index) {
    return words.get(index);
  }

  OptionalInt index(String word) {
    Integer index = indexes.get(word);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Up to three words within two edits or with the same first four letters, nearest first. */
  List<String> nearest(String word) {
    if (word.length() > SUGGESTED_FOR_LENGTH_MAX) {
      return List.of();
    }
    record Candidate(String word, int edits) {}
    return words.stream()
        .map(each -> new Candidate(each, each.startsWith(prefix(word)) ? 0 : edits(word, each)))
        .filter(each -> each.edits() <= EDITS_MAX)
        .sorted(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::word))
        .limit(SUGGESTIONS_MAX)
        .map(Candidate::word)
        .toList();
  }

  /** Shorter words identify nothing, so their whole self stands in and only equality matches. */
  private static String prefix(String word) {
    return word.length() >= 4 ? word.substring(0, 4) : word + "\0";
  }

  /** Insertions, deletions, replacements and exchanges of neighbours between two words. */
  static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
  }
}
