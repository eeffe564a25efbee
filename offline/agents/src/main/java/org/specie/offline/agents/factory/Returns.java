package org.specie.offline.agents.factory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.TokenId;

/**
 * Payments that owners give back to the factory that made their tokens, until inspection has them.
 * Each waits once, whatever happens between. Spec: docs/spec/54-agents.md 5.8.
 */
public final class Returns {
  private static final int WAITING = 1;
  private static final int BROUGHT = 2;
  private static final int REFUSED = 3;

  private final TokenVerifier verifier;
  private final Made made;
  private final Storage storage;

  /** What the factory says it made. */
  @FunctionalInterface
  public interface Made {
    /** The digest of the token that was made with this id. */
    Optional<Hash32> token(TokenId id) throws IOException;
  }

  /** Of tokens that {@code made} knows, under {@code root}. */
  public Returns(KeyCert root, Currency currency, Made made, Storage storage) {
    this.verifier = new TokenVerifier(KnownKeys.under(root), currency);
    this.made = made;
    this.storage = storage;
  }

  private static ByteString key(int kind, Hash32 digest) {
    return new Encoder().u8(kind).hash(digest).toByteString();
  }

  /** What tells a payment from every other. */
  public static Hash32 digest(Proof proof) {
    return Token.fresh(proof.configuration()).with(proof.payment()).digest();
  }

  private boolean isKnown(Hash32 digest) throws IOException {
    return storage.get(key(WAITING, digest)).isPresent()
        || storage.get(key(BROUGHT, digest)).isPresent()
        || storage.get(key(REFUSED, digest)).isPresent();
  }

  /** Takes a payment in, once; its digest. */
  public synchronized Answer<Hash32> take(Proof proof) throws IOException {
    Optional<Hash32> token = made.token(proof.configuration().id());
    if (!token.equals(Optional.of(proof.configuration().digest()))) {
      return Answer.refused(AgentReason.TOKEN_OF_OTHERS);
    }
    if (verifier.audit(proof) instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason);
    }
    Hash32 digest = digest(proof);
    if (!isKnown(digest)) {
      storage.write(new Storage.Batch().put(key(WAITING, digest), proof.encode()));
    }
    return Answer.given(digest);
  }

  /**
   * A payment that waits to be brought to inspection, the one after {@code last} if there is one.
   */
  public synchronized Optional<Proof> next(Hash32 last) throws IOException {
    AtomicReference<Optional<ByteString>> found = new AtomicReference<>(Optional.empty());
    storage.scan(
        new Encoder().u8(WAITING).toByteString(),
        key(WAITING, last),
        (key, value) -> {
          if (key.equals(key(WAITING, last))) {
            return true;
          }
          found.set(Optional.of(value));
          return false;
        });
    return found.get().isPresent() ? Optional.of(read(found.get().get())) : Optional.empty();
  }

  private static Proof read(ByteString value) throws IOException {
    try {
      if (Message.decode(value) instanceof Proof proof) {
        return proof;
      }
    } catch (MalformedInput e) {
      throw new IOException("the book of returned payments is damaged; restore a copy", e);
    }
    throw new IOException("the book of returned payments is damaged; restore a copy");
  }

  /** Inspection has answered; what it has is not brought again. */
  public synchronized void brought(Proof proof, Verdict answer) throws IOException {
    Hash32 digest = digest(proof);
    Storage.Batch batch = new Storage.Batch().delete(key(WAITING, digest));
    switch (answer) {
      case Verdict.Accepted _ -> batch.put(key(BROUGHT, digest), ByteString.EMPTY);
      case Verdict.Refused(Reason reason) ->
          batch.put(
              key(REFUSED, digest),
              new Encoder().u32(reason.code()).fixed(proof.encode()).toByteString());
    }
    storage.write(batch);
  }
}
