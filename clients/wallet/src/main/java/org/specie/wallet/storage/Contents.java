package org.specie.wallet.storage;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.ledger.api.block.Transaction;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.holding.Live;
import org.specie.wallet.holding.Pending;
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
        .list(holdings.history(), Contents::encode);
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

  /** Reads what {@link #encode} wrote, if {@code network} is the one it was written for. */
  static Answer<Contents> decode(ByteString bytes, Network network) {
    try {
      Decoder in = new Decoder(bytes);
      if (!NetworkId.decode(in).equals(network.id())) {
        return Answer.refused(WalletReason.NETWORK_DIFFERS);
      }
      Seed seed = new Seed(Secret.copyOf(in.fixedArray(Seed.SIZE)));
      WalletKeys keys = WalletKeys.derive(network, seed);
      Holdings holdings = holdings(in, keys.holder());
      in.end();
      return Answer.done(new Contents(keys, holdings));
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.FILE_DAMAGED);
    }
  }

  private static Holdings holdings(Decoder in, HolderKeys keys) throws MalformedInput {
    long scannedTo = in.u64();
    List<Live> live = in.list(1, each -> live(each, keys));
    List<HeldCoin> coins = in.list(COINS_MAX, each -> coin(each, keys));
    List<Pending> pending =
        in.list(1, each -> new Pending(each.hash(), each.bytes(Transaction.BYTES_MAX)));
    List<Entry> history = in.list(ENTRIES_MAX, Contents::entry);
    return new Holdings(scannedTo, first(live), coins, first(pending), history);
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
