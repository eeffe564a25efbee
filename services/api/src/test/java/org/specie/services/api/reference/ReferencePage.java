package org.specie.services.api.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.specie.services.api.Access;
import org.specie.services.api.ApiRefusal;
import tools.jackson.databind.JsonNode;

/**
 * A page below docs/reference/api: what a service says of itself, for people. Everything on it but
 * the words at its head comes from the OpenAPI document that is served, and from what was asked.
 */
public final class ReferencePage {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String WRITE = "specie.reference.write";
  private static final Pattern REASON =
      Pattern.compile("(?:^| )(\\d{4}): (.*?)(?= \\d{4}: |$)", Pattern.DOTALL);

  /** What every operation may refuse: it stands on the index, once. */
  private static final Set<Integer> COMMON =
      Set.of(
          ApiRefusal.MALFORMED.code(),
          ApiRefusal.TOO_LARGE.code(),
          ApiRefusal.UNAUTHENTICATED.code(),
          ApiRefusal.TOO_MANY.code(),
          ApiRefusal.FAILED.code());

  private final String name;
  private final String test;
  private final String title;
  private final String head;
  private final Map<String, ApiRecorder> services = new LinkedHashMap<>();

  /**
   * @param name of the file, without its ending
   * @param test the module and class that make the page
   * @param head what a reader has to know first
   */
  public ReferencePage(String name, String test, String title, String head) {
    this.name = name;
    this.test = test;
    this.title = title;
    this.head = head;
  }

  /** One of several services that the page is about. */
  public ReferencePage with(String service, ApiRecorder recorder) {
    services.put(service, recorder);
    return this;
  }

  /** Fails if the committed page is another; writes it instead where that is asked for. */
  public void isCommitted() throws IOException {
    Path file = Path.of("..", "..", "docs", "reference", "api", name + ".md");
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(file, text());
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("docs/reference/api/%s.md is made by: %s", name, command())
        .isEqualTo(text());
  }

  private String command() {
    String[] parts = test.split(" ", -1);
    return "mvn -pl %s -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=true"
        .formatted(parts[0], parts[1], WRITE);
  }

  /** The whole page. */
  String text() {
    StringJoiner page = new StringJoiner("\n", "", "\n");
    page.add("# " + title);
    page.add("");
    page.add("<!-- Made from the code, do not edit. Renew it: " + command() + " -->");
    page.add("");
    page.add(head.strip());
    page.add("");
    page.add(
        "[How requests, answers and refusals look](../api.md) in all services stands on a page of"
            + " its own. The examples are requests that the test which makes this page sent to a"
            + " running service, and its answers; keys, signatures and other bytes are left out.");
    page.add("");
    contents(page);
    services.forEach(
        (service, recorder) -> {
          if (!service.isEmpty()) {
            page.add("").add("## " + heading(service, recorder));
          }
          for (Described each : operations(recorder.document())) {
            page.add("");
            operation(page, service, recorder, each);
          }
        });
    return page.toString();
  }

  private static String heading(String service, ApiRecorder recorder) {
    int offered = operations(recorder.document()).size();
    return "The " + service + (offered == 1 ? ": one operation" : ": " + offered + " operations");
  }

  private record Described(String method, String path, JsonNode operation, JsonNode document) {
    String route() {
      return method + " " + path;
    }

    String summary() {
      return operation.required("summary").asString();
    }

    JsonNode resolved(JsonNode schema) {
      return schema.has("$ref")
          ? document
              .required("components")
              .required("schemas")
              .required(schema.get("$ref").asString().substring(SCHEMAS.length()))
          : schema;
    }
  }

  private static List<Described> operations(JsonNode document) {
    List<Described> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.required("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        all.add(
            new Described(
                each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue(), document));
      }
    }
    return all;
  }

  private void contents(StringJoiner page) {
    page.add(
        services.size() == 1
            ? "| operation | what it does | who asks |"
            : "| of | operation | what it does |");
    page.add("|---|---|---|");
    services.forEach(
        (service, recorder) -> {
          for (Described each : operations(recorder.document())) {
            String link = "[`%s`](#%s)".formatted(each.route(), anchor(title(service, each)));
            page.add(
                services.size() == 1
                    ? "| %s | %s | %s |".formatted(link, each.summary(), who(each))
                    : "| %s | %s | %s |".formatted(service, link, each.summary()));
          }
        });
  }

  private static String title(String service, Described each) {
    return service.isEmpty() ? each.route() : service + ": " + each.route();
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_\\- ]", "")
        .replace(' ', '-');
  }

  private static Optional<Access> access(Described each) {
    return each.operation().has("security")
        ? Optional.of(
            Access.valueOf(
                each.operation().required("security").get(0).propertyNames().iterator().next()))
        : Optional.empty();
  }

  private static String who(Described each) {
    return switch (access(each).orElse(Access.ANYBODY)) {
      case ANYBODY -> "anybody";
      case CUSTOMER -> "a customer";
      case ADMITTED -> "somebody admitted";
    };
  }

  private static String shown(Described each) {
    return switch (access(each).orElse(Access.ANYBODY)) {
      case ANYBODY -> "Anybody may ask.";
      case CUSTOMER -> "A customer asks, with `Authorization: Bearer` and the word of a session.";
      case ADMITTED ->
          "Somebody admitted asks, with `Authorization: PrivateToken token=` and a token that is"
              + " spent by it.";
    };
  }

  private static void operation(
      StringJoiner page, String service, ApiRecorder recorder, Described each) {
    page.add(
        (service.isEmpty() ? "## " : "### ")
            + title(service, each).replace(each.route(), "`" + each.route() + "`"));
    page.add("");
    page.add(
        each.summary()
            + " "
            + shown(each)
            + " Its name in the description is `"
            + each.operation().required("operationId").asString()
            + "`.");
    if (each.operation().has("parameters")) {
      List<String> names =
          each.operation()
              .get("parameters")
              .valueStream()
              .map(place -> "`{" + place.required("name").asString() + "}`")
              .toList();
      page.add("In the path, " + String.join(" and ", names) + " stands for a value.");
    }
    JsonNode body = each.operation().path("requestBody");
    if (!body.isMissingNode()) {
      page.add("");
      fields(page, each, "Takes", content(body), " " + body.required("description").asString());
    }
    page.add("");
    JsonNode responses = each.operation().required("responses");
    fields(page, each, "Answers", content(responses.required("200")), "");
    refusals(page, responses);
    recorder.exchange(each.route()).ifPresent(done -> example(page, done));
  }

  private static JsonNode content(JsonNode of) {
    return of.required("content").required("application/json").required("schema");
  }

  private static void fields(
      StringJoiner page, Described each, String verb, JsonNode schema, String remark) {
    List<String> rows = new ArrayList<>();
    rows(each, each.resolved(schema), "", rows);
    if (rows.isEmpty()) {
      page.add(verb + " an object without fields: `{}`." + remark);
      return;
    }
    page.add(verb + " an object with these fields." + remark);
    page.add("");
    page.add("| field | type | what it is |");
    page.add("|---|---|---|");
    rows.forEach(page::add);
  }

  private static void rows(Described each, JsonNode schema, String prefix, List<String> rows) {
    Set<String> required =
        schema
            .required("required")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.toSet());
    for (Map.Entry<String, JsonNode> field : schema.required("properties").properties()) {
      String path = prefix + field.getKey();
      JsonNode value = field.getValue();
      rows.add(
          "| `%s` | %s%s | %s |"
              .formatted(
                  path,
                  type(each, value),
                  required.contains(field.getKey()) ? "" : "; may be left out",
                  value.path("description").asString("").replace("|", "\\|")));
      JsonNode inside = each.resolved(value.has("items") ? value.required("items") : value);
      if (inside.has("properties")) {
        rows(each, inside, path + (value.has("items") ? "[]." : "."), rows);
      }
    }
  }

  private static String type(Described each, JsonNode value) {
    JsonNode schema = each.resolved(value);
    String type = schema.required("type").asString();
    return switch (type) {
      case "string" -> "text, up to " + schema.required("maxLength").asInt() + " characters";
      case "integer" ->
          "whole number, "
              + (schema.required("format").asString().equals("int64") ? 64 : 32)
              + " bits";
      case "boolean" -> "true or false";
      case "object" -> "object";
      case "array" ->
          "list, up to "
              + schema.required("maxItems").asInt()
              + ", each: "
              + type(each, schema.required("items"));
      default -> throw new AssertionError("no word for the type " + type);
    };
  }

  private static void refusals(StringJoiner page, JsonNode responses) {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      if (!response.getKey().equals("200")) {
        REASON
            .matcher(response.getValue().required("description").asString())
            .results()
            .filter(found -> !COMMON.contains(Integer.parseInt(found.group(1))))
            .forEach(
                found ->
                    rows.add(
                        "| %s | %s | %s |"
                            .formatted(found.group(1), response.getKey(), found.group(2))));
      }
    }
    page.add("");
    if (rows.isEmpty()) {
      page.add("Refuses nothing but [what every operation may](../api.md#refusals).");
      return;
    }
    page.add("May refuse, besides [what every operation may](../api.md#refusals):");
    page.add("");
    page.add("| code | status | why |");
    page.add("|---|---|---|");
    rows.forEach(page::add);
  }

  private static void example(StringJoiner page, Exchange done) {
    page.add("");
    page.add("For example:");
    page.add("");
    page.add("```http");
    page.add(done.line());
    done.authorization().ifPresent(value -> page.add("Authorization: " + value));
    done.content().ifPresent(content -> page.add("").add(content));
    page.add("```");
    page.add("");
    page.add("```json");
    page.add(done.answer());
    page.add("```");
  }
}
