package org.specie.services.psp.onboarding;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;

/**
 * A provider shows that it has the key the register names, to whoever reached it at an address of
 * its own. Nobody else can have it shown for an address of his: that is part of what is signed.
 * Source: docs/spec/44-provider-register.md, clause 3.3.
 */
public final class KeyProof {
  /** What somebody makes at random, so that no signature of before fits. */
  public static final int CHALLENGE_SIZE = 32;

  /** Two keys are in use while one is replaced. */
  public static final int SIGNATURES_MAX = 2;

  private static final String LABEL = "SPECIE provider at v1";

  /** What is to be shown. */
  public record ProofQuestion(
      @Described("32 random bytes of the asker, in hexadecimal.") String challenge,
      @Described("Where the asker reaches the provider, as it was joined: https://host:port.")
          String address) {}

  /** A signature. */
  public record KeySignature(@Described("64 bytes in hexadecimal.") String signature) {}

  /** That it is so. */
  public record Proof(
      @Described(
              value = "Of the keys in use; none while the provider has no key.",
              max = SIGNATURES_MAX)
          List<KeySignature> signatures) {
    public Proof {
      signatures = List.copyOf(signatures);
    }
  }

  private final String provider;
  private final ListedKey key;

  public KeyProof(String provider, ListedKey key) {
    this.provider = provider;
    this.key = key;
  }

  /** What the provider of this name signs for whoever reached it at {@code address}. */
  public static ByteString toSign(String provider, String address, ByteString challenge) {
    return new Encoder().text(LABEL).text(provider).text(address).fixed(challenge).toByteString();
  }

  /** The operation that shows it. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/provider/proof",
            "proveProvider",
            "Shows that the provider at an address has the key that the ledger's register names.",
            Access.ANYBODY,
            ProofQuestion.class,
            Proof.class,
            List.of(PspRefusal.CONTENT_MALFORMED, PspRefusal.ADDRESS_FOREIGN),
            Operation.CONTENT_MAX,
            this::prove));
  }

  private Answer<Proof> prove(Call<ProofQuestion> call) throws IOException {
    Optional<ByteString> challenge = Hex.bytes(call.input().challenge(), CHALLENGE_SIZE);
    if (challenge.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    String address = call.input().address();
    if (!key.isAt(address)) {
      return Answer.refused(PspRefusal.ADDRESS_FOREIGN);
    }
    return Answer.done(
        new Proof(
            key.sign(toSign(provider, address, challenge.get())).stream()
                .map(each -> new KeySignature(each.toHex()))
                .toList()));
  }
}
