package org.specie.cli;

import java.util.Map;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Refusal;
import tools.jackson.databind.json.JsonMapper;

/**
 * The output contract. With {@code --json}, stdout gets exactly one document, whatever happens;
 * without it, stdout gets the result and a refusal goes to stderr.
 */
public final class Printer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Surroundings surroundings;
  private final boolean json;
  private boolean lineIsOpen;
  private String lastProgress = "";

  public Printer(Surroundings surroundings, boolean json) {
    this.surroundings = surroundings;
    this.json = json;
  }

  /** Prints what {@code answer} came to; the exit code. */
  public int print(Answer<Result> answer) {
    finishLine();
    return switch (answer) {
      case Answer.Done<Result>(Result result) -> {
        if (json || !result.text().isEmpty()) {
          printOut(json ? text(result.json()) : result.text());
        }
        yield ExitCode.DONE;
      }
      case Answer.Refused<Result>(Refusal refusal) -> {
        printRefusal(refusal);
        yield ExitCode.REFUSED;
      }
    };
  }

  private void printRefusal(Refusal refusal) {
    if (json) {
      printOut(text(Result.fields("refused", fields(refusal))));
    } else {
      note("Refused " + refusal);
      note("Tip: " + refusal.reason().remedy());
    }
  }

  /** A refusal for programs. */
  public static Map<String, Object> fields(Refusal refusal) {
    return Result.fields(
        "code", refusal.reason().code(),
        "sentence", refusal.reason().sentence(),
        "detail", refusal.detail(),
        "remedy", refusal.reason().remedy());
  }

  /** The document for {@code fields}. */
  public static String text(Map<String, Object> fields) {
    return JSON.writeValueAsString(fields);
  }

  /** A line for stdout. */
  public void printOut(String text) {
    surroundings.out().print(text.endsWith("\n") ? text : text + "\n");
    surroundings.out().flush();
  }

  /** A part of the result that is there before the rest; programs get all of it at the end. */
  public void show(String line) {
    finishLine();
    if (!json) {
      printOut(line);
    }
  }

  /** A line for stderr. */
  public void note(String line) {
    finishLine();
    surroundings.err().print(line + "\n");
    surroundings.err().flush();
  }

  /** Shows how far something has come: one line that is overwritten, or a line for each phase. */
  public Progress progress() {
    return (what, done, total) -> {
      String count = total > 0 ? " " + done + " of " + total : done > 0 ? " " + done : "";
      if (surroundings.isTerminal()) {
        surroundings.err().print("\r\033[K  " + what + count);
        surroundings.err().flush();
        lineIsOpen = true;
      } else if (!what.equals(lastProgress)) {
        surroundings.err().print("  " + what + "\n");
      }
      lastProgress = what;
    };
  }

  /** Clears a progress line before something is printed under it. */
  public void finishLine() {
    if (lineIsOpen) {
      surroundings.err().print("\r\033[K");
      surroundings.err().flush();
      lineIsOpen = false;
    }
  }
}
