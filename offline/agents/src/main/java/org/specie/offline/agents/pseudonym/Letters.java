package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.token.value.OwnerId;

/**
 * Letters that lie for owner ids, and what owners answer. Whoever wrote a letter is told its state
 * and the sealed document, and nothing of the owner. Spec: docs/spec/56-register.md 2.11 and 2.13.
 */
public final class Letters {
  /** How many letters lie for one owner id. */
  public static final int LETTERS_MAX = 16;

  private static final int LETTER = 3;
  private static final int OWNER = 4;
  private static final int DOCUMENT = 5;
  private static final String DAMAGED = "the book of letters is damaged; restore it from a copy";

  private final Storage storage;
  private final Register register;
  private final Ed25519PublicKey inspection;

  /** Letters about reports that {@code inspection} signed, beside {@code register}. */
  public Letters(Storage storage, Register register, Ed25519PublicKey inspection) {
    this.storage = storage;
    this.register = register;
    this.inspection = inspection;
  }

  /** What became of a letter. */
  public enum State {
    /** Nobody came for it. */
    LYING(1),
    /** The owner has it. */
    FETCHED(2),
    /** The owner left a document. */
    ANSWERED(3);

    private final int code;

    State(int code) {
      this.code = code;
    }

    /** In one byte. */
    public int code() {
      return code;
    }

    /** The state of this code. */
    public static State of(int code) throws MalformedInput {
      for (State each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new MalformedInput("a letter is lying, fetched or answered");
    }
  }

  /** A letter, and how far it is. */
  private record Kept(State state, Letter letter) {
    static Kept read(ByteString value) throws IOException {
      try {
        if (value.isEmpty()) {
          throw new MalformedInput("a letter has a state");
        }
        return new Kept(State.of(value.at(0)), Letter.decode(value.slice(1, value.size())));
      } catch (MalformedInput e) {
        throw new IOException(DAMAGED, e);
      }
    }

    ByteString encode() {
      return new Encoder().u8(state.code).fixed(letter.encode()).toByteString();
    }
  }

  private static ByteString lettersOf(OwnerId owner) {
    return new Encoder().u8(LETTER).fixed(owner.bytes()).toByteString();
  }

  private static ByteString letterKey(OwnerId owner, Hash32 number) {
    return ByteString.concat(lettersOf(owner), number.bytes());
  }

  private static ByteString key(int kind, Hash32 number) {
    return new Encoder().u8(kind).hash(number).toByteString();
  }

  private Optional<Kept> kept(OwnerId owner, Hash32 number) throws IOException {
    Optional<ByteString> value = storage.get(letterKey(owner, number));
    return value.isPresent() ? Optional.of(Kept.read(value.get())) : Optional.empty();
  }

  private List<Kept> lyingFor(OwnerId owner) throws IOException {
    List<Kept> all = new ArrayList<>();
    ByteString prefix = lettersOf(owner);
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          all.add(Kept.read(value));
          return true;
        });
    return all;
  }

  /** Leaves the letter in {@code bytes}; its number. */
  public synchronized Answer<Hash32> leave(ByteString bytes) throws IOException {
    Letter letter;
    try {
      letter = Letter.decode(bytes);
    } catch (MalformedInput _) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    if (!letter.report().isSignedBy(inspection)) {
      return Answer.refused(RegisterReason.REPORT_FALSE);
    }
    OwnerId owner = letter.owner();
    if (register.entry(owner).isEmpty()) {
      return Answer.refused(RegisterReason.NOBODY_KNOWN);
    }
    Hash32 number = letter.number();
    if (kept(owner, number).isPresent()) {
      return Answer.given(number);
    }
    if (lyingFor(owner).size() >= LETTERS_MAX) {
      return Answer.refused(RegisterReason.LETTERS_FULL);
    }
    storage.write(
        new Storage.Batch()
            .put(letterKey(owner, number), new Kept(State.LYING, letter).encode())
            .put(key(OWNER, number), owner.bytes()));
    return Answer.given(number);
  }

  /** The letters of {@code owner}, who is here. */
  public synchronized List<Letter> fetch(OwnerId owner) throws IOException {
    List<Letter> letters = new ArrayList<>();
    Storage.Batch fetched = new Storage.Batch();
    for (Kept each : lyingFor(owner)) {
      letters.add(each.letter());
      if (each.state() == State.LYING) {
        fetched.put(
            letterKey(owner, each.letter().number()),
            new Kept(State.FETCHED, each.letter()).encode());
      }
    }
    if (!fetched.changes().isEmpty()) {
      storage.write(fetched);
    }
    return letters;
  }

  /** Keeps what {@code owner} answers letter {@code number} with. */
  public synchronized Verdict answer(OwnerId owner, Hash32 number, ByteString document)
      throws IOException {
    if (document.size() < SealedDocument.SIZE_MIN || document.size() > SealedDocument.SIZE_MAX) {
      return Verdict.refused(RegisterReason.MALFORMED);
    }
    Optional<Kept> kept = kept(owner, number);
    if (kept.isEmpty()) {
      return Verdict.refused(RegisterReason.LETTER_UNKNOWN);
    }
    Optional<ByteString> before = storage.get(key(DOCUMENT, number));
    if (before.isPresent()) {
      return before.get().equals(document)
          ? Verdict.accepted()
          : Verdict.refused(RegisterReason.ANSWERED_OTHERWISE);
    }
    storage.write(
        new Storage.Batch()
            .put(letterKey(owner, number), new Kept(State.ANSWERED, kept.get().letter()).encode())
            .put(key(DOCUMENT, number), document));
    return Verdict.accepted();
  }

  /** How far letter {@code number} is, if there is one. */
  public synchronized Optional<State> state(Hash32 number) throws IOException {
    Optional<ByteString> owner = storage.get(key(OWNER, number));
    return owner.isPresent()
        ? kept(new OwnerId(owner.get()), number).map(Kept::state)
        : Optional.empty();
  }

  /** What letter {@code number} was answered with, sealed. */
  public synchronized Optional<ByteString> document(Hash32 number) throws IOException {
    return storage.get(key(DOCUMENT, number));
  }
}
