package org.specie.services.auditor.message;

import java.util.Optional;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Questions and replies as frames: u8 version ‖ u64 number of the asker's choice ‖ u8 kind ‖ body.
 * Source: docs/spec/42-auditor.md, section 2.
 */
public final class AuditorCodec {
  /** The longest frame either way. */
  public static final int FRAME_BYTES_MAX = 64 << 10;

  private static final int VERSION = 1;
  private static final int HEAD_SIZE = 9;
  private static final int APPROVE = 1;
  private static final int LOOK = 2;
  private static final int DECIDE = 3;
  private static final int APPROVED = 1;
  private static final int WAITING = 2;
  private static final int REFUSED = 3;
  private static final int DESK = 4;

  private AuditorCodec() {}

  /** A question with its number. */
  public record Asked(long number, Question question) {}

  /** A reply to the question of that number. */
  public record Answered(long number, Reply reply) {}

  private static Encoder begin(long number) {
    return new Encoder().u8(VERSION).u64(number);
  }

  private static Decoder version(ByteString frame) throws MalformedInput {
    Decoder in = new Decoder(frame);
    if (frame.size() > FRAME_BYTES_MAX || in.u8() != VERSION) {
      throw new MalformedInput("not a frame of version 1 and up to 64 KiB");
    }
    return in;
  }

  /** The number at the head of {@code frame}, if it has one. */
  public static Optional<Long> number(ByteString frame) {
    try {
      return frame.size() < HEAD_SIZE ? Optional.empty() : Optional.of(version(frame).u64());
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  public static ByteString encode(Asked asked) {
    Encoder out = begin(asked.number()).fixed(content(asked.question()));
    if (asked.question() instanceof Question.OfTheDesk desk) {
      out.fixed(desk.signature());
    }
    return out.toByteString();
  }

  /** Kind and body of {@code question} without its signature: what a signature is on. */
  public static ByteString content(Question question) {
    return switch (question) {
      case Question.Approve(ByteString transaction, AuditOpening opening, String words) ->
          new Encoder()
              .u8(APPROVE)
              .bytes(transaction)
              .fixed(opening.encode())
              .text(words)
              .toByteString();
      case Question.Look _ -> lookContent();
      case Question.Decide decide ->
          decideContent(decide.core(), decide.approved(), decide.by(), decide.grounds());
    };
  }

  /** {@link #content} of a {@link Question.Look} that has yet to be signed. */
  public static ByteString lookContent() {
    return new Encoder().u8(LOOK).toByteString();
  }

  /** {@link #content} of a {@link Question.Decide} that has yet to be signed. */
  public static ByteString decideContent(Hash32 core, boolean approved, String by, String grounds) {
    return new Encoder().u8(DECIDE).hash(core).bool(approved).text(by).text(grounds).toByteString();
  }

  public static Asked decodeQuestion(ByteString frame) throws MalformedInput {
    Decoder in = version(frame);
    long number = in.u64();
    int kind = in.u8();
    Question question =
        switch (kind) {
          case APPROVE ->
              new Question.Approve(
                  in.bytes(Question.TRANSACTION_BYTES_MAX),
                  AuditOpening.decode(in.fixed(AuditOpening.SIZE)),
                  in.text(Question.WORDS_BYTES_MAX));
          case LOOK -> new Question.Look(signature(in));
          case DECIDE ->
              new Question.Decide(
                  in.hash(), in.bool(), name(in), in.text(Question.WORDS_BYTES_MAX), signature(in));
          default -> throw new MalformedInput("unknown kind of question");
        };
    in.end();
    return new Asked(number, question);
  }

  private static String name(Decoder in) throws MalformedInput {
    String name = in.text(Question.NAME_BYTES_MAX);
    if (name.isBlank()) {
      throw new MalformedInput("who decides has a name");
    }
    return name;
  }

  private static ByteString signature(Decoder in) throws MalformedInput {
    return in.fixed(Ed25519PublicKey.SIGNATURE_SIZE);
  }

  public static ByteString encode(Answered answered) {
    Encoder out = begin(answered.number());
    switch (answered.reply()) {
      case Reply.Approved(ByteString signature) -> out.u8(APPROVED).fixed(signature);
      case Reply.Waiting() -> out.u8(WAITING);
      case Reply.Refused(int code) -> out.u8(REFUSED).u32(code);
      case Reply.Desk desk -> {
        out.u8(DESK);
        desk.standing().encode(out);
        out.list(desk.waiting(), (to, each) -> each.encode(to));
      }
    }
    return out.toByteString();
  }

  public static Answered decodeReply(ByteString frame) throws MalformedInput {
    Decoder in = version(frame);
    long number = in.u64();
    int kind = in.u8();
    Reply reply =
        switch (kind) {
          case APPROVED -> new Reply.Approved(signature(in));
          case WAITING -> new Reply.Waiting();
          case REFUSED -> new Reply.Refused(code(in));
          case DESK ->
              new Reply.Desk(
                  Standing.decode(in), in.list(Reply.WAITING_MAX, WaitingPayment::decode));
          default -> throw new MalformedInput("unknown kind of reply");
        };
    in.end();
    return new Answered(number, reply);
  }

  private static int code(Decoder in) throws MalformedInput {
    int code = in.u32();
    if (code == 0) {
      throw new MalformedInput("a reason has a number");
    }
    return code;
  }
}
