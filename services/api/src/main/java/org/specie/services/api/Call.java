package org.specie.services.api;

import java.util.Map;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;

/**
 * One request, read.
 *
 * @param places what stands in the path where the operation has {@code {name}}
 */
public record Call<I>(Caller caller, Map<String, String> places, I input) {
  public Call {
    places = Map.copyOf(places);
  }

  /** What stands at {@code name} in the path. */
  public String place(String name) {
    Check.that(places.containsKey(name), "an operation asks for places of its own path");
    return places.getOrDefault(name, "");
  }

  /** The number of the customer who asks; only operations for customers ask for it. */
  public long customer() {
    return switch (caller) {
      case Caller.Customer(var number) -> number;
      case Caller.Anybody _, Caller.Admitted _ ->
          throw new InvariantViolation("the gatekeeper names the customer");
    };
  }
}
