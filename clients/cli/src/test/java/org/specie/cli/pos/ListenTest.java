package org.specie.cli.pos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.pos.Listener.Outcome;
import org.specie.cli.purse.PlayMoney;
import org.specie.cli.purse.PurseFolderReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;

/** A till that listens, among callers that say nothing, rubbish, or pay. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ListenTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final int WAIT_SECONDS = 240;
  private static final int LINE_MS = 120_000;

  @TempDir Path place;
  private PlayMoney money;

  @BeforeEach
  void make() throws IOException {
    PlayMoney.make(place.resolve("practice"));
    money = PlayMoney.at(place.resolve("practice"));
    money.done("pos", "open", "--till", "till-1", "--purse", "shop");
  }

  private KeptTill till() throws IOException {
    return KeptTill.open(
            money.folder().resolve("till-1"), "correct horse battery".toCharArray(), ENTROPY)
        .orThrow();
  }

  private static Minutes now() {
    return new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
  }

  private static Request ask(Receiving receiving) throws IOException {
    Asking asking =
        receiving.ask(
            Optional.of(Amount.parse("7.90")),
            new Reference(ByteString.copyOf(ENTROPY.bytes(8))),
            now(),
            Chain.NONE);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  private static CompletableFuture<Outcome> serve(
      Listener listener, Receiving receiving, Request request) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return listener.serve(request, receiving, ListenTest::now, WAIT_SECONDS, _ -> {});
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void servesTheOneWhoPaysAfterThoseWhoDoNot() throws Exception {
    try (KeptTill till = till();
        Listener listener = new Listener("127.0.0.1", 0, LINE_MS)) {
      Receiving receiving = till.till().receiving();
      Request request = ask(receiving);
      CompletableFuture<Outcome> paid = serve(listener, receiving, request);
      for (String bytes : new String[] {"", "00", "ffff", "000242424242"}) {
        call(listener.port(), bytes);
      }
      askedAndGone(listener.port(), request, "0000");
      String at = "127.0.0.1:" + listener.port();
      money.refused(7018, payTo(at, "7.91"));
      money.refused(7211, payTo(at, "7.90", "--payee", "Eve"));
      assertThat(money.balance("ana")).isEqualTo("200.00");
      assertThat(money.done(payTo(at, "7.90", "--payee", "Shop")))
          .contains("paid 7.90 to 'Shop', balance 192.10");
      assertThat(paid.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(Outcome.PAID);
      assertThat(receiving.waiting()).isEqualTo(Amount.parse("7.90"));
    }
  }

  private static String[] payTo(String at, String... more) {
    String[] words = {"purse", "pay-to", "--seconds", "240", "--purse", "ana", at};
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private static Socket to(int port) throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** Says {@code hex}, and is gone. */
  private static void call(int port, String hex) throws IOException {
    try (Socket socket = to(port)) {
      socket.getOutputStream().write(ByteString.hex(hex).toByteArray());
    }
  }

  /** Asks to be asked, hears the request, says {@code hex}, and is gone. */
  private static void askedAndGone(int port, Request request, String hex) throws IOException {
    try (Socket socket = to(port)) {
      socket.getOutputStream().write(new byte[2]);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] heard = new byte[in.readUnsignedShort()];
      in.readFully(heard);
      assertThat(ByteString.copyOf(heard)).isEqualTo(request.encode());
      socket.getOutputStream().write(ByteString.hex(hex).toByteArray());
    }
  }

  @Test
  void asksNobodyElseOnceAPayerIsGoneAndTakesItsAnswer() throws Exception {
    try (KeptTill till = till();
        Listener listener = new Listener("127.0.0.1", 0, LINE_MS)) {
      Receiving receiving = till.till().receiving();
      Request request = ask(receiving);
      String answer = money.done("purse", "pay", TokenText.write(request), "--purse", "ana");
      CompletableFuture<Outcome> paid = serve(listener, receiving, request);
      askedAndGone(listener.port(), request, "");
      String at = "127.0.0.1:" + listener.port();
      money.refused(7221, "purse", "pay-to", "--seconds", "240", at, "7.90", "--purse", "ben");
      assertThat(money.balance("ben")).isEqualTo("200.00");
      assertThat(money.done(payTo(at, "7.90", "--answer", answer))).contains("handed over 7.90");
      assertThat(paid.get(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(Outcome.PAID);
      assertThat(receiving.waiting()).isEqualTo(Amount.parse("7.90"));
    }
  }

  @Test
  void anAnswerFromBeforeIsHandedOverAndPaysNothingNew() throws Exception {
    String answer;
    try (KeptTill till = till();
        ServerSocket deaf = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Request request = ask(till.till().receiving());
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> askAndHangUp(deaf, request));
      money.refused(7214, payTo("127.0.0.1:" + deaf.getLocalPort(), "7.90"));
      asked.get(WAIT_SECONDS, TimeUnit.SECONDS);
      answer = money.field("answer", "purse", "history", "--purse", "ana");
    }
    try (KeptTill till = till();
        Listener listener = new Listener("127.0.0.1", 0, LINE_MS)) {
      Receiving receiving = till.till().receiving();
      Request next = ask(receiving);
      CompletableFuture<Outcome> paid = serve(listener, receiving, next);
      String at = "127.0.0.1:" + listener.port();
      assertThat(money.done(payTo(at, "7.90", "--answer", answer)))
          .contains("handed over 7.90, nothing was paid now");
      assertThat(money.run(payTo(at, "7.91", "--answer", answer)).exitCode()).isEqualTo(2);
      assertThat(money.balance("ana")).isEqualTo("192.10");
      assertThat(receiving.waiting()).isEqualTo(Amount.parse("7.90"));
      assertThat(receiving.outstanding()).containsExactly(next);
      assertThat(paid).isNotDone();
    }
  }

  /** A till whose last word never comes. */
  private static void askAndHangUp(ServerSocket deaf, Request request) {
    try (Socket socket = deaf.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readUnsignedShort()).isZero();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(request.encode().size());
      out.write(request.encode().toByteArray());
      in.readFully(new byte[in.readUnsignedShort()]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTillThatIsThereIsNeverReplaced() throws Exception {
    TillName mine;
    IssuerDocument issuer;
    PassphraseKey.Cost cheap = new PassphraseKey.Cost(8, 1, 1);
    char[] passphrase = "correct horse battery".toCharArray();
    Path folder = money.folder().resolve("till-1");
    TillName other = new TillName(ByteString.hex("07".repeat(16)));
    try (KeptTill till = till()) {
      mine = till.till().name();
      issuer = till.issuer();
      assertThat(KeptTill.make(folder, other, issuer, passphrase, cheap, ENTROPY))
          .isEqualTo(Verdict.refused(PurseFolderReason.IN_USE));
    }
    assertThat(KeptTill.make(folder, other, issuer, passphrase, cheap, ENTROPY))
        .isEqualTo(Verdict.refused(PurseFolderReason.FOLDER_THERE));
    try (KeptTill till = till()) {
      assertThat(till.till().name()).isEqualTo(mine);
    }
  }

  @Test
  void hangsUpOnWhoeverSaysNothing() throws Exception {
    try (KeptTill till = till()) {
      Receiving receiving = till.till().receiving();
      Request request = ask(receiving);
      CompletableFuture<Outcome> paid;
      try (Listener listener = new Listener("127.0.0.1", 0, 100)) {
        paid = serve(listener, receiving, request);
        try (Socket silent = to(listener.port())) {
          // Nothing ever comes; then the till ends the connection.
          assertThat(silent.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(paid).isNotDone();
      }
      assertThat(paid.handle((_, failure) -> failure != null).get(WAIT_SECONDS, TimeUnit.SECONDS))
          .isTrue();
      assertThat(receiving.outstanding()).containsExactly(request);
    }
  }

  @Test
  void saysThatNobodyPaid() {
    money.refused(
        7758, "pos", "listen", "7.90", "--till", "till-1", "--port", "0", "--seconds", "1");
    assertThat(money.run("pos", "listen", "0", "--till", "till-1").exitCode()).isEqualTo(2);
    assertThat(money.run("purse", "pay-to", "nowhere", "1", "--purse", "ana").exitCode())
        .isEqualTo(2);
  }
}
