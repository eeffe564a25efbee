package org.specie.wallet.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.KnownNames;
import org.specie.wallet.Letters;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.Attempt;
import org.specie.wallet.holding.GivenAddress;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.holding.KnownName;
import org.specie.wallet.holding.Live;
import org.specie.wallet.holding.OpenMailbox;
import org.specie.wallet.holding.Pending;
import org.specie.wallet.holding.Shown;
import org.specie.wallet.network.Network;
import org.specie.wallet.network.NetworkId;

/**
 * What is inside a wallet file: the ledger, the seed, the holdings. Keys are derived, not stored.
 * Not a record: it holds the seed.
 */
final class Contents {
  private static final int PENDING = 1;
  private static final int FINAL = 2;
  private static final int REFUSED = 3;
  private static final int COINS_MAX = 1 << 20;
  private static final int ENTRIES_MAX = 1 << 22;
  private static final int ADDRESSES_MAX = 1 << 22;
  private static final int ATTEMPTS_MAX = 1 << 10;
  private static final int STANDING_BYTES_MAX = 512;
  private static final int PHASE_BYTES_MAX = 16;

  private final WalletKeys keys;
  private final Holdings holdings;

  Contents(WalletKeys keys, Holdings holdings) {
    this.keys = keys;
    this.holdings = holdings;
  }

  WalletKeys keys() {
    return keys;
  }

  Holdings holdings() {
    return holdings;
  }

  ByteString encode(NetworkId network) {
    Encoder out = new Encoder();
    network.encode(out);
    keys.seed().secret().lend(out::fixed);
    out.u64(holdings.scannedTo());
    out.list(holdings.live().stream().toList(), Contents::encode)
        .list(holdings.coins(), Contents::encode)
        .list(
            holdings.pending().stream().toList(),
            (each, pending) -> each.hash(pending.id()).bytes(pending.bytes()))
        .list(holdings.history(), Contents::encode)
        .list(holdings.entries(), Contents::encode)
        .list(holdings.addresses(), (each, given) -> each.u32(given.number()).text(given.purpose()))
        .list(holdings.shown().stream().toList(), Contents::encode)
        .list(holdings.attempts(), Contents::encode)
        .list(
            holdings.mailboxes(),
            (each, box) ->
                each.text(box.provider())
                    .text(box.providerName())
                    .fixed(box.tag())
                    .u64(box.untilSeconds()))
        .list(
            holdings.names(),
            (each, known) -> each.text(known.provider()).text(known.name()).hash(known.keys()));
    return out.toByteString();
  }

  private static void encode(Encoder out, Live live) {
    State state = live.credential().state();
    state.serial().encode(out);
    out.u64(state.balance().minor())
        .u64(state.budget().minor())
        .u64(state.income().minor())
        .u64(state.epoch())
        .u8(state.classId());
    live.credential().signature().encode(out);
    out.fixed(live.nullifier());
  }

  private static void encode(Encoder out, HeldCoin held) {
    held.coin().serial().encode(out);
    out.u64(held.coin().value().minor());
    held.coin().signature().encode(out);
    out.fixed(held.nullifier()).hash(held.transactionId());
  }

  private static void encode(Encoder out, HeldEntry held) {
    EntryOpening opening = held.opening();
    out.u8(held.role().code()).hash(held.name()).bytes(held.standing().encode());
    out.u64(opening.amount().minor());
    opening.valueBlinding().encode(out);
    opening.ownerBlinding().encode(out);
    out.hash(held.transactionId()).text(held.counterparty()).text(held.note());
    out.list(held.addressNumber().stream().toList(), (each, number) -> each.u32(number))
        .list(
            held.end().stream().toList(),
            (each, end) ->
                each.hash(end.transactionId()).u64(end.atSeconds()).text(end.from().name()));
  }

  private static void encode(Encoder out, Shown shown) {
    Auditors.Showing showing = shown.showing();
    out.hash(shown.id())
        .bytes(showing.transaction())
        .fixed(showing.opening().encode())
        .text(showing.words())
        .list(
            shown.approvals(),
            (each, approval) -> each.u8(approval.index()).fixed(approval.signature()))
        .bool(shown.over());
  }

  private static void encode(Encoder out, Attempt attempt) {
    out.hash(attempt.id()).bytes(attempt.pending().bytes());
    encode(out, attempt.entry());
    out.bool(attempt.applied());
  }

  private static void encode(Encoder out, Entry entry) {
    out.hash(entry.transactionId())
        .u8(entry.kind().code())
        .u64(entry.amount().minor())
        .text(entry.counterparty())
        .text(entry.note())
        .u64(entry.atSeconds());
    switch (entry.state()) {
      case EntryState.Pending _ -> out.u8(PENDING);
      case EntryState.Final(long height) -> out.u8(FINAL).u64(height);
      case EntryState.Refused(int code, String sentence, String remedy) ->
          out.u8(REFUSED).u16(code).text(sentence).text(remedy);
    }
  }

  /**
   * Reads what {@link #encode} wrote, if {@code network} is the one it was written for.
   *
   * @param version of the file; the first had neither entries nor what auditors saw, the second no
   *     attempts, mailboxes and names
   */
  static Answer<Contents> decode(int version, ByteString bytes, Network network) {
    try {
      Decoder in = new Decoder(bytes);
      if (!NetworkId.decode(in).equals(network.id())) {
        return Answer.refused(WalletReason.NETWORK_DIFFERS);
      }
      Seed seed = new Seed(Secret.copyOf(in.fixedArray(Seed.SIZE)));
      WalletKeys keys = WalletKeys.derive(network, seed);
      Holdings holdings = holdings(version, in, keys.holder());
      in.end();
      return Answer.done(new Contents(keys, holdings));
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.FILE_DAMAGED);
    }
  }

  private static Holdings holdings(int version, Decoder in, HolderKeys keys) throws MalformedInput {
    long scannedTo = in.u64();
    List<Live> live = in.list(1, each -> live(each, keys));
    List<HeldCoin> coins = in.list(COINS_MAX, each -> coin(each, keys));
    List<Pending> pending = in.list(1, Contents::pending);
    List<Entry> history = in.list(ENTRIES_MAX, Contents::entry);
    boolean hasEntries = version > SealedFile.VERSION_WITHOUT_ENTRIES;
    List<HeldEntry> entries = hasEntries ? in.list(ENTRIES_MAX, Contents::heldEntry) : List.of();
    List<GivenAddress> addresses =
        hasEntries
            ? in.list(
                ADDRESSES_MAX,
                each -> new GivenAddress(number(each), each.text(GivenAddress.PURPOSE_BYTES_MAX)))
            : List.of();
    List<Shown> shown = hasEntries ? in.list(1, Contents::shown) : List.of();
    boolean isWhole = version > SealedFile.VERSION_WITHOUT_ATTEMPTS;
    List<Attempt> attempts = isWhole ? in.list(ATTEMPTS_MAX, Contents::attempt) : List.of();
    List<OpenMailbox> mailboxes =
        isWhole ? in.list(Letters.MAILBOXES_MAX, Contents::mailbox) : List.of();
    List<KnownName> names =
        isWhole ? in.list(KnownNames.NAMES_MAX, Contents::knownName) : List.of();
    return new Holdings(
        scannedTo,
        first(live),
        coins,
        first(pending),
        history,
        entries,
        addresses,
        first(shown),
        attempts,
        mailboxes,
        names);
  }

  private static Pending pending(Decoder in) throws MalformedInput {
    return new Pending(in.hash(), in.bytes(Transaction.BYTES_MAX));
  }

  private static Attempt attempt(Decoder in) throws MalformedInput {
    return new Attempt(pending(in), entry(in), in.bool());
  }

  private static <T> Optional<T> first(List<T> atMostOne) {
    return atMostOne.stream().findFirst();
  }

  private static Live live(Decoder in, HolderKeys keys) throws MalformedInput {
    State state =
        new State(
            keys.pid(),
            keys.k(),
            Scalar.decode(in),
            amount(in),
            amount(in),
            amount(in),
            in.u64(),
            in.u8());
    return new Live(
        new StateCredential(state, PsSignature.decode(in)), in.fixed(G1.COMPRESSED_SIZE));
  }

  private static HeldCoin coin(Decoder in, HolderKeys keys) throws MalformedInput {
    Coin coin = new Coin(keys.pid(), Scalar.decode(in), amount(in), PsSignature.decode(in));
    return new HeldCoin(coin, in.fixed(G1.COMPRESSED_SIZE), in.hash());
  }

  private static int number(Decoder in) throws MalformedInput {
    int number = in.u32();
    if (number < 0 || number > ADDRESSES_MAX) {
      throw new MalformedInput("no number of a refund address");
    }
    return number;
  }

  private static HeldEntry heldEntry(Decoder in) throws MalformedInput {
    Role role = Role.ofCode(in.u8()).orElseThrow(() -> new MalformedInput("unknown role"));
    Hash32 name = in.hash();
    Decoder stored = new Decoder(in.bytes(STANDING_BYTES_MAX));
    var standing = org.specie.cash.application.state.Entry.decode(stored);
    stored.end();
    EntryClaim claim =
        new EntryClaim(
            name,
            standing.value(),
            switch (role) {
              case PROMISED -> standing.acceptor();
              case PAID -> standing.payer();
            });
    EntryOpening opening =
        new EntryOpening(claim, amount(in), Scalar.decode(in), Scalar.decode(in));
    Hash32 transactionId = in.hash();
    String counterparty = in.text(Entry.TEXT_BYTES_MAX);
    String note = in.text(Entry.TEXT_BYTES_MAX);
    List<Integer> number = in.list(1, Contents::number);
    List<HeldEntry.End> end =
        in.list(1, each -> new HeldEntry.End(each.hash(), each.u64(), phase(each)));
    if (HeldEntry.isOver(standing.status()) == end.isEmpty()) {
      throw new MalformedInput("an entry is over exactly when it has an end");
    }
    return new HeldEntry(
        role, opening, standing, transactionId, counterparty, note, first(number), first(end));
  }

  private static OpenMailbox mailbox(Decoder in) throws MalformedInput {
    return new OpenMailbox(
        in.text(OpenMailbox.TEXT_BYTES_MAX),
        in.text(OpenMailbox.TEXT_BYTES_MAX),
        in.fixed(OpenMailbox.TAG_SIZE),
        in.u64());
  }

  private static KnownName knownName(Decoder in) throws MalformedInput {
    return new KnownName(
        in.text(KnownName.TEXT_BYTES_MAX), in.text(KnownName.TEXT_BYTES_MAX), in.hash());
  }

  private static Phase phase(Decoder in) throws MalformedInput {
    String name = in.text(PHASE_BYTES_MAX);
    return Stream.of(Phase.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new MalformedInput("unknown phase"));
  }

  private static Shown shown(Decoder in) throws MalformedInput {
    return new Shown(
        in.hash(),
        new Auditors.Showing(
            in.bytes(Transaction.BYTES_MAX),
            AuditOpening.decode(in.fixed(AuditOpening.SIZE)),
            in.text(Auditors.WORDS_BYTES_MAX)),
        in.list(
            Approval.APPROVALS_MAX,
            each -> new Approval(each.u8(), each.fixed(Ed25519PublicKey.SIGNATURE_SIZE))),
        in.bool());
  }

  private static Entry entry(Decoder in) throws MalformedInput {
    return new Entry(
        in.hash(),
        EntryKind.ofCode(in.u8()).orElseThrow(() -> new MalformedInput("unknown kind of entry")),
        amount(in),
        in.text(Entry.TEXT_BYTES_MAX),
        in.text(Entry.TEXT_BYTES_MAX),
        in.u64(),
        state(in));
  }

  private static EntryState state(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case PENDING -> new EntryState.Pending();
      case FINAL -> new EntryState.Final(in.u64());
      case REFUSED ->
          new EntryState.Refused(
              in.u16(), in.text(Entry.TEXT_BYTES_MAX), in.text(Entry.TEXT_BYTES_MAX));
      default -> throw new MalformedInput("unknown state of an entry");
    };
  }

  private static Amount amount(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return Amount.ofMinor(minor);
  }
}
