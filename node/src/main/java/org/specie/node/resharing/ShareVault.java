package org.specie.node.resharing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorShares;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;

/**
 * What an operator may not lose and later may not keep: its shares of the keys of its office, the
 * key under which it wants the next ones, and what it posted. Secrets lie in boxes that only the
 * operator's own secret opens. Columns: {@code 50} epoch → first height, share of the issuing key
 * and, where there is one, the escrow key as its holders have it and the share of that; {@code 51}
 * plan and recipient's key, {@code 52} round → plan and post. Safe for many threads.
 */
public final class ShareVault implements OperatorShares {
  private static final int SHARES = 0x50;
  private static final int RECIPIENT = 0x51;
  private static final int POSTS = 0x52;
  private static final int ROUNDS = 3;
  private static final int BOX_BYTES_MAX = 1 << 16;
  private static final String LABEL = "specie/operator/recipient-key";

  private record Held(long epoch, OfficeShare share) {}

  private final LedgerConstants ledger;
  private final Hash32 key;
  private final Storage storage;
  private final Secret operatorSecret;
  private final Entropy entropy;
  private final TreeMap<Long, Held> byFirstHeight = new TreeMap<>();

  private ShareVault(
      LedgerConstants ledger, Storage storage, Secret operatorSecret, Entropy entropy) {
    this.ledger = ledger;
    this.key = ledger.key().key().hash();
    this.storage = storage;
    this.operatorSecret = operatorSecret;
    this.entropy = entropy;
  }

  /**
   * Opens what {@code storage} holds, which nobody else writes to.
   *
   * @param operatorSecret stays the caller's, who destroys it after the vault's last use
   */
  public static ShareVault open(
      LedgerConstants ledger, Storage storage, Secret operatorSecret, Entropy entropy)
      throws IOException {
    ShareVault vault = new ShareVault(ledger, storage, operatorSecret, entropy);
    ByteString prefix = new Encoder().u8(SHARES).toByteString();
    storage.scan(
        prefix,
        prefix,
        (where, value) -> {
          vault.load(where, value);
          return true;
        });
    return vault;
  }

  private synchronized void load(ByteString where, ByteString value) throws IOException {
    try {
      Decoder name = new Decoder(where);
      name.u8();
      long epoch = name.u64();
      Decoder in = new Decoder(value);
      long fromHeight = in.u64();
      ByteString box = in.bytes(BOX_BYTES_MAX);
      OperatorShare share =
          OperatorShare.open(operatorSecret, key, ledger.generation(), box)
              .orElseThrow(() -> new MalformedInput("the box does not open"));
      Optional<EscrowMember> escrow =
          in.remaining() == 0 ? Optional.empty() : Optional.of(escrow(in));
      in.end();
      if (escrow.isPresent() && escrow.get().index() != share.index()) {
        throw new MalformedInput("shares of two places");
      }
      byFirstHeight.put(fromHeight, new Held(epoch, new OfficeShare(share, escrow)));
    } catch (MalformedInput e) {
      throw new IOException(
          "a share of a key of the office does not open; restore the operator's folder", e);
    }
  }

  private EscrowMember escrow(Decoder in) throws MalformedInput {
    EscrowThresholdKey held = EscrowThresholdKey.decode(in);
    return EscrowMember.open(operatorSecret, held, in.bytes(BOX_BYTES_MAX))
        .orElseThrow(() -> new MalformedInput("the box does not open"));
  }

  /** Keeps {@code share} of {@code of}; all of it is on the disk when this returns. */
  public synchronized void keep(OfficeKeys of, OfficeShare share) throws IOException {
    IssuingKey issuing = of.issuing();
    Check.that(share.isOf(of), "an operator keeps only what its public keys are of");
    ByteString box = share.issuing().seal(operatorSecret, key, entropy);
    Encoder value = new Encoder().u64(issuing.fromHeight()).bytes(box);
    if (share.escrow().isPresent()) {
      of.escrow().orElseThrow().key().encode(value);
      value.bytes(share.escrow().get().seal(operatorSecret, entropy));
    }
    storage.write(new Storage.Batch().put(shareKey(issuing.epoch()), value.toByteString()));
    byFirstHeight.put(issuing.fromHeight(), new Held(issuing.epoch(), share));
  }

  @Override
  public synchronized Optional<OperatorShare> at(long height) {
    Map.Entry<Long, Held> found = byFirstHeight.floorEntry(height);
    if (found == null) {
      found = byFirstHeight.firstEntry();
    }
    return found == null ? Optional.empty() : Optional.of(found.getValue().share().issuing());
  }

  /** The shares of {@code epoch}, if they are here. */
  public synchronized Optional<OfficeShare> of(long epoch) {
    return byFirstHeight.values().stream()
        .filter(held -> held.epoch() == epoch)
        .map(Held::share)
        .findFirst();
  }

  /** The share of the operators' escrow key of {@code epoch}, if it is here. */
  public Optional<EscrowMember> escrow(long epoch) {
    return of(epoch).flatMap(OfficeShare::escrow);
  }

  /** Whether there is no share here. */
  public synchronized boolean isEmpty() {
    return byFirstHeight.isEmpty();
  }

  /** The epochs of which there is a share, oldest first. */
  public synchronized List<Long> epochs() {
    return byFirstHeight.values().stream().map(Held::epoch).toList();
  }

  /** The epoch of the oldest share. */
  synchronized Optional<Long> oldest() {
    return byFirstHeight.isEmpty()
        ? Optional.empty()
        : Optional.of(byFirstHeight.firstEntry().getValue().epoch());
  }

  /**
   * Erases the shares of {@code epoch}. They are let go of and not destroyed, because somebody may
   * be at work with one.
   */
  synchronized void erase(long epoch) throws IOException {
    storage.write(new Storage.Batch().delete(shareKey(epoch)));
    byFirstHeight.values().removeIf(held -> held.epoch() == epoch);
  }

  /** Keeps the key under which shares are wanted in {@code plan}. */
  void keepRecipient(Hash32 plan, Secret recipient) throws IOException {
    ByteString plain = recipient.lend(ByteString::copyOf);
    ByteString box = SecretBox.seal(operatorSecret, LABEL, plan.bytes(), plain, entropy);
    storage.write(
        new Storage.Batch()
            .put(key(RECIPIENT), new Encoder().hash(plan).bytes(box).toByteString()));
  }

  /** That key, if there is one for {@code plan}. */
  Optional<Secret> recipient(Hash32 plan) throws IOException {
    Optional<ByteString> box = ofPlan(plan, key(RECIPIENT));
    return box.flatMap(each -> SecretBox.open(operatorSecret, LABEL, plan.bytes(), each))
        .map(plain -> Secret.copyOf(plain.toByteArray()));
  }

  /** Keeps what is about to be posted. */
  void keepPost(Hash32 plan, int round, ByteString post) throws IOException {
    storage.write(
        new Storage.Batch()
            .put(postKey(round), new Encoder().hash(plan).bytes(post).toByteString()));
  }

  /** What was about to be posted. */
  Optional<ByteString> post(Hash32 plan, int round) throws IOException {
    return ofPlan(plan, postKey(round));
  }

  private Optional<ByteString> ofPlan(Hash32 plan, ByteString where) throws IOException {
    Optional<ByteString> stored = storage.get(where);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      Hash32 of = in.hash();
      ByteString content = in.bytes(stored.get().size());
      in.end();
      return of.equals(plan) ? Optional.of(content) : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException("what an operator kept is damaged; restore its folder", e);
    }
  }

  /** Whether there is still a key under which shares were wanted. */
  boolean hasRecipient() throws IOException {
    return storage.get(key(RECIPIENT)).isPresent();
  }

  /** Erases key and posts of whatever plan there was. */
  void forgetPlan() throws IOException {
    Storage.Batch batch = new Storage.Batch().delete(key(RECIPIENT));
    for (int round = 1; round <= ROUNDS; round++) {
      batch.delete(postKey(round));
    }
    storage.write(batch);
  }

  private static ByteString key(int column) {
    return new Encoder().u8(column).toByteString();
  }

  private static ByteString shareKey(long epoch) {
    return new Encoder().u8(SHARES).u64(epoch).toByteString();
  }

  private static ByteString postKey(int round) {
    return new Encoder().u8(POSTS).u8(round).toByteString();
  }
}
