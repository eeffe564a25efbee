package org.specie.cli.customer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.node.home.DirectoryHome;
import org.specie.services.api.Answer;
import org.specie.services.psp.customer.ProviderClient;

/**
 * Admission tokens, taken many at a time so that when they are used says little about who took
 * them. They are out of the folder while they are in here: two processes never use the same one.
 */
final class TokenPurse implements AutoCloseable {
  /** The secret in which what is left is kept. */
  static final String NAME = "tokens";

  private final DirectoryHome home;
  private final String party;
  private final ProviderClient provider;
  private final Deque<String> tokens = new ArrayDeque<>();
  private boolean isOpen;

  TokenPurse(DirectoryHome home, String party, ProviderClient provider) {
    this.home = home;
    this.party = party;
    this.provider = provider;
  }

  /** A token that was never used. */
  synchronized String take() throws IOException {
    if (!isOpen) {
      isOpen = true;
      kept().ifPresent(tokens::addAll);
      home.forget(party, NAME);
    }
    if (tokens.isEmpty()) {
      switch (provider.tokens()) {
        case Answer.Done<List<String>>(var fresh) -> tokens.addAll(fresh);
        case Answer.Refused<List<String>>(var refusal) ->
            throw new IOException(
                "the provider gives no admission tokens: "
                    + refusal.code()
                    + " "
                    + refusal.sentence());
      }
    }
    if (tokens.isEmpty()) {
      throw new IOException("the provider signs admission tokens falsely; choose another one");
    }
    return tokens.removeFirst();
  }

  private Optional<List<String>> kept() throws IOException {
    return home.secret(party, NAME)
        .map(
            secret -> {
              String text = secret.lend(bytes -> new String(bytes, StandardCharsets.US_ASCII));
              secret.destroy();
              return text.lines().toList();
            });
  }

  /** Puts what is left back into the folder. */
  @Override
  public synchronized void close() throws IOException {
    if (!tokens.isEmpty()) {
      byte[] text = String.join("\n", tokens).getBytes(StandardCharsets.US_ASCII);
      home.keep(party, NAME, Secret.copyOf(text));
      tokens.clear();
    }
  }
}
