package org.specie.cli.customer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.node.home.DirectoryHome;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.psp.customer.ProviderClient;

/**
 * Admission tokens, taken many at a time so that when they are used says little about who took
 * them. A handful is out of the folder at a time: two processes never use the same one, and one
 * that is killed takes no more with it. Safe for many threads and processes.
 */
final class TokenPurse implements AutoCloseable {
  /** The secret in which what is left is kept. */
  static final String NAME = "tokens";

  /** The secret in which the key is kept that the provider signs with: its SHA-256. */
  static final String SIGNER = "tokens-signer";

  private static final int HANDFUL = 5;

  private final DirectoryHome home;
  private final String party;
  private final ProviderClient provider;
  private final Deque<String> hand = new ArrayDeque<>();

  TokenPurse(DirectoryHome home, String party, ProviderClient provider) {
    this.home = home;
    this.party = party;
    this.provider = provider;
  }

  /** A token that was never used. */
  synchronized String take() throws IOException {
    if (hand.isEmpty()) {
      home.alone(party, NAME, this::takeHandful);
    }
    return hand.removeFirst();
  }

  private void takeHandful() throws IOException {
    List<String> there = kept();
    List<String> all = there.isEmpty() ? fresh() : there;
    int taken = Math.min(HANDFUL, all.size());
    keep(all.subList(taken, all.size()));
    hand.addAll(all.subList(0, taken));
  }

  private List<String> fresh() throws IOException {
    List<String> fresh = given(provider.tokens(signer()));
    if (fresh.isEmpty()) {
      throw new IOException("the provider signs admission tokens falsely; choose another one");
    }
    return fresh;
  }

  /**
   * The key the provider signs with, which has to be everybody's: by one of its own it would know a
   * customer again. So it is asked for as nobody too, on a connection of its own, and compared with
   * the one that was seen first.
   */
  private BlindRsaPublicKey signer() throws IOException {
    BlindRsaPublicKey shown = given(provider.tokenKey());
    BlindRsaPublicKey toNobody;
    try (ApiClient nobody = new ApiClient(provider.address())) {
      toNobody = given(ProviderClient.tokenKey(nobody));
    }
    ByteString seen = Hash32.sha256(shown.modulus()).bytes();
    Optional<Secret> first = home.secret(party, SIGNER);
    boolean isTheFirst =
        first.isEmpty() || first.get().lend(bytes -> ByteString.copyOf(bytes).equals(seen));
    first.ifPresent(Secret::destroy);
    if (!isTheFirst || !toNobody.modulus().equals(shown.modulus())) {
      throw new IOException(
          "the provider signs admission tokens with another key than it showed before, or shows"
              + " others, and could know you again by it; join again if it says that its key is new");
    }
    if (first.isEmpty()) {
      home.keep(party, SIGNER, Secret.copyOf(seen.toByteArray()));
    }
    return shown;
  }

  private static <T> T given(Answer<T> answer) throws IOException {
    return switch (answer) {
      case Answer.Done<T>(var given) -> given;
      case Answer.Refused<T>(var refusal) ->
          throw new IOException(
              "the provider gives no admission tokens: "
                  + refusal.code()
                  + " "
                  + refusal.sentence());
    };
  }

  private List<String> kept() throws IOException {
    return home.secret(party, NAME)
        .map(
            secret -> {
              String text = secret.lend(bytes -> new String(bytes, StandardCharsets.US_ASCII));
              secret.destroy();
              return text.lines().toList();
            })
        .orElse(List.of());
  }

  private void keep(List<String> tokens) throws IOException {
    if (tokens.isEmpty()) {
      home.forget(party, NAME);
    } else {
      byte[] text = String.join("\n", tokens).getBytes(StandardCharsets.US_ASCII);
      home.keep(party, NAME, Secret.copyOf(text));
    }
  }

  /** Puts what is left back into the folder. */
  @Override
  public synchronized void close() throws IOException {
    if (!hand.isEmpty()) {
      home.alone(party, NAME, this::putBack);
    }
  }

  private void putBack() throws IOException {
    List<String> all = new ArrayList<>(hand);
    all.addAll(kept());
    keep(all);
    hand.clear();
  }
}
