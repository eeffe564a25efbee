package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.TokenId;

/** What a cash machine has begun, on its disk. Spec: docs/spec/61-cash-machine.md section 4. */
final class MachineBook {
  private static final int OUT = 1;
  private static final int IN = 2;
  private static final String DAMAGED =
      "the book of the machine is damaged; restore it from a copy";

  private final Storage storage;

  MachineBook(Storage storage) {
    this.storage = storage;
  }

  /** How far a change is. */
  enum Stage {
    /** Notes out: a payment is asked for. Notes in: the notes are held. */
    BEGUN(1),
    /** Notes out: the payment is here. Notes in: the notes are stacked. */
    TAKEN(2),
    /** What was promised was handed out. */
    DONE(3),
    /** Notes in: the cash was refused, and the notes are owed. */
    OWED_BACK(4),
    /** They were given back. */
    GIVEN_BACK(5),
    /** Notes out: something else was paid; a person decides. */
    ODD(6);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    private static Stage of(int code) throws MalformedInput {
      for (Stage each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new MalformedInput("a change has a stage");
    }
  }

  /** Notes that are handed out for a payment on a token of the machine. */
  record Out(TokenId token, Amount amount, Stage stage) {
    Out at(Stage next) {
      return new Out(token, amount, next);
    }

    /** What the dispenser knows it by. */
    Hash32 name() {
      return named(OUT, token.bytes());
    }
  }

  /** Cash that is paid for notes, on somebody's request. */
  record In(Request request, Amount amount, Stage stage) {
    In at(Stage next) {
      return new In(request, amount, next);
    }

    /** What acceptor and dispenser know it by. */
    Hash32 name() {
      return named(IN, request.token().digest().bytes());
    }
  }

  private static Hash32 named(int kind, ByteString of) {
    return Hash32.sha256(new Encoder().u8(kind).fixed(of).toByteString());
  }

  private static ByteString key(int kind, ByteString of) {
    return new Encoder().u8(kind).fixed(of).toByteString();
  }

  void write(Out out) throws IOException {
    Encoder value = new Encoder().u8(out.stage().code).fixed(out.token().bytes());
    OfflineAmount.encode(value, out.amount());
    storage.write(new Storage.Batch().put(key(OUT, out.token().bytes()), value.toByteString()));
  }

  void write(In in) throws IOException {
    Encoder value = new Encoder().u8(in.stage().code);
    OfflineAmount.encode(value, in.amount());
    storage.write(
        new Storage.Batch()
            .put(key(IN, in.name().bytes()), value.fixed(in.request().encode()).toByteString()));
  }

  /** The notes held for it were given back before anything was promised. */
  void forget(In in) throws IOException {
    storage.write(new Storage.Batch().delete(key(IN, in.name().bytes())));
  }

  Optional<Out> out(TokenId token) throws IOException {
    Optional<ByteString> value = storage.get(key(OUT, token.bytes()));
    return value.isPresent() ? Optional.of(readOut(value.get())) : Optional.empty();
  }

  Optional<In> in(Request request) throws IOException {
    Optional<ByteString> value =
        storage.get(key(IN, named(IN, request.token().digest().bytes()).bytes()));
    return value.isPresent() ? Optional.of(readIn(value.get())) : Optional.empty();
  }

  private static Out readOut(ByteString value) throws IOException {
    try {
      Decoder in = new Decoder(value);
      Stage stage = Stage.of(in.u8());
      TokenId token = TokenId.decode(in);
      Out read = new Out(token, OfflineAmount.decode(in), stage);
      in.end();
      return read;
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  private static In readIn(ByteString value) throws IOException {
    try {
      Decoder in = new Decoder(value);
      Stage stage = Stage.of(in.u8());
      Amount amount = OfflineAmount.decode(in);
      if (Message.decode(in.fixed(in.remaining())) instanceof Request request) {
        return new In(request, amount, stage);
      }
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
    throw new IOException(DAMAGED);
  }

  List<Out> outs() throws IOException {
    List<Out> all = new ArrayList<>();
    ByteString prefix = key(OUT, ByteString.EMPTY);
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          all.add(readOut(value));
          return true;
        });
    return all;
  }

  List<In> ins() throws IOException {
    List<In> all = new ArrayList<>();
    ByteString prefix = key(IN, ByteString.EMPTY);
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          all.add(readIn(value));
          return true;
        });
    return all;
  }
}
