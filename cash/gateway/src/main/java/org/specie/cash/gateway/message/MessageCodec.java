package org.specie.cash.gateway.message;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.gateway.GatewayReason;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;

/**
 * Bytes of requests and replies: version, the asker's number for the question, kind, body. There is
 * one encoding of each message; whatever is not that is refused before anything is done. Source:
 * docs/spec/28-gateway.md, clause 2.2.
 */
public final class MessageCodec {
  /** The longest request, in bytes. */
  public static final int REQUEST_BYTES_MAX = Transaction.BYTES_MAX + 64;

  private static final int VERSION = 1;

  private static final int GENESIS = 1;
  private static final int ENTRIES = 2;
  private static final int FIND = 3;
  private static final int BUCKET = 4;
  private static final int BLOCKS = 5;
  private static final int SUBMIT = 6;
  private static final int STATUS = 7;
  private static final int OPERATORS = 8;
  private static final int NOT_ADMITTED = 9;
  private static final int REFUSED = 10;
  private static final int OPENING_SHARE = 11;

  private static final int KEY_LENGTH_MAX = Request.Entries.KEY_BYTES_MAX;
  private static final int GENESIS_BYTES_MAX = 2 * Genesis.APPLICATION_BYTES_MAX;
  private static final int DIRECTORY_BYTES_MAX = 1024 * 1024;

  /** A request and the number under which its answer is awaited. */
  public record Asked(long number, Request request) {}

  /** A reply and the number of the request it answers. */
  public record Answered(long number, Reply reply) {}

  private MessageCodec() {}

  /** The number in bytes that may or may not be a request, so that a refusal finds its asker. */
  public static Optional<Long> number(ByteString frame) {
    Decoder in = new Decoder(frame);
    try {
      return in.u8() == VERSION ? Optional.of(in.u64()) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  public static ByteString encode(Asked asked) {
    Encoder out = new Encoder().u8(VERSION).u64(asked.number());
    switch (asked.request()) {
      case Request.Genesis() -> out.u8(GENESIS);
      case Request.Entries(var keys, long minHeight) ->
          out.u8(ENTRIES).u64(minHeight).list(keys, Encoder::bytes);
      case Request.Find(var id) -> out.u8(FIND).hash(id);
      case Request.Bucket(int bits, int prefix, var from) ->
          filing(out.u8(BUCKET).u8(bits).u16(prefix), from);
      case Request.Blocks(long from, long to) -> out.u8(BLOCKS).u64(from).u64(to);
      case Request.Submit(var transaction) -> out.u8(SUBMIT).bytes(transaction.bytes());
      case Request.Status() -> out.u8(STATUS);
      case Request.Operators() -> out.u8(OPERATORS);
      case Request.OpeningShare(var core, long minHeight) ->
          out.u8(OPENING_SHARE).hash(core).u64(minHeight);
    }
    return out.toByteString();
  }

  public static Asked decodeRequest(ByteString frame) throws MalformedInput {
    if (frame.size() > REQUEST_BYTES_MAX) {
      throw new MalformedInput("a request is at most 128 KiB and 64 bytes long");
    }
    Decoder in = new Decoder(frame);
    long number = number(in);
    Request request =
        switch (in.u8()) {
          case GENESIS -> new Request.Genesis();
          case ENTRIES -> entries(in);
          case FIND -> new Request.Find(in.hash());
          case BUCKET -> bucket(in);
          case BLOCKS -> blocks(in);
          case SUBMIT -> submit(in);
          case STATUS -> new Request.Status();
          case OPERATORS -> new Request.Operators();
          case OPENING_SHARE -> new Request.OpeningShare(in.hash(), in.u64());
          default -> throw new MalformedInput("unknown request");
        };
    in.end();
    return new Asked(number, request);
  }

  private static Request entries(Decoder in) throws MalformedInput {
    long minHeight = in.u64();
    List<ByteString> keys = in.list(Request.Entries.KEYS_MAX, each -> each.bytes(KEY_LENGTH_MAX));
    if (!Request.Entries.isValid(keys, minHeight)) {
      throw new MalformedInput("not keys of entries");
    }
    return new Request.Entries(keys, minHeight);
  }

  private static Request bucket(Decoder in) throws MalformedInput {
    int bits = in.u8();
    int prefix = in.u16();
    if (!Request.Bucket.isValid(bits, prefix)) {
      throw new MalformedInput("not a bucket");
    }
    return new Request.Bucket(bits, prefix, filing(in));
  }

  private static Request blocks(Decoder in) throws MalformedInput {
    long from = in.u64();
    long to = in.u64();
    if (!Request.Blocks.isValid(from, to)) {
      throw new MalformedInput("not a range of blocks");
    }
    return new Request.Blocks(from, to);
  }

  private static Request submit(Decoder in) throws MalformedInput {
    ByteString bytes = in.bytes(Transaction.BYTES_MAX);
    if (!Transaction.fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    return new Request.Submit(new Transaction(bytes));
  }

  public static ByteString encode(Answered answered) {
    Encoder out = new Encoder().u8(VERSION).u64(answered.number());
    switch (answered.reply()) {
      case Reply.Genesis(var bytes) -> out.u8(GENESIS).bytes(bytes);
      case Reply.Entries(var head, var entries) -> {
        head.encode(out.u8(ENTRIES));
        out.list(entries, (to, each) -> each.encode(to));
      }
      case Reply.Found(long height, var transaction) -> {
        out.u8(FIND).u64(height).bool(transaction.isPresent());
        transaction.ifPresent(each -> each.encode(out));
      }
      case Reply.Bucket(long height, var transactions, var next) -> {
        out.u8(BUCKET).u64(height).list(transactions, (to, each) -> each.encode(to));
        filing(out, next);
      }
      case Reply.Blocks(var blocks) -> out.u8(BLOCKS).list(blocks, (to, each) -> each.encode(to));
      case Reply.Submitted(var transaction) -> transaction.encode(out.u8(SUBMIT));
      case Reply.NotAdmitted(int code) -> out.u8(NOT_ADMITTED).u32(code);
      case Reply.Status(var status) -> status.encode(out.u8(STATUS));
      case Reply.Operators(var directory) -> out.u8(OPERATORS).bytes(directory);
      case Reply.OpeningShare(var share) -> share.encode(out.u8(OPENING_SHARE));
      case Reply.Refused(var reason) -> out.u8(REFUSED).u32(reason.code());
    }
    return out.toByteString();
  }

  public static Answered decodeReply(ByteString frame) throws MalformedInput {
    if (frame.size() > Reply.BYTES_MAX) {
      throw new MalformedInput("a reply is at most 3 MiB long");
    }
    Decoder in = new Decoder(frame);
    long number = number(in);
    Reply reply =
        switch (in.u8()) {
          case GENESIS -> new Reply.Genesis(in.bytes(GENESIS_BYTES_MAX));
          case ENTRIES ->
              new Reply.Entries(
                  FinalHeader.decode(in), in.list(Request.Entries.KEYS_MAX, StateEntry::decode));
          case FIND ->
              new Reply.Found(
                  in.u64(),
                  in.bool() ? Optional.of(FinalTransaction.decode(in)) : Optional.empty());
          case BUCKET ->
              new Reply.Bucket(
                  in.u64(),
                  in.list(Reply.Bucket.TRANSACTIONS_MAX, FinalTransaction::decode),
                  filing(in));
          case BLOCKS -> new Reply.Blocks(in.list(Request.Blocks.BLOCKS_MAX, FinalBlock::decode));
          case SUBMIT -> new Reply.Submitted(FinalTransaction.decode(in));
          case NOT_ADMITTED -> new Reply.NotAdmitted(in.u32());
          case STATUS -> new Reply.Status(ReplicaStatus.decode(in));
          case OPERATORS -> new Reply.Operators(in.bytes(DIRECTORY_BYTES_MAX));
          case OPENING_SHARE ->
              new Reply.OpeningShare(DecryptionShare.decode(TierRules.AUDIT_SLOTS, in));
          case REFUSED -> refused(in);
          default -> throw new MalformedInput("unknown reply");
        };
    in.end();
    return new Answered(number, reply);
  }

  private static Reply refused(Decoder in) throws MalformedInput {
    Optional<GatewayReason> reason = GatewayReason.of(in.u32());
    if (reason.isEmpty()) {
      throw new MalformedInput("refused for a reason no gateway has");
    }
    return new Reply.Refused(reason.get());
  }

  private static long number(Decoder in) throws MalformedInput {
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a message of version 1");
    }
    return in.u64();
  }

  private static void filing(Encoder out, Optional<Filing> filing) {
    out.bool(filing.isPresent());
    filing.ifPresent(
        each -> out.u16(each.key()).u64(each.place().height()).u32(each.place().index()));
  }

  private static Optional<Filing> filing(Decoder in) throws MalformedInput {
    return in.bool()
        ? Optional.of(new Filing(in.u16(), new Place(in.u64(), in.u32())))
        : Optional.empty();
  }
}
