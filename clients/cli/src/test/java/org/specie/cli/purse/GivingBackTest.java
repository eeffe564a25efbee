package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;

/** What a purse received goes back to the factory. Spec: docs/spec/58-issuer-service.md 7.5. */
@Requirement("R60")
class GivingBackTest {
  private static final String TAKEN = "{\"token\":\"" + "00".repeat(32) + "\"}";
  private static final int DONE = 200;
  private static final int BROKEN = 500;

  @TempDir private static Path made;
  @TempDir private Path place;

  /** What came to the factory, as it came. */
  private final List<String> returned = new ArrayList<>();

  private PlayMoney money;
  private HttpServer factory;
  private int takes;

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void start() throws IOException {
    money = PlayMoney.copied(made.resolve("practice"), place.resolve("practice"));
    takes = Integer.MAX_VALUE;
    factory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    factory.createContext(
        "/",
        asked -> {
          try (asked) {
            byte[] content = asked.getRequestBody().readAllBytes();
            boolean isTaken =
                asked.getRequestURI().getPath().equals("/v1/returned") && returned.size() < takes;
            if (isTaken) {
              returned.add(new String(content, StandardCharsets.UTF_8));
            }
            byte[] answer = (isTaken ? TAKEN : "{}").getBytes(StandardCharsets.UTF_8);
            asked.getResponseHeaders().set("Content-Type", "application/json");
            asked.sendResponseHeaders(isTaken ? DONE : BROKEN, answer.length);
            asked.getResponseBody().write(answer);
          }
        });
    factory.start();
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

    Path count = money.folder().resolve("ben").resolve(GivingBack.FILE);
    assertThat(count).hasContent("3");
    Files.writeString(count, "many");
    refill();
    assertThat(returned).as("all again, which the factory counts once").hasSize(6);
    assertThat(returned.subList(3, 6)).isEqualTo(returned.subList(0, 3));
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
