package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of 51.12 and the constants are one list. */
class StatusWordsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9A-Fx]{4}) \\| ([A-Z_]+) \\|");

  @Test
  void tableAndConstantsAreOneList() throws IOException, IllegalAccessException {
    Map<String, String> constants = new TreeMap<>();
    for (Field field : StatusWords.class.getDeclaredFields()) {
      constants.put(field.getName(), "%04X".formatted(field.getShort(null) & 0xFFFF));
    }
    Map<String, String> table = new TreeMap<>();
    String page = Files.readString(page());
    ROW.matcher(page)
        .results()
        .forEach(row -> table.put(row.group(2), row.group(1).replace('x', '0')));

    assertThat(table).isEqualTo(constants);
    assertThat(constants.values()).doesNotHaveDuplicates();
  }

  private static Path page() {
    return Path.of("../../docs/spec/51-monebox.md");
  }
}
