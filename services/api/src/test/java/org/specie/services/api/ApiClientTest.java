package org.specie.services.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client among services that answer as none should. */
@Timeout(120)
class ApiClientTest {
  record Bill(long total) {}

  private final ServerSocket listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ApiClientTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    listening.close();
    threads.shutdownNow();
  }

  /** Answers every connection with {@code head} and {@code content}, and hangs up. */
  private void answer(String head, String content) {
    threads.execute(
        () -> {
          try {
            while (true) {
              try (Socket caller = listening.accept()) {
                InputStream in = caller.getInputStream();
                StringBuilder asked = new StringBuilder();
                while (asked.indexOf("\r\n\r\n") < 0) {
                  asked.append((char) in.read());
                }
                String all =
                    "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(head, content.length(), content);
                caller.getOutputStream().write(all.getBytes(StandardCharsets.ISO_8859_1));
              }
            }
          } catch (IOException _) {
            // The test is over, or its client has had enough.
          }
        });
  }

  private Answer<Bill> ask() throws IOException {
    try (ApiClient client =
        new ApiClient(
            new ServiceAddress(
                URI.create("http://127.0.0.1:" + listening.getLocalPort()),
                ServerTrust.system()))) {
      return client.ask(Method.GET, "/v1/bill", Optional.empty(), Nothing.NOTHING, Bill.class);
    }
  }

  @Test
  void readsWhatIsAnswered() throws IOException {
    answer("200 OK", "{\"total\":5}");
    assertThat(ask()).isEqualTo(Answer.done(new Bill(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "null", "{\"total\":\"5\"}", "{\"total\":5,\"more\":1}", "<html>"})
  void whatIsNotTheContentItKnowsIsNoAnswer(String content) {
    answer("200 OK", content);
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }

  @Test
  void moreThanAnAnswerMayHoldIsNotRead() {
    answer("200 OK", "{\"total\":5" + " ".repeat(600 << 10) + "}");
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyIsFollowedElsewhere() {
    answer("302 Found\r\nLocation: http://127.0.0.1:1/", "");
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class).hasMessageContaining("302");
  }

  @Test
  void aRefusalIsToldWithoutWhatWouldMoveTheCursor() throws IOException {
    answer(
        "409 Conflict",
        "{\"type\":\"t\",\"title\":\"No\\u001b[2J\\nway.\",\"status\":409,\"code\":7,\"remedy\":\"r\"}");
    assertThat(ask())
        .isEqualTo(Answer.refused(new Refusal.Explanation(7, 409, "No [2J way.", "r")));
  }

  @Test
  void nobodyAtAllIsAnEnvironmentThatFails() throws IOException {
    listening.close();
    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not answer");
  }
}
