package org.specie.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the committed files of docs/spec/vectors; a missing field is a failure, never a skip. */
public final class Vectors {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Vectors() {}

  /** The whole file {@code name}. */
  public static JsonNode read(String name) {
    try {
      return MAPPER.readTree(Files.readString(folder().resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements of the list in {@code field}; at least one. */
  public static List<JsonNode> list(JsonNode node, String field) {
    List<JsonNode> list = node.required(field).valueStream().toList();
    Check.that(!list.isEmpty(), "a list with elements: " + field);
    return list;
  }

  /** The text in {@code field}. */
  public static String text(JsonNode node, String field) {
    return node.required(field).asString();
  }

  /** The hexadecimal digits in {@code field} as bytes. */
  public static ByteString bytes(JsonNode node, String field) {
    return ByteString.hex(text(node, field));
  }

  private static Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("docs/spec/vectors");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw new IllegalStateException("docs/spec/vectors is in none of the parent folders");
  }
}
