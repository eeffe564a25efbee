package org.specie.offline.purse.card.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.CardConnection.Opening;
import org.specie.offline.purse.card.CardWayBehaviour;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.card.reader.ReaderReason;
import org.specie.offline.simulator.CardImage;
import org.specie.offline.simulator.CardPort;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.value.OwnerId;

/** A host and the real applet, with a TCP connection between them. */
class LineChannelTest implements CardWayBehaviour {
  private static final int SOON_MS = 500;
  private static final ByteString COMMAND = ByteString.hex("8002000000");
  private static final ByteString BROKEN_CHAIN = ByteString.hex("6883");
  private static final ByteString SELECTED = ByteString.hex("9000");

  private final LineDrive drive = new LineDrive();

  @AfterEach
  void hangUp() throws IOException {
    drive.close();
  }

  @Override
  public TestCard card(OwnerId owner, long minor, int keys) throws IOException {
    return TestCard.with(Mint.shared().issuer(), owner, minor, keys, drive);
  }

  @Test
  void readsAddressesInOneForm() {
    assertThat(LineAddress.read("tcp:device.local:7000"))
        .contains(new LineAddress("device.local", 7_000));
    assertThat(LineAddress.read("tcp:[::1]:7000")).contains(new LineAddress("[::1]", 7_000));
    for (String wrong :
        new String[] {
          "tcp:",
          "tcp:device",
          "tcp:device:",
          "tcp::7",
          "tcp:a:0",
          "tcp:a:65536",
          "tcp:a:1 ",
          "tcp:a:99999",
          "tcp:a/b:1",
          "a:1",
          "TCP:a:1"
        }) {
      assertThat(LineAddress.read(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void saysWhenNobodyListensOrItIsNoSecureDevice() throws IOException {
    int free;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = taken.getLocalPort();
    }
    assertThat(LineChannel.open(new LineAddress("127.0.0.1", free), SOON_MS))
        .isEqualTo(new Opening.Refused(ReaderReason.NO_DEVICE_ON_LINE));
    CardImage other =
        new CardImage(
            MonEbox.class, ByteString.hex("F053504543494502"), ByteString.hex("0403000604"));
    try (CardPort port = CardPort.listen(new SoftwareCard(other))) {
      assertThat(LineChannel.open(new LineAddress("127.0.0.1", port.number()), LineChannel.LINE_MS))
          .isEqualTo(new Opening.Refused(ReaderReason.NO_SECURE_DEVICE));
    }
  }

  /** Clause 6.5: nothing of one line is there for the next, whatever the next caller leaves out. */
  @Test
  void aLineLeavesNothingForTheNext() throws IOException {
    CardImage image =
        new CardImage(
            MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0403000604"));
    ByteString firstOfAChain = ByteString.hex("9010000002" + "0000");
    ByteString another = ByteString.hex("8011000002" + "0000");
    try (CardPort port = CardPort.listen(new SoftwareCard(image))) {
      assertThat(said(port, firstOfAChain, another)).as("in one line").isEqualTo(BROKEN_CHAIN);
      assertThat(said(port, firstOfAChain)).isEqualTo(SELECTED);
      assertThat(said(port, another)).as("in the next line").isNotEqualTo(BROKEN_CHAIN);
    }
  }

  /** What a caller who says nothing before it hears to the last of these. */
  private static ByteString said(CardPort port, ByteString... commands) throws IOException {
    try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
      DataInputStream in = new DataInputStream(line.getInputStream());
      DataOutputStream out = new DataOutputStream(line.getOutputStream());
      byte[] answer = {};
      for (ByteString each : commands) {
        out.writeShort(each.size());
        out.write(each.toByteArray());
        answer = in.readNBytes(in.readUnsignedShort());
      }
      return ByteString.copyOf(answer);
    }
  }

  /** Only a line to this machine itself is one that nobody else can be on. */
  @Test
  void knowsWhetherOthersMayBeOnTheLine() throws IOException {
    SoftwareCard card =
        new SoftwareCard(
            new CardImage(
                MonEbox.class, ByteString.hex("F053504543494501"), ByteString.hex("0403000604")));
    assertThat(isOverNetwork(card, InetAddress.getLoopbackAddress())).isFalse();
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(other.isPresent(), "this machine has no address but its own");
    assertThat(isOverNetwork(card, other.get())).isTrue();
  }

  private static boolean isOverNetwork(SoftwareCard card, InetAddress at) throws IOException {
    try (CardPort port = CardPort.listen(card, at)) {
      LineAddress address = new LineAddress(at.getHostAddress(), port.number());
      if (!(LineChannel.open(address, LineChannel.LINE_MS)
          instanceof Opening.Opened(CardConnection line))) {
        throw new AssertionError("nothing answers at " + address);
      }
      try (line) {
        return line.isOverNetwork();
      }
    }
  }

  /** Silence, a trickle, an end in the middle, and an answer that says it is too long. */
  @Test
  void believesNobodyWhoOnlyTalksLikeADevice() throws Exception {
    for (Liar liar :
        new Liar[] {
          out -> {},
          out -> out.writeShort(400),
          out -> {
            out.writeShort(400);
            out.write(new byte[399]);
          },
          out -> {
            out.writeShort(1_027);
            out.write(new byte[1_027]);
          },
          out -> out.writeShort(65_535)
        }) {
      try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(port, liar));
        LineAddress address = new LineAddress("127.0.0.1", port.getLocalPort());
        if (!(LineChannel.open(address, SOON_MS) instanceof Opening.Opened(CardConnection line))) {
          throw new AssertionError("it said that it has the applet");
        }
        try (line) {
          assertThatThrownBy(() -> line.transmit(COMMAND))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("did not answer");
          staysLost(line);
        }
        answered.join();
      }
    }
  }

  /** What comes late is nobody's answer. */
  private static void staysLost(CardChannel line) {
    assertThatThrownBy(() -> line.transmit(COMMAND))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is lost");
  }

  @FunctionalInterface
  private interface Liar {
    void say(DataOutputStream out) throws IOException;
  }

  /** Takes the selection, and then says what the liar says, until the host hangs up. */
  private static void answer(ServerSocket port, Liar liar) {
    try (Socket line = port.accept()) {
      DataOutputStream out = new DataOutputStream(line.getOutputStream());
      out.writeShort(SELECTED.size());
      out.write(SELECTED.toByteArray());
      liar.say(out);
      while (line.getInputStream().read() >= 0) {
        // The host has not hung up yet.
      }
    } catch (IOException _) {
      // It has.
    }
  }
}
