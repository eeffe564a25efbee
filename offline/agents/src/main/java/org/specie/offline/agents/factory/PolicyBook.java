package org.specie.offline.agents.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;

/** The policies that were set since a factory began. Spec: docs/spec/54-agents.md 5.4. */
public final class PolicyBook {
  private final Storage storage;
  private final TokenPolicy.ByOwner first;

  /** For whom a policy is. */
  public enum Kind {
    /** Owners nobody knows. */
    ANONYMOUS(1),
    /** All others. */
    IDENTIFIED(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** In one byte. */
    public int code() {
      return code;
    }

    /** The kind of this code. */
    public static Kind of(int code) throws MalformedInput {
      for (Kind each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new MalformedInput("owners are anonymous or identified");
    }
  }

  /** A factory that began with {@code first}. */
  public PolicyBook(Storage storage, TokenPolicy.ByOwner first) {
    this.storage = storage;
    this.first = first;
  }

  private static ByteString key(Kind kind) {
    return new Encoder().u8(kind.code).toByteString();
  }

  /** What is in force. */
  public TokenPolicy current(Kind kind) throws IOException {
    Optional<ByteString> value = storage.get(key(kind));
    if (value.isEmpty()) {
      return kind == Kind.ANONYMOUS ? first.anonymous() : first.identified();
    }
    try {
      Decoder in = new Decoder(value.get());
      TokenPolicy policy = TokenPolicy.decode(in);
      in.end();
      return policy;
    } catch (MalformedInput e) {
      throw new IOException("the book of policies is damaged; restore it from a copy", e);
    }
  }

  /** Both that are in force. */
  public TokenPolicy.ByOwner current() throws IOException {
    return new TokenPolicy.ByOwner(current(Kind.ANONYMOUS), current(Kind.IDENTIFIED));
  }

  /** From the next token on this is in force; its number is above that of the one before. */
  public Verdict set(Kind kind, TokenPolicy policy) throws IOException {
    TokenPolicy before = current(kind);
    if (before.equals(policy)) {
      return Verdict.accepted();
    }
    if (policy.number() <= before.number()) {
      return Verdict.refused(AgentReason.POLICY_PASSED);
    }
    storage.write(new Storage.Batch().put(key(kind), policy.encode()));
    return Verdict.accepted();
  }
}
