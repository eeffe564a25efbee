package org.specie.quality.conformance.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.quality.conformance.text.Page.Block;

/**
 * The commands of a page that a test runs, in their order. A block is {@code sh} (must succeed),
 * {@code sh exit N} (must end with N), or {@code sh norun REASON} (is only shown).
 */
final class ShownCommands {
  /** A command line, and the exit code it must end with. */
  record Command(String line, int exitCode, int lineNumber) {}

  /** The two commands that set a newcomer up; the tests cannot run themselves. */
  static final List<String> SET_UP = List.of("./specie demo", "./specie test");

  private static final Pattern SHELL = Pattern.compile("(sh|bash|shell|console|zsh)\\b.*");
  private static final Pattern MODE =
      Pattern.compile("sh(?: exit (?<code>[0-4])| norun (?<reason>\\S.*))?");

  private ShownCommands() {}

  /** The commands to run. */
  static List<Command> of(Page page) {
    List<Command> commands = new ArrayList<>();
    for (Block block : page.blocks()) {
      if (SHELL.matcher(block.info()).matches()) {
        commands.addAll(of(block));
      }
    }
    return commands;
  }

  private static List<Command> of(Block block) {
    Matcher mode = MODE.matcher(block.info());
    if (!mode.matches()) {
      throw new IllegalArgumentException(
          "the block of line %d says '%s'; use sh, sh exit N or sh norun REASON"
              .formatted(block.lineNumber(), block.info()));
    }
    if (mode.group("reason") != null) {
      return List.of();
    }
    int exitCode = mode.group("code") == null ? 0 : Integer.parseInt(mode.group("code"));
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i).strip();
      if (line.isEmpty() || line.startsWith("#") || SET_UP.contains(line)) {
        continue;
      }
      int lineNumber = block.lineNumber() + 1 + i;
      if (!line.startsWith("./specie ")) {
        throw new IllegalArgumentException(
            "line %d shows '%s', which no test can run; mark its block sh norun REASON"
                .formatted(lineNumber, line));
      }
      commands.add(new Command(line, exitCode, lineNumber));
    }
    return commands;
  }
}
