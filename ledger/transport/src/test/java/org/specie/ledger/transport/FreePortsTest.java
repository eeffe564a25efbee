package org.specie.ledger.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.port.Entropy;

/** Ports for processes that will listen later. */
class FreePortsTest {
  private static final String HOST = "127.0.0.1";
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  @Test
  void givesPortsBelowThoseOfOutgoingLinksAtWhichOneCanListen() throws IOException {
    for (int port : FreePorts.at(HOST, 40, ENTROPY)) {
      assertThat(port).isBetween(20_000, 31_999);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
        assertThat(socket.getLocalPort()).isEqualTo(port);
      }
    }
  }

  /** Two networks that are laid out before either is started. */
  @Test
  void givesNoPortTwiceThoughNobodyListensThereYet() throws IOException {
    int first = FreePorts.at(HOST, 1, ENTROPY).getFirst();
    Entropy drawsItAgain = drawing(first - part().first(), 1);

    List<Integer> next = FreePorts.at(HOST, 1, drawsItAgain);

    assertThat(next).doesNotContain(first);
  }

  @Test
  void givesUpWhenEveryDrawIsTaken() throws IOException {
    int taken = FreePorts.at(HOST, 1, ENTROPY).getFirst();

    assertThatThrownBy(
            () -> FreePorts.at(HOST, 1, drawing(taken - part().first(), Integer.MAX_VALUE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("end what listens there");
  }

  /** Two runs of tests beside each other. */
  @Test
  void partsOfOneNumberHaveNoPortInCommon() throws IOException {
    FreePorts.Part first = FreePorts.Part.of("1/2");
    FreePorts.Part second = FreePorts.Part.of("2/2");

    assertThat(first.first()).isEqualTo(20_000);
    assertThat(second.first()).isEqualTo(first.first() + first.count());
    assertThat(second.first() + second.count()).isEqualTo(32_000);
    assertThat(FreePorts.Part.of("")).isEqualTo(FreePorts.Part.of("1/1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3/2", "0/2", "1/0", "-1/2", "1/", "/", "half", "1/2/3", "1/100"})
  void aPartThatIsNoneIsRefused(String value) {
    assertThatThrownBy(() -> FreePorts.Part.of(value))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SPECIE_PORTS");
  }

  /** What this run of tests draws from. */
  private static FreePorts.Part part() throws IOException {
    return FreePorts.Part.of(Optional.ofNullable(System.getenv("SPECIE_PORTS")).orElse(""));
  }

  /** Draws {@code value} so many times, and then at random. */
  private static Entropy drawing(int value, int times) {
    return new Entropy() {
      private int left = times;

      @Override
      public void fill(byte[] target) {
        if (left == 0) {
          ENTROPY.fill(target);
          return;
        }
        left--;
        target[0] = (byte) (value >> 8);
        target[1] = (byte) value;
      }
    };
  }
}
