package org.specie.services.psp.customer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.services.psp.entry.Challenges;
import org.specie.services.psp.entry.Challenges.Challenge;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.entry.KeyChanges;

/**
 * Has one provider know a customer by another key. Source: docs/spec/41-psp.md 41.25.
 *
 * @param provider the name it has elsewhere
 */
public record KeyHandover(ServiceAddress address, String provider) {
  /**
   * Makes {@code next} the customer's key.
   *
   * @param by the customer's key or its spare key
   */
  public Answer<Nothing> rotate(Ed25519SecretKey by, Ed25519SecretKey next) throws IOException {
    return change(KeyChanges.KEY, Purpose.ROTATE, by, next);
  }

  /**
   * Makes {@code next} the customer's spare key; once more does nothing.
   *
   * @param by the spare key there is, or the customer's key if there is none
   */
  public Answer<Nothing> spare(Ed25519SecretKey by, Ed25519SecretKey next) throws IOException {
    return change(KeyChanges.SPARE, Purpose.SPARE, by, next);
  }

  private Answer<Nothing> change(
      String path, Purpose purpose, Ed25519SecretKey by, Ed25519SecretKey next) throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return api.ask(
              Method.GET, "/v1/challenge", Optional.empty(), Nothing.NOTHING, Challenge.class)
          .then(given -> ask(api, path, purpose, given.challenge(), by, next));
    }
  }

  private Answer<Nothing> ask(
      ApiClient api,
      String path,
      Purpose purpose,
      String challenge,
      Ed25519SecretKey by,
      Ed25519SecretKey next)
      throws IOException {
    ByteString message =
        Challenges.toSign(
            provider,
            purpose,
            Hex.bytes(challenge).orElse(ByteString.EMPTY),
            by.publicKey(),
            next.publicKey());
    return api.ask(
        Method.PUT,
        path,
        Optional.empty(),
        new KeyChanges.Change(
            by.publicKey().bytes().toHex(),
            next.publicKey().bytes().toHex(),
            challenge,
            by.sign(message).toHex(),
            next.sign(message).toHex()),
        Nothing.class);
  }
}
