package org.specie.services.issuer.line;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.ServiceAddress;

/**
 * The caller's end of a line. An answer that the role did not sign is none; a refusal is not signed
 * and no better than a cut line. Safe for many threads. Spec: docs/spec/58-issuer-service.md
 * section 4.
 */
public final class Line implements AutoCloseable {
  private final ApiClient api;
  private final ServiceAddress address;
  private final Ed25519PublicKey role;
  private final Ed25519SecretKey own;
  private final Clock clock;

  /**
   * A line to the role with this key, at {@code address}.
   *
   * @param clock says when a call is made; the role refuses what is not of its own time
   */
  public Line(ServiceAddress address, Ed25519PublicKey role, Ed25519SecretKey own, Clock clock) {
    this.api = new ApiClient(address);
    this.address = address;
    this.role = role;
    this.own = own;
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @throws IOException if nobody answers there, or somebody else
   */
  public Answer<ByteString> ask(LineOperation operation, ByteString content) throws IOException {
    long time = clock.epochSeconds();
    ByteString signed = LineText.call(role, operation.name(), time, content);
    return api.ask(
            Method.POST,
            operation.path(),
            Optional.empty(),
            new SignedCall(
                own.publicKey().bytes().toHex(), time, content.toHex(), own.sign(signed).toHex()),
            SignedAnswer.class)
        .then(answer -> Answer.done(believed(signed, answer)));
  }

  private ByteString believed(ByteString call, SignedAnswer answer) throws IOException {
    Optional<ByteString> content = Hex.bytes(answer.content());
    Optional<ByteString> signature = Hex.bytes(answer.signature(), Ed25519PublicKey.SIGNATURE_SIZE);
    if (content.isPresent()
        && signature.isPresent()
        && role.verify(LineText.answer(call, own.publicKey(), content.get()), signature.get())) {
      return content.get();
    }
    throw new IOException(
        address + " answers with a signature that is not that of the role that was asked");
  }

  @Override
  public void close() {
    api.close();
  }
}
