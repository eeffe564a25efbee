package org.specie.services.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;

/**
 * The description of a service for programs, made of its operations. Source: OpenAPI Specification
 * 3.1.1.
 */
public final class OpenApi {
  private static final String VERSION = "3.1.1";

  /** What a refusal looks like; a problem of RFC 9457. */
  record Problem(
      @Described("Identifies the reason.") String type,
      @Described("One sentence.") String title,
      @Described("The status code of the response.") int status,
      @Described("The reason's stable number.") int code,
      @Described("What to do about it.") String remedy) {}

  private OpenApi() {}

  /** The document, as JSON. */
  public static ByteString document(Operations operations) {
    Schemas schemas = new Schemas();
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Operation<?, ?> each : operations.all()) {
      @SuppressWarnings("unchecked")
      Map<String, Object> path =
          (Map<String, Object>)
              paths.computeIfAbsent(each.path(), _ -> new LinkedHashMap<String, Object>());
      path.put(each.method().name().toLowerCase(Locale.ROOT), operation(each, schemas));
    }
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.named());
    components.put(
        "securitySchemes",
        Map.of(
            Access.CUSTOMER.name(),
            Map.of("type", "http", "scheme", "bearer"),
            Access.ADMITTED.name(),
            Map.of("type", "http", "scheme", "PrivateToken")));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", VERSION);
    document.put("info", Map.of("title", operations.title(), "version", operations.version()));
    document.put("paths", paths);
    document.put("components", components);
    return Json.write(document);
  }

  private static Map<String, Object> operation(Operation<?, ?> each, Schemas schemas) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("operationId", each.name());
    described.put("summary", each.summary());
    if (!each.places().isEmpty()) {
      described.put("parameters", each.places().stream().map(OpenApi::place).toList());
    }
    if (each.method().takesContent()) {
      described.put(
          "requestBody",
          Map.of(
              "required",
              true,
              "description",
              "At most " + each.contentMax() + " bytes.",
              "content",
              json("application/json", schemas.reference(each.input()))));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        "200",
        Map.of(
            "description",
            "It was done.",
            "content",
            json("application/json", schemas.reference(each.output()))));
    refusals(each)
        .forEach(
            (status, sentences) ->
                responses.put(
                    status.toString(),
                    Map.of(
                        "description",
                        String.join(" ", sentences),
                        "content",
                        json("application/problem+json", schemas.reference(Problem.class)))));
    described.put("responses", responses);
    if (each.access() != Access.ANYBODY) {
      described.put("security", List.of(Map.of(each.access().name(), List.of())));
    }
    return described;
  }

  private static Map<String, Object> place(String name) {
    return Map.of("name", name, "in", "path", "required", true, "schema", Map.of("type", "string"));
  }

  private static Map<String, Object> json(String type, Map<String, Object> schema) {
    return Map.of(type, Map.of("schema", schema));
  }

  /** What may be refused, by status: the number and sentence of each reason. */
  private static Map<Integer, List<String>> refusals(Operation<?, ?> each) {
    Map<Integer, List<String>> byStatus = new TreeMap<>();
    List<Refusal> all = new ArrayList<>(each.refusals());
    all.addAll(List.of(ApiRefusal.TOO_MANY, ApiRefusal.FAILED));
    if (each.method().takesContent()) {
      all.addAll(List.of(ApiRefusal.MALFORMED, ApiRefusal.TOO_LARGE));
    }
    if (each.access() != Access.ANYBODY) {
      all.add(ApiRefusal.UNAUTHENTICATED);
    }
    for (Refusal refusal : all) {
      byStatus
          .computeIfAbsent(refusal.status(), _ -> new ArrayList<>())
          .add(refusal.code() + ": " + refusal.sentence());
    }
    return byStatus;
  }

  /** What is told of {@code refusal}. */
  static Problem problem(Refusal refusal) {
    return new Problem(
        "urn:specie:reason:" + refusal.code(),
        refusal.sentence(),
        refusal.status(),
        refusal.code(),
        refusal.remedy());
  }
}
