package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.factory.TokenOwners;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.OwnerId;

/**
 * The owner ids there are, with what was sealed of their owners. It reads nothing of it. Spec:
 * docs/spec/56-register.md 2.8.
 */
public final class Register implements TokenOwners {
  /** Size of the name of a request to stay anonymous. */
  public static final int REQUEST_SIZE = 16;

  private static final int OWNER = 1;
  private static final int REQUEST = 2;
  private static final int INFO_MAX = 40;
  private static final String DAMAGED = "the register is damaged; restore it from a copy";

  private final Storage storage;

  /** The register in {@code storage}, which nobody else writes. */
  public Register(Storage storage) {
    this.storage = storage;
  }

  /** What is kept of an owner: the entry is missing where nobody knows who it is. */
  private record Kept(TokenOwner owner, Optional<RegisterEntry> entry) {}

  private static ByteString ownerKey(OwnerId owner) {
    return new Encoder().u8(OWNER).fixed(owner.bytes()).toByteString();
  }

  private static ByteString requestKey(ByteString request) {
    return new Encoder().u8(REQUEST).fixed(request).toByteString();
  }

  private Optional<Kept> kept(OwnerId owner) throws IOException {
    Optional<ByteString> value = storage.get(ownerKey(owner));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(value.get());
      boolean anonymous = in.bool();
      boolean institution = in.bool();
      String text = in.text(INFO_MAX);
      if (!PayeeInfo.isShowable(text) || (anonymous && institution)) {
        throw new MalformedInput("information is visible, an institution is known by name");
      }
      Optional<RegisterEntry> entry = Optional.empty();
      if (!anonymous) {
        entry = Optional.of(RegisterEntry.decode(in.fixed(RegisterEntry.SIZE)));
      }
      in.end();
      return Optional.of(
          new Kept(new TokenOwner(anonymous, institution, new PayeeInfo(text)), entry));
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  @Override
  public Optional<TokenOwner> find(OwnerId owner) throws IOException {
    return kept(owner).map(Kept::owner);
  }

  /** What was sealed of this owner; nothing of somebody anonymous. */
  public Optional<RegisterEntry> entry(OwnerId owner) throws IOException {
    return kept(owner).flatMap(Kept::entry);
  }

  /** The owner id that this request got. */
  Optional<OwnerId> answered(ByteString request) throws IOException {
    return storage.get(requestKey(request)).map(OwnerId::new);
  }

  private static Encoder encode(TokenOwner owner) {
    return new Encoder()
        .bool(owner.anonymous())
        .bool(owner.institution())
        .text(owner.info().text());
  }

  void write(RegisterEntry entry, TokenOwner known) throws IOException {
    Encoder value = encode(known).fixed(entry.encode());
    storage.write(new Storage.Batch().put(ownerKey(entry.owner()), value.toByteString()));
  }

  void writeAnonymous(ByteString request, OwnerId owner, TokenOwner nobody) throws IOException {
    storage.write(
        new Storage.Batch()
            .put(ownerKey(owner), encode(nobody).toByteString())
            .put(requestKey(request), owner.bytes()));
  }
}
