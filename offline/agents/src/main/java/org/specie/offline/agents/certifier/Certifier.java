package org.specie.offline.agents.certifier;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;

/**
 * Signs payment keys it does not see, for devices the core grants them to. The core debits before
 * the signature is made, the book has it before it leaves; a crash in between is made good by
 * asking again, because grant and signature of one request are always the same. Spec:
 * docs/spec/54-agents.md section 4.
 */
public final class Certifier {
  private final Map<KeyId, ClassKey> keys = new TreeMap<>();
  private final IssuerCore core;
  private final CertifierBook book;

  /** A certifier with the class keys of now. */
  public Certifier(List<ClassKey> keys, IssuerCore core, CertifierBook book) {
    for (ClassKey each : keys) {
      this.keys.put(each.certificate().id(), each);
    }
    this.core = core;
    this.book = book;
  }

  /** Signs what a device asked for in {@code bytes}, or says why not. */
  public synchronized Answer<Certification> certify(ByteString bytes, Minutes now)
      throws IOException {
    BlindRequest request;
    try {
      request = BlindRequest.decode(bytes);
    } catch (MalformedInput _) {
      return Answer.refused(AgentReason.MALFORMED);
    }
    Optional<BookEntry> answered = book.answered(request);
    if (answered.isPresent()) {
      return Answer.given(answered.get().answer());
    }
    ClassKey key = keys.get(request.classKey());
    if (key == null) {
      return Answer.refused(AgentReason.CLASS_UNKNOWN);
    }
    if (request.blinded().compareTo(key.certificate().key().modulus()) >= 0) {
      return Answer.refused(AgentReason.MALFORMED);
    }
    return switch (core.grant(request, now)) {
      case Answer.Refused<Long> refused -> Answer.refused(refused.reason());
      case Answer.Given<Long> granted -> Answer.given(sign(key, request, granted.value()));
    };
  }

  private Certification sign(ClassKey key, BlindRequest request, long serial) throws IOException {
    Optional<ByteString> signature = key.sign(request.blinded());
    Check.that(signature.isPresent(), "a number below the modulus is signed");
    Check.that(
        BookEntry.isSignature(key.certificate().key(), request.blinded(), signature.get()),
        "a signature is right before it leaves: a wrong one tells of the key");
    return book.write(request, serial, signature.get()).answer();
  }
}
