package org.specie.services.api;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.Check;

/**
 * One thing a service does for whoever may ask.
 *
 * @param path from the root, with {@code {name}} where a value stands
 * @param name unique within the service, in camel case
 * @param summary one sentence for a person
 * @param refusals what it may refuse beyond what every operation may
 * @param contentMax the largest content, in bytes
 */
public record Operation<I extends Record, O extends Record>(
    Method method,
    String path,
    String name,
    String summary,
    Access access,
    Class<I> input,
    Class<O> output,
    List<Refusal> refusals,
    int contentMax,
    Handler<I, O> handler) {
  /** The largest content of an operation that does not say otherwise. */
  public static final int CONTENT_MAX = 16 << 10;

  private static final Pattern PATH = Pattern.compile("(/([a-z0-9.-]+|\\{[a-z]+}))+");
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /** Does it. Safe for many threads. */
  @FunctionalInterface
  public interface Handler<I, O> {
    /** Answers; fails only if the service itself does. */
    Answer<O> handle(Call<I> call) throws IOException;
  }

  public Operation {
    Check.that(PATH.matcher(path).matches(), "a path is words and places: " + path);
    Check.that(
        method.takesContent() || input.equals(Nothing.class),
        method + " takes no content: " + path);
    Check.that(contentMax > 0, "content has a limit");
    refusals = List.copyOf(refusals);
  }

  /** Names of the places in the path, in order. */
  public List<String> places() {
    Matcher found = PLACE.matcher(path);
    return found.results().map(each -> each.group(1)).toList();
  }
}
