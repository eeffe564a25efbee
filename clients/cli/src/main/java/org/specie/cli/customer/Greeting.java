package org.specie.cli.customer;

import java.io.IOException;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.services.psp.onboarding.Introduction.About;

/** What a provider says when somebody comes for the first time. */
public final class Greeting {
  private Greeting() {}

  /** Who the provider at {@code address} says it is; fails if nobody answers there. */
  public static About of(ServiceAddress address) throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return done(ProviderClient.introduction(api), address);
    }
  }

  /** What was asked for; fails if it was refused, which nobody who asks for it has to expect. */
  public static <O> O done(Answer<O> answer, ServiceAddress address) throws IOException {
    return switch (answer) {
      case Answer.Done<O>(var output) -> output;
      case Answer.Refused<O>(var refusal) ->
          throw new IOException(address + ": " + refusal.code() + " " + refusal.sentence());
    };
  }
}
