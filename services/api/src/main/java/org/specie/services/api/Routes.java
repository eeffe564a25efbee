package org.specie.services.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation that a method and a path mean. */
final class Routes {
  /**
   * An operation and what stands in its places.
   *
   * @param places decoded
   */
  record Found(Operation<?, ?> operation, Map<String, String> places) {}

  private record Route(Operation<?, ?> operation, List<String> segments) {}

  private static final int PLACE_MAX = 256;

  private final List<Route> routes = new ArrayList<>();

  Routes(Operations operations) {
    for (Operation<?, ?> each : operations.all()) {
      routes.add(new Route(each, segments(each.path())));
    }
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** The operation for {@code method} on {@code path}, still encoded as it came. */
  Optional<Found> find(String method, String path) {
    List<String> segments = segments(path);
    for (Route route : routes) {
      if (route.operation().method().name().equals(method)
          && route.segments().size() == segments.size()) {
        Optional<Map<String, String>> places = places(route.segments(), segments);
        if (places.isPresent()) {
          return places.map(found -> new Found(route.operation(), found));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> places(List<String> route, List<String> path) {
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < route.size(); i++) {
      String expected = route.get(i);
      String actual = path.get(i);
      if (!expected.startsWith("{")) {
        if (!expected.equals(actual)) {
          return Optional.empty();
        }
      } else if (actual.isEmpty() || actual.length() > PLACE_MAX) {
        return Optional.empty();
      } else {
        Optional<String> value = decoded(actual);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        places.put(expected.substring(1, expected.length() - 1), value.get());
      }
    }
    return Optional.of(places);
  }

  private static Optional<String> decoded(String segment) {
    try {
      return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
