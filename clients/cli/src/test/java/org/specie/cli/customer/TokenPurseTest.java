package org.specie.cli.customer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.customer.ProviderClient;

/** A provider that signs each customer's tokens with a key of its own. docs/spec/41-psp.md 41.5. */
final class TokenPurseTest {
  private static final String PARTY = "customer";

  @TempDir private Path folder;
  private final Entropy entropy = new Random(415)::nextBytes;
  private final BlindRsaPublicKey one = BlindRsaSecretKey.generate(2_048, entropy).publicKey();
  private final BlindRsaPublicKey other = BlindRsaSecretKey.generate(2_048, entropy).publicKey();
  private final HttpServer provider =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);

  TokenPurseTest() throws IOException {}

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private void shows(BlindRsaPublicKey... keys) {
    Deque<BlindRsaPublicKey> left = new ArrayDeque<>(List.of(keys));
    provider.createContext(
        "/v1/tokens/key",
        exchange -> {
          String content =
              "{\"modulus\":\"%s\",\"daily\":500}".formatted(left.removeFirst().modulus().toHex());
          exchange.sendResponseHeaders(200, content.length());
          exchange.getResponseBody().write(content.getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    provider.start();
  }

  private void takesNone(DirectoryHome home) throws IOException {
    ServiceAddress address =
        new ServiceAddress(
            URI.create("http://127.0.0.1:" + provider.getAddress().getPort()),
            ServerTrust.system());
    try (ProviderClient client =
            new ProviderClient(address, "psp", Ed25519SecretKey.generate(entropy), entropy);
        TokenPurse purse = new TokenPurse(home, PARTY, client)) {
      assertThatThrownBy(purse::take)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another key");
    }
  }

  @Test
  void takesNoneUnderAKeyThatNobodyElseIsShown() throws IOException {
    shows(one, other);
    takesNone(DirectoryHome.at(folder));
  }

  @Test
  void takesNoneUnderAnotherKeyThanTheFirst() throws IOException {
    DirectoryHome home = DirectoryHome.at(folder);
    Hash32 first = Hash32.sha256(one.modulus());
    home.keep(PARTY, TokenPurse.SIGNER, Secret.copyOf(first.bytes().toByteArray()));
    shows(other, other);
    takesNone(home);
  }
}
