package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.TokenId;
import org.specie.wallet.storage.WalletStore;

/**
 * The process ends before or after any write of the card's file, while somebody pays and while
 * somebody collects. It starts again on what is on the disk, and the same is done again.
 */
class KeptCardCutTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final Amount PRICE = Amount.parse("12.50");
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir static Path made;
  @TempDir Path place;

  private final Minutes now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60));
  private Path folder = Path.of("");

  @BeforeAll
  static void make() throws IOException {
    PlayMoney.make(made.resolve("practice"));
  }

  @BeforeEach
  void name() {
    folder = place.resolve("practice");
  }

  /** A card's file that fails once: at the write of this number, before it or after it. */
  private static final class CutFile implements WalletStore {
    private final Path file;
    private final boolean isAfter;
    private int untilCut;

    CutFile(Path file, int cutAt, boolean isAfter) {
      this.file = file;
      this.untilCut = cutAt;
      this.isAfter = isAfter;
    }

    boolean hasFailed() {
      return untilCut < 0;
    }

    @Override
    public Optional<ByteString> read() throws IOException {
      return Optional.of(ByteString.copyOf(Files.readAllBytes(file)));
    }

    @Override
    public void replace(ByteString next) throws IOException {
      boolean fails = untilCut-- == 0;
      if (!fails || isAfter) {
        Files.write(file, next.toByteArray());
      }
      if (fails) {
        throw new IOException("the power is gone");
      }
    }

    @Override
    public void close() {}
  }

  @FunctionalInterface
  private interface Use<T> {
    T with(Purse purse, CardDevice device) throws IOException;
  }

  private <T> T use(String name, CutFile file, Use<T> use) throws IOException {
    try (SealedFolder opened =
        SealedFolder.open(
                folder.resolve(name), KeptPurse.FILE, PlayMoney.PASSPHRASE.toCharArray(), ENTROPY)
            .orThrow()) {
      KeptCard.Read read =
          KeptCard.read(file, opened.secret(), ENTROPY, opened.journal()::count).orElseThrow();
      assertThat(opened.journal().count()).isGreaterThanOrEqualTo(read.recordsMin());
      CardDevice device = new CardDevice(read.card(), read.card().binding().orElseThrow());
      Purse purse =
          Purse.open(
              opened.journal(), opened.issuer().verifier(), device, opened.issuer().credentials());
      assertThat(purse.paying().recognise(now).isAccepted()).isTrue();
      return use.with(purse, device);
    }
  }

  private CutFile card(String name, int cutAt, boolean isAfter) {
    return new CutFile(folder.resolve(name).resolve(KeptCard.FILE), cutAt, isAfter);
  }

  private <T> T whole(String name, Use<T> use) throws IOException {
    return use(name, card(name, NEVER, false), use);
  }

  private Request ask() throws IOException {
    Reference reference = new Reference(ByteString.copyOf(ENTROPY.bytes(8)));
    Asking asking =
        whole(
            "ben",
            (purse, _) -> purse.receiving().ask(Optional.of(PRICE), reference, now, Chain.NONE));
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  private Response pay(Purse purse, Request request) throws IOException {
    PayResult result = purse.paying().pay(request, PRICE, now, order -> true);
    if (result instanceof PayResult.Paid(Response response)) {
      return response;
    }
    throw new AssertionError(result);
  }

  private Map<TokenId, Reason> collect(Purse purse, Response response) throws IOException {
    assertThat(purse.receiving().accept(response, now).isAccepted()).isTrue();
    return purse.redemption().redeemAll();
  }

  private Amount balance(String name) throws IOException {
    return whole(name, (_, device) -> device.state().balance());
  }

  /** Does it with a cut, and again without; whether the cut came. */
  private <T> boolean cut(String name, int cutAt, boolean isAfter, Use<T> use) throws IOException {
    CutFile file = card(name, cutAt, isAfter);
    try {
      T _ = use(name, file, use);
    } catch (IOException e) {
      assertThat(file.hasFailed()).as(e.toString()).isTrue();
    }
    return file.hasFailed();
  }

  private boolean payAndCollect(int cutAt, boolean isAfter) throws IOException {
    PlayMoney.copy(made.resolve("practice"), folder);
    Request request = ask();
    boolean wasCut = cut("ana", cutAt, isAfter, (purse, _) -> pay(purse, request));
    Response response = whole("ana", (purse, _) -> pay(purse, request));
    wasCut |= cut("ben", cutAt, isAfter, (purse, _) -> collect(purse, response));
    Map<TokenId, Reason> left = whole("ben", (purse, _) -> collect(purse, response));
    assertThat(left).isEmpty();
    assertThat(balance("ana")).as("cut %s %s", cutAt, isAfter).isEqualTo(Amount.parse("187.50"));
    assertThat(balance("ben")).as("cut %s %s", cutAt, isAfter).isEqualTo(Amount.parse("212.50"));
    return wasCut;
  }

  @Test
  void moneyIsConservedWhereverTheProcessEnds() throws IOException {
    int cut = 0;
    while (payAndCollect(cut, false) && payAndCollect(cut, true)) {
      cut++;
    }
    assertThat(cut).as("writes of the card that were cut").isPositive();
  }
}
