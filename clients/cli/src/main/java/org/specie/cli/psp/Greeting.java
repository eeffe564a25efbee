package org.specie.cli.psp;

import java.io.IOException;
import java.net.URI;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.services.psp.onboarding.Introduction.About;

/** What a provider says when somebody comes for the first time. */
final class Greeting {
  private Greeting() {}

  /** Who the provider at {@code root} says it is; fails if nobody answers there. */
  static About of(URI root) throws IOException {
    try (ApiClient api = new ApiClient(root)) {
      return done(ProviderClient.introduction(api), root);
    }
  }

  /** What was asked for; fails if it was refused, which nobody who asks for it has to expect. */
  static <O> O done(Answer<O> answer, URI root) throws IOException {
    return switch (answer) {
      case Answer.Done<O>(var output) -> output;
      case Answer.Refused<O>(var refusal) ->
          throw new IOException(root + ": " + refusal.code() + " " + refusal.sentence());
    };
  }
}
