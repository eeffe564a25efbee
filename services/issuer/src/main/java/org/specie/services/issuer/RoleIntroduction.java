package org.specie.services.issuer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.token.certificate.Certificate;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.ServiceAddress;

/** What a role says of itself to anybody. Spec: docs/spec/58-issuer-service.md 1.3. */
public final class RoleIntroduction {
  private static final String PATH = "/v1/role";

  private RoleIntroduction() {}

  /** A role, and what devices and hosts need to know of it. */
  public record About(
      @Described("which role it is") String role,
      @Described(value = "the public key of its lines", max = 64) String line,
      @Described(
              value = "certificates, the upper one first; what they are worth they show themselves",
              max = 1_024)
          List<String> certificates) {
    public About {
      certificates = List.copyOf(certificates);
    }
  }

  /** The operation that answers with it. */
  public static Operation<Nothing, About> operation(
      String role, Ed25519PublicKey line, List<? extends Certificate> certificates) {
    About about =
        new About(
            role,
            line.bytes().toHex(),
            certificates.stream().map(each -> each.encode().toHex()).toList());
    return new Operation<>(
        Method.GET,
        PATH,
        "role",
        "Says which role answers here, and its certificates.",
        Access.ANYBODY,
        Nothing.class,
        About.class,
        List.of(),
        Operation.CONTENT_MAX,
        _ -> Answer.done(about));
  }

  /** Who the role at {@code address} says it is; fails if none answers there. */
  public static About of(ServiceAddress address) throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return switch (api.ask(Method.GET, PATH, Optional.empty(), Nothing.NOTHING, About.class)) {
        case Answer.Done<About>(About about) -> about;
        case Answer.Refused<About>(var refusal) ->
            throw new IOException(address + ": " + refusal.code() + " " + refusal.sentence());
      };
    }
  }
}
