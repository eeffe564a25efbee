package org.specie.offline.purse.credential;

import java.io.IOException;
import java.util.OptionalInt;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * What a device does for its own credentials. Like {@link
 * org.specie.offline.purse.device.SecureDevice}, it has done what it did whether or not the answer
 * arrives. Spec: docs/spec/52-purse.md 8.1.
 */
public interface CredentialDevice {
  /**
   * Payment keys of the device.
   *
   * @param free places for further ones
   * @param certified ready to pay with at the time that was asked for
   */
  record KeyCount(int free, int certified) {}

  /** What came of asking a device for a signature. */
  sealed interface SignedAnswer {
    /** The request, as it goes to the agent. */
    record Signed(ByteString request) implements SignedAnswer {}

    /** The device did not sign. */
    record Refused(Reason reason) implements SignedAnswer {}

    /** There is no key in that place that waits for a certificate. */
    record NothingThere() implements SignedAnswer {}
  }

  /** Whose device it is. */
  OwnerId owner() throws IOException;

  /** How many keys it has, of classes that are valid at {@code now}. */
  KeyCount keys(Minutes now) throws IOException;

  /** Learns a certificate whose issuer it knows. */
  Verdict learn(Certificate certificate) throws IOException;

  /** Makes a payment key; its place, or nothing if every place is taken. */
  OptionalInt generate() throws IOException;

  /** The key in {@code place}, blinded with {@code factor} for a class key that it knows. */
  SignedAnswer blind(int place, KeyId classKey, ByteString factor) throws IOException;

  /** Keeps the certifier's signature, without its blinding, on the key in {@code place}. */
  Verdict install(int place, ByteString signature) throws IOException;

  /** Vouches for {@code body}, 1 to 512 bytes. */
  SignedAnswer seal(ByteString body) throws IOException;
}
