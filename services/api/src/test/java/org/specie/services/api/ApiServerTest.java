package org.specie.services.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiServerTest {
  private static final String LOOPBACK = "127.0.0.1";

  record Item(
      @Described("How many.") long count, @Described(value = "Of what.", max = 8) String what) {}

  record Order(
      @Described("Who orders.") String name,
      @Described(value = "What.", max = 2) List<Item> items,
      Optional<String> remark) {}

  record Bill(long total) {}

  record Shelf(String name) {}

  private enum ShopRefusal implements Refusal {
    EMPTY;

    @Override
    public Explanation explanation() {
      return new Explanation(6999, 409, "There is nothing in the order.", "Order something.");
    }
  }

  private static final Operations SHOP =
      new Operations(
          "Shop",
          "1",
          List.of(
              new Operation<>(
                  Method.POST,
                  "/v1/orders",
                  "order",
                  "Orders.",
                  Access.ANYBODY,
                  Order.class,
                  Bill.class,
                  List.of(ShopRefusal.EMPTY),
                  256,
                  call ->
                      call.input().items().isEmpty()
                          ? Answer.refused(ShopRefusal.EMPTY)
                          : Answer.done(
                              new Bill(
                                  call.input().items().stream().mapToLong(Item::count).sum()))),
              new Operation<>(
                  Method.GET,
                  "/v1/shelves/{name}",
                  "shelf",
                  "Shows a shelf.",
                  Access.CUSTOMER,
                  Nothing.class,
                  Shelf.class,
                  List.of(),
                  Operation.CONTENT_MAX,
                  call -> Answer.done(new Shelf(call.place("name") + " of " + call.customer()))),
              new Operation<>(
                  Method.DELETE,
                  "/v1/cellar",
                  "cellar",
                  "Needs a disk that fails.",
                  Access.ANYBODY,
                  Nothing.class,
                  Nothing.class,
                  List.of(),
                  Operation.CONTENT_MAX,
                  _ -> {
                    throw new IOException("the disk of the cellar is wet");
                  }),
              new Operation<>(
                  Method.DELETE,
                  "/v1/attic",
                  "attic",
                  "Needs a device that fails where nobody expects it.",
                  Access.ANYBODY,
                  Nothing.class,
                  Nothing.class,
                  List.of(),
                  Operation.CONTENT_MAX,
                  _ -> {
                    throw new UncheckedIOException(new IOException("the attic is wet"));
                  })));

  private static Answer<Caller> examine(Access access, Optional<String> authorization) {
    return switch (authorization.orElse("")) {
      case "Bearer seven" -> Answer.done(new Caller.Customer(7));
      case "Bearer eight" -> Answer.done(new Caller.Customer(8));
      default -> Answer.refused(ApiRefusal.UNAUTHENTICATED);
    };
  }

  private static ServerLimits limits(int burst, Duration silence) {
    return new ServerLimits(8, 8, 4, 1, burst, silence);
  }

  private ApiServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiServerTest() throws IOException {
    this.server = start(limits(1_000, Duration.ofSeconds(20)));
  }

  private static ApiServer start(ServerLimits limits) throws IOException {
    return ApiServer.start(
        SHOP,
        ApiServerTest::examine,
        Relay.none(),
        limits,
        new Listener(LOOPBACK, 0, Optional.empty()));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> order(String content) throws IOException, InterruptedException {
    return send(at("/v1/orders").POST(BodyPublishers.ofString(content)).build());
  }

  @Test
  void answersWithWhatTheOperationGives() throws Exception {
    HttpResponse<String> bill =
        order(
            "{\"name\":\"Ana\",\"items\":[{\"count\":2,\"what\":\"tea\"},{\"count\":3,\"what\":\"bread\"}]}");

    assertThat(bill.statusCode()).isEqualTo(200);
    assertThat(bill.body()).isEqualTo("{\"total\":5}");
    assertThat(bill.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void aRefusalIsAProblemWithItsNumberAndRemedy() throws Exception {
    HttpResponse<String> refused = order("{\"name\":\"Ana\",\"items\":[]}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("\"code\":6999").contains("Order something.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"name\":\"Ana\"}",
        "{\"name\":null,\"items\":[]}",
        "{\"name\":\"Ana\",\"items\":null}",
        "{\"name\":\"Ana\",\"items\":[null]}",
        "{\"name\":7,\"items\":[]}",
        "{\"name\":\"Ana\",\"items\":[{\"what\":\"tea\"}]}",
        "{\"name\":\"Ana\",\"items\":[],\"more\":1}",
        "{\"name\":\"Ana\",\"name\":\"Ben\",\"items\":[]}",
        "{\"name\":\"Ana\",\"items\":[]} {}",
        "{\"name\":\"Ana\",\"items\":[{\"count\":1.5,\"what\":\"tea\"}]}",
        "{\"name\":\"Ana\",\"items\":[{\"count\":\"1\",\"what\":\"tea\"}]}",
        "{\"name\":\"Ana\",\"items\":[{\"count\":99999999999999999999,\"what\":\"tea\"}]}",
        "{\"name\":\"Ana\",\"items\":[{\"count\":1,\"what\":\"far too long\"}]}",
        "{\"name\":\"Ana\",\"items\":[{\"count\":1,\"what\":\"a\"},{\"count\":1,\"what\":\"b\"},{\"count\":1,\"what\":\"c\"}]}",
        "[[[[[[[[[[[[[[[[[[[["
      })
  void refusesWhateverHasNoReadingOrTwo(String content) throws Exception {
    HttpResponse<String> refused = order(content);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":6001");
  }

  @Test
  void refusesContentBeyondTheLimitOfTheOperation() throws Exception {
    HttpResponse<String> refused = order("x".repeat(257));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("\"code\":6002");
  }

  @Test
  void refusesOperationsItDoesNotHave() throws Exception {
    for (String path : List.of("/v1/nothing", "/v1/orders", "/v1/orders/../../etc/passwd", "/")) {
      assertThat(send(at(path).GET().build()).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void letsOnlyThoseInWhomTheGatekeeperKnows() throws Exception {
    HttpResponse<String> nobody = send(at("/v1/shelves/tea").GET().build());
    HttpResponse<String> stranger =
        send(at("/v1/shelves/tea").header("Authorization", "Bearer nine").GET().build());
    HttpResponse<String> customer =
        send(at("/v1/shelves/tea").header("Authorization", "Bearer seven").GET().build());

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(customer.body()).isEqualTo("{\"name\":\"tea of 7\"}");
  }

  @Test
  void whatStandsInThePathBreaksNeitherHeadersNorContent() throws Exception {
    HttpResponse<String> answer =
        send(
            at("/v1/shelves/a%0d%0aSet-Cookie:%20x=1%22%7d")
                .header("Authorization", "Bearer seven")
                .GET()
                .build());

    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    JsonNode read = new JsonMapper().readTree(answer.body());
    assertThat(read.size()).isEqualTo(answer.statusCode() == 200 ? 1 : 5);
  }

  @Test
  void aServiceThatFailsSaysNothingOfItsInside() throws Exception {
    for (String place : List.of("/v1/cellar", "/v1/attic")) {
      HttpResponse<String> failed = send(at(place).DELETE().build());

      assertThat(failed.statusCode()).as(place).isEqualTo(500);
      assertThat(failed.body()).as(place).contains("\"code\":6006").doesNotContain("wet");
    }
  }

  @Test
  void whoAsksTooOftenWaits() throws Exception {
    server.close();
    server = start(limits(3, Duration.ofSeconds(20)));
    HttpResponse<String> late = order("{\"name\":\"Ana\",\"items\":[]}");
    for (int asked = 1; asked < 3 || (asked < 1_000 && late.statusCode() == 409); asked++) {
      assertThat(late.statusCode()).as("question %d", asked).isEqualTo(409);
      late = order("{\"name\":\"Ana\",\"items\":[]}");
    }

    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.headers().firstValue("Retry-After")).contains("1");
  }

  /** 40.5: contents that hardly come take no more than a network's share of the threads. */
  @Test
  void whoSendsContentsSlowlyLeavesRoomForOthers() throws Exception {
    server.close();
    server = start(limits(1_000_000, Duration.ofSeconds(20)));
    List<Socket> slow = new ArrayList<>();
    try (HttpClient there = from("127.0.0.2")) {
      for (int i = 0; i < 4; i++) {
        slow.add(slowOrder());
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (order("{\"name\":\"Ana\",\"items\":[]}").statusCode() != 429) {
        assertThat(System.nanoTime()).as("the fifth of a network waits").isLessThan(deadline);
        for (int i = 0; i < slow.size(); i++) {
          if (slow.get(i).getInputStream().available() > 0) {
            // The quick one was there first, and this one was told to wait.
            slow.get(i).close();
            slow.set(i, slowOrder());
          }
        }
      }
      assertThat(shelf(there, "seven").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (order("{\"name\":\"Ana\",\"items\":[]}").statusCode() != 409) {
      assertThat(System.nanoTime()).as("those who left make room").isLessThan(deadline);
    }
  }

  /** A content of which one byte comes. */
  private Socket slowOrder() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write(
            "POST /v1/orders HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n{"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void addressesThatBelongTogetherAreOneNetwork() throws Exception {
    Network one = Network.of(InetAddress.ofLiteral("2001:db8:1:2:3::4"));
    assertThat(Network.of(InetAddress.ofLiteral("2001:db8:1:2::5"))).isEqualTo(one);
    assertThat(Network.of(InetAddress.ofLiteral("2001:db8:1:3:3::4"))).isNotEqualTo(one);
    Network four = Network.of(InetAddress.ofLiteral("192.0.2.1"));
    assertThat(Network.of(InetAddress.ofLiteral("192.0.2.2"))).isNotEqualTo(four);
  }

  /** 40.5: a customer is counted wherever it asks from, and whoever is beside it goes on. */
  @Test
  void aCustomerWhoAsksTooOftenWaitsAndOthersGoOn() throws Exception {
    server.close();
    server = start(limits(20, Duration.ofSeconds(20)));
    try (HttpClient here = from(LOOPBACK);
        HttpClient there = from("127.0.0.2")) {
      HttpResponse<String> answer = shelf(here, "seven");
      for (int asked = 1; asked < 1_000 && answer.statusCode() == 200; asked++) {
        answer = shelf(asked % 2 == 0 ? here : there, "seven");
      }

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("\"code\":6005");
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(shelf(here, "eight").statusCode()).isEqualTo(200);
      assertThat(shelf(there, "eight").statusCode()).isEqualTo(200);
    }
  }

  /** Somebody at another address of this machine; not every system has more than one. */
  private static HttpClient from(String address) throws IOException {
    InetAddress local = InetAddress.getByName(address);
    try (ServerSocket tried = new ServerSocket()) {
      tried.bind(new InetSocketAddress(local, 0));
    } catch (BindException e) {
      Assumptions.abort(address + " is no address of this machine");
    }
    return HttpClient.newBuilder().localAddress(local).build();
  }

  private HttpResponse<String> shelf(HttpClient from, String customer)
      throws IOException, InterruptedException {
    return from.send(
        at("/v1/shelves/left").header("Authorization", "Bearer " + customer).GET().build(),
        BodyHandlers.ofString());
  }

  @Test
  void aConnectionThatSaysNothingIsEnded() throws Exception {
    server.close();
    server = start(limits(3, Duration.ofMillis(300)));
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.setSoTimeout(30_000);
      slow.getOutputStream()
          .write("POST /v1/orders HTTP/1.1\r\nHost: x\r\nCont".getBytes(StandardCharsets.US_ASCII));

      byte[] told = slow.getInputStream().readAllBytes();

      assertThat(new String(told, StandardCharsets.US_ASCII)).doesNotContain("200 OK");
    }
  }

  @Test
  @Requirement("U15")
  void theDescriptionIsMadeOfTheOperations() throws Exception {
    JsonNode description =
        new JsonMapper().readTree(send(at("/openapi.json").GET().build()).body());

    assertThat(description.get("openapi").asString()).startsWith("3.1");
    assertThat(description.at("/paths/~1v1~1orders/post/operationId").asString())
        .isEqualTo("order");
    assertThat(description.at("/paths/~1v1~1orders/post/responses/409/description").asString())
        .contains("6999");
    assertThat(description.at("/paths/~1v1~1shelves~1{name}/get/security/0/CUSTOMER").isArray())
        .isTrue();
    assertThat(description.at("/components/schemas/Order/required").toString())
        .isEqualTo("[\"name\",\"items\"]");
    assertThat(description.at("/components/schemas/Item/properties/what/maxLength").asInt())
        .isEqualTo(8);
  }
}
