package org.specie.services.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.Check;

/**
 * All a service offers.
 *
 * @param title the service's name
 * @param version of the API
 */
public record Operations(String title, String version, List<Operation<?, ?>> all) {
  public Operations {
    all = List.copyOf(all);
    Set<String> names = new HashSet<>();
    Set<String> routes = new HashSet<>();
    for (Operation<?, ?> each : all) {
      Check.that(names.add(each.name()), "two operations are called " + each.name());
      Check.that(
          routes.add(each.method() + " " + each.path().replaceAll("\\{[a-z]+}", "{}")),
          "two operations answer " + each.method() + " " + each.path());
    }
  }
}
