package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who has no code of ours and knows of a service what its OpenAPI document says: methods,
 * paths, schemas, who may ask, which answers there are. What it sends and what it is told is held
 * against the document, to the last field.
 */
final class DocumentedApi implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String CONTENT = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final int DONE = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI root;
  private final JsonNode document;

  /** Reads the document of the service at {@code root}. */
  DocumentedApi(URI root) throws IOException, InterruptedException {
    this.root = root;
    HttpResponse<String> told =
        client.send(
            HttpRequest.newBuilder(root.resolve("/openapi.json")).build(), BodyHandlers.ofString());
    assertThat(told.statusCode()).isEqualTo(DONE);
    this.document = JSON.readTree(told.body());
    assertThat(document.required("openapi").asString()).startsWith("3.1.");
  }

  /** One operation, and where it stands in the document. */
  record Documented(String path, String method, JsonNode operation) {
    String id() {
      return operation.required("operationId").asString();
    }

    boolean takesContent() {
      return operation.has("requestBody");
    }

    JsonNode schema() {
      return operation.required("requestBody").at("/content/application~1json/schema");
    }
  }

  /** What came of a request. */
  record Told(int status, JsonNode content) {
    JsonNode done() {
      assertThat(status).as("%s", content).isEqualTo(DONE);
      return content;
    }

    int refused() {
      assertThat(status).as("%s", content).isNotEqualTo(DONE);
      return content.required("code").asInt();
    }
  }

  /** All operations in the document. */
  List<Documented> operations() {
    List<Documented> all = new ArrayList<>();
    document
        .required("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            all.add(
                                new Documented(path.getKey(), each.getKey(), each.getValue()))));
    return all;
  }

  private Documented operation(String id) {
    return operations().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation " + id + " in the document"));
  }

  /** Asks for an operation that takes nothing. */
  Told ask(String id, Optional<String> word, String... places) throws Exception {
    return send(operation(id), word, Optional.empty(), places);
  }

  /** Asks for an operation with content as its schema says. */
  Told ask(String id, Optional<String> word, Map<String, ?> content) throws Exception {
    Documented asked = operation(id);
    JsonNode sent = JSON.valueToTree(content);
    fits(sent, asked.schema(), id);
    return send(asked, word, Optional.of(sent));
  }

  /** Asks with whatever content, with the word where one is needed. */
  Told insist(Documented asked, String word, Map<String, ?> content) throws Exception {
    Optional<String> shown = Optional.of(word).filter(_ -> asked.operation().has("security"));
    return send(asked, shown, Optional.of(JSON.valueToTree(content)));
  }

  private Told send(
      Documented asked, Optional<String> word, Optional<JsonNode> content, String... places)
      throws IOException, InterruptedException {
    JsonNode operation = asked.operation();
    assertThat(operation.has("security")).as(asked.id()).isEqualTo(word.isPresent());
    String path = asked.path();
    for (int i = 0; i < places.length; i++) {
      String name = operation.required("parameters").required(i).required("name").asString();
      assertThat(path).contains("{" + name + "}");
      path = path.replace("{" + name + "}", places[i]);
    }
    assertThat(path).doesNotContain("{");
    assertThat(content.isPresent()).as(asked.id()).isEqualTo(asked.takesContent());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .method(
                asked.method().toUpperCase(Locale.ROOT),
                content
                    .map(each -> BodyPublishers.ofString(each.toString()))
                    .orElseGet(BodyPublishers::noBody));
    word.ifPresent(each -> request.header("Authorization", "Bearer " + each));
    content.ifPresent(_ -> request.header("Content-Type", CONTENT));
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    return told(asked, answer);
  }

  /** An answer of which status, type and every field stand in the document. */
  private Told told(Documented asked, HttpResponse<String> answer) {
    JsonNode content = JSON.readTree(answer.body());
    String type = answer.statusCode() == DONE ? CONTENT : PROBLEM;
    JsonNode described =
        asked
            .operation()
            .required("responses")
            .path(Integer.toString(answer.statusCode()))
            .path("content");
    assertThat(described.has(type))
        .as("%s answers %s: %s", asked.id(), answer.statusCode(), answer.body())
        .isTrue();
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    fits(content, described.required(type).required("schema"), asked.id());
    return new Told(answer.statusCode(), content);
  }

  /**
   * Whether {@code value} is what {@code schema} says, by the words of JSON Schema that are used.
   */
  private void fits(JsonNode value, JsonNode schema, String where) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asString();
      assertThat(name).startsWith(SCHEMAS);
      fits(value, resolved(name), where);
      return;
    }
    String type = schema.required("type").asString();
    switch (type) {
      case "object" -> object(value, schema, where);
      case "array" -> {
        assertThat(value.isArray()).as(where).isTrue();
        assertThat(value.size()).as(where).isLessThanOrEqualTo(schema.get("maxItems").asInt());
        value.valueStream().forEach(each -> fits(each, schema.required("items"), where + "[]"));
      }
      case "string" -> {
        assertThat(value.isString()).as(where).isTrue();
        assertThat(value.asString().length())
            .as(where)
            .isLessThanOrEqualTo(schema.required("maxLength").asInt());
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
      default -> throw new AssertionError("no reader of this document knows the type " + type);
    }
  }

  private JsonNode resolved(String name) {
    return document
        .required("components")
        .required("schemas")
        .required(name.substring(SCHEMAS.length()));
  }

  private void object(JsonNode value, JsonNode schema, String where) {
    assertThat(value.isObject()).as(where).isTrue();
    assertThat(schema.required("additionalProperties").asBoolean()).isFalse();
    JsonNode properties = schema.required("properties");
    Set<String> names = new HashSet<>(value.propertyNames());
    schema
        .required("required")
        .valueStream()
        .forEach(each -> assertThat(names).as(where).contains(each.asString()));
    for (String name : names) {
      assertThat(properties.has(name)).as("%s of %s is documented", name, where).isTrue();
      fits(value.required(name), properties.required(name), where + "." + name);
    }
  }

  /** The fields without which an operation is not asked. */
  Set<String> requires(Documented asked) {
    Set<String> names = new HashSet<>();
    resolved(asked.schema().required("$ref").asString())
        .required("required")
        .forEach(each -> names.add(each.asString()));
    return names;
  }

  /** The fields of the content of {@code asked}, each with something of its type. */
  Map<String, Object> anything(Documented asked) {
    Map<String, Object> content = new TreeMap<>();
    JsonNode schema = resolved(asked.schema().required("$ref").asString());
    schema
        .required("properties")
        .properties()
        .forEach(
            each -> {
              String type = each.getValue().required("type").asString();
              content.put(each.getKey(), type.equals("integer") ? Integer.valueOf(1) : "anything");
            });
    return content;
  }

  @Override
  public void close() {
    client.close();
  }
}
