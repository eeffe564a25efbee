package org.specie.node.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A small text file of names and values, one {@code name = value} a line, in the order written;
 * lines that begin with '#' are comments.
 */
final class Settings {
  private static final int BYTES_MAX = 1024 * 1024;

  private final Path file;
  private final Map<String, String> values;

  private Settings(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /** An empty file to be, at {@code file}. */
  static Settings at(Path file) {
    return new Settings(file, new LinkedHashMap<>());
  }

  static Settings read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file.getFileName() + " is missing in " + file.getParent());
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + " is longer than 1 MiB; restore it");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String text = line.strip();
      int sign = text.indexOf('=');
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (sign < 1) {
        throw new IOException(file + ": '" + text + "' is not 'name = value'");
      }
      values.put(text.substring(0, sign).strip(), text.substring(sign + 1).strip());
    }
    return new Settings(file, values);
  }

  Settings put(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String get(String name) throws IOException {
    return find(name)
        .orElseThrow(() -> new IOException(file + " lacks '" + name + "'; restore the file"));
  }

  int number(String name) throws IOException {
    String text = get(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": '" + name + " = " + text + "' is not a number", e);
    }
  }

  /** Writes the file, whole or not at all. */
  void write(String comment) throws IOException {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    values.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
