package org.specie.node.replica;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A small text file of names and values, one {@code name = value} a line, in the order written;
 * lines that begin with '#' are comments.
 */
public final class Settings {
  /** Fewer blocks than this nobody keeps: others replay those of a short absence. */
  public static final int BLOCKS_KEPT_MIN = 1024;

  private static final String BLOCKS_KEPT = "blocks.kept";
  private static final String ALL = "all";
  private static final int BYTES_MAX = 1024 * 1024;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]*");

  private final Path file;
  private final Map<String, String> values;

  private Settings(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /** The file is there, and is not one of names and values. */
  private static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private Unreadable(String message) {
      super(message);
    }
  }

  /**
   * The file at {@code file}, from a stranger: whatever is not one of names and values is malformed
   * input.
   */
  public static Settings received(Path file) throws IOException, MalformedInput {
    try {
      return read(file);
    } catch (Unreadable | CharacterCodingException e) {
      throw new MalformedInput("not a file of names and values");
    }
  }

  /** An empty file to be, at {@code file}. */
  public static Settings at(Path file) {
    return new Settings(file, new LinkedHashMap<>());
  }

  /** The file at {@code file}, which must be there. */
  public static Settings read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file.getFileName() + " is missing in " + file.getParent());
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new Unreadable(file + " is longer than 1 MiB; restore it");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String text = line.strip();
      int sign = text.indexOf('=');
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (sign < 1) {
        throw new Unreadable(file + ": '" + text + "' is not 'name = value'");
      }
      values.put(text.substring(0, sign).strip(), text.substring(sign + 1).strip());
    }
    return new Settings(file, values);
  }

  /** Sets {@code name}. */
  public Settings put(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** The value of {@code name}, if it is there. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of {@code name}, which must be there. */
  public String get(String name) throws IOException {
    return find(name)
        .orElseThrow(() -> new IOException(file + " lacks '" + name + "'; restore the file"));
  }

  /** The value of {@code name} in hexadecimal digits, of a stranger's file; empty if missing. */
  public ByteString hex(String name, int bytesMax) throws MalformedInput {
    String text = find(name).orElse("");
    if (text.length() > 2 * bytesMax || text.length() % 2 != 0 || !HEX.matcher(text).matches()) {
      throw new MalformedInput(name + " is not in hexadecimal digits");
    }
    return ByteString.hex(text);
  }

  /** The value of {@code name} as a number. */
  public int number(String name) throws IOException {
    String text = get(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": '" + name + " = " + text + "' is not a number", e);
    }
  }

  /**
   * How many blocks, counted from the last, whoever lives by this file keeps; all of them if
   * nothing is said.
   */
  public Optional<Long> blocksKept() throws IOException {
    if (find(BLOCKS_KEPT).orElse(ALL).equals(ALL)) {
      return Optional.empty();
    }
    int number = number(BLOCKS_KEPT);
    if (number < BLOCKS_KEPT_MIN) {
      throw new IOException(
          "%s: %d blocks are too few to keep; write %d or more, or '%s'"
              .formatted(file, number, BLOCKS_KEPT_MIN, ALL));
    }
    return Optional.of((long) number);
  }

  /** Says that all blocks are kept. */
  public Settings keepAllBlocks() {
    return put(BLOCKS_KEPT, ALL);
  }

  /** Writes the file, whole or not at all. */
  public void write(String comment) throws IOException {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    values.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
