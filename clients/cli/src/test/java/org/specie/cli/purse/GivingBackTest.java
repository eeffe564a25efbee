package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.token.check.TokenReason;
import org.specie.quality.requirements.Requirement;

/** What a purse received goes back to the factory. Spec: docs/spec/58-issuer-service.md 7.5. */
@Requirement("R60")
class GivingBackTest {
  private static final String TAKEN = "{\"token\":\"" + "00".repeat(32) + "\"}";
  private static final int DONE = 200;
  private static final int BROKEN = 500;
  private static final int REFUSED = 422;

  @TempDir private static Path made;
  @TempDir private Path place;

  /** What came to the factory, as it came. */
  private final List<String> returned = new ArrayList<>();

  private PlayMoney money;
  private HttpServer factory;
  private int takes;

  /** The proofs that are refused, and with which number; the others are taken. */
  private final Map<String, Integer> refused = new LinkedHashMap<>();

  private final List<String> asked = new ArrayList<>();

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void start() throws IOException {
    money = PlayMoney.copied(made.resolve("practice"), place.resolve("practice"));
    takes = Integer.MAX_VALUE;
    open();
  }

  private void open() throws IOException {
    factory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    factory.createContext(
        "/",
        asked -> {
          try (asked) {
            String content =
                new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isReturned = asked.getRequestURI().getPath().equals("/v1/returned");
            answer(asked, isReturned, content);
          }
        });
    factory.start();
  }

  private void answer(HttpExchange exchange, boolean isReturned, String content)
      throws IOException {
    int status = BROKEN;
    String said = "{}";
    if (isReturned) {
      asked.add(content);
      if (refused.containsKey(content)) {
        status = REFUSED;
        said =
            "{\"type\":\"about:blank\",\"title\":\"no\",\"status\":422,\"code\":%d,\"remedy\":\"\"}"
                .formatted(refused.get(content));
      } else if (returned.size() < takes) {
        returned.add(content);
        status = DONE;
        said = TAKEN;
      }
    }
    byte[] answer = said.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
  }

  @AfterEach
  void stop() {
    factory.stop(0);
  }

  /** Nobody there certifies, so the command ends by saying so; what was received is given back. */
  private void refill() {
    String url = "http://127.0.0.1:" + factory.getAddress().getPort();
    assertThat(
            money
                .run(
                    "purse",
                    "refill",
                    "--keys",
                    "1",
                    "--tokens",
                    "1",
                    "--purse",
                    "ben",
                    "--certifier",
                    url,
                    "--factory",
                    url)
                .exitCode())
        .isEqualTo(3);
  }

  private void receive(String amount) {
    String request = money.done("purse", "request", amount, "--purse", "ben");
    String answer = money.done("purse", "pay", request, "--purse", "ana");
    money.done("purse", "receive", answer, "--purse", "ben");
  }

  @Test
  void whatWasReceivedIsGivenBackOnceAndAgainIfTheCountIsLost() throws IOException {
    refill();
    assertThat(returned).isEmpty();
    receive("12.50");
    receive("3");
    refill();
    assertThat(returned).hasSize(2).doesNotHaveDuplicates();
    refill();
    assertThat(returned).hasSize(2);
    receive("1");
    refill();
    assertThat(returned).hasSize(3).doesNotHaveDuplicates();

    Path given = money.folder().resolve("ben").resolve(GivingBack.FILE);
    assertThat(given).content().hasLineCount(3);
    Files.writeString(given, "3\n");
    refill();
    assertThat(returned).as("all again, which the factory counts once").hasSize(6);
    assertThat(returned.subList(3, 6)).containsExactlyInAnyOrderElementsOf(returned.subList(0, 3));
    Files.write(given, new byte[] {(byte) 0xff, '\n'});
    refill();
    assertThat(returned).as("what is no text is nothing given").hasSize(9);
  }

  /** 7325 is not for good: when its own factory is asked, or knows it again, it gets it. */
  @Test
  void aPaymentOfAnotherFactoryIsNeverKeptAsGiven() throws IOException {
    receive("12.50");
    refill();
    String proof = returned.removeLast();
    Files.delete(money.folder().resolve("ben").resolve(GivingBack.FILE));
    refused.put(proof, AgentReason.TOKEN_OF_OTHERS.code());
    receive("3");
    refill();
    assertThat(returned).as("what came after it").hasSize(1).doesNotContain(proof);
    refill();
    assertThat(returned).hasSize(1);
    refused.clear();
    refill();
    assertThat(returned).hasSize(2).contains(proof);
    refill();
    assertThat(returned).hasSize(2);
  }

  /** However many of these there are, what was not asked yet comes first the next time. */
  @Test
  void paymentsOfOtherFactoriesKeepNoneFromItsOwn() throws IOException {
    receive("12.50");
    refill();
    String older = returned.removeLast();
    receive("3");
    refill();
    String newer = returned.removeLast();
    Files.delete(money.folder().resolve("ben").resolve(GivingBack.FILE));
    refused.put(newer, AgentReason.TOKEN_OF_OTHERS.code());
    takes = 0;
    refill();
    asked.clear();
    takes = Integer.MAX_VALUE;
    refill();
    assertThat(asked).containsExactly(older, newer);
    assertThat(returned).containsExactly(older);
  }

  /** What one factory refuses for what it is, is not asked of it again, and of another is. */
  @Test
  void whatAFactoryRefusesForGoodAnotherIsAsked() throws IOException {
    receive("12.50");
    refill();
    String proof = returned.removeLast();
    Files.delete(money.folder().resolve("ben").resolve(GivingBack.FILE));
    refused.put(proof, TokenReason.UNKNOWN_KEY.code());
    asked.clear();
    refill();
    refill();
    assertThat(asked).as("once of the first").hasSize(1);
    refused.clear();
    factory.stop(0);
    open();
    refill();
    assertThat(returned).as("another address").containsExactly(proof);
  }

  @Test
  void aFactoryThatFailsInTheMiddleGetsTheRestTheNextTime() {
    receive("12.50");
    receive("3");
    takes = 1;
    refill();
    assertThat(returned).hasSize(1);
    takes = Integer.MAX_VALUE;
    refill();
    assertThat(returned).hasSize(2).doesNotHaveDuplicates();
  }
}
