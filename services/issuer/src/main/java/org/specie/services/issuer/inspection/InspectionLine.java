package org.specie.services.issuer.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.services.api.Answer;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.LineOperation;

/** Inspection at the other end of a line, for an examiner. */
public final class InspectionLine {
  private final Line line;

  /** The inspection that {@code line} leads to. */
  public InspectionLine(Line line) {
    this.line = line;
  }

  /** Every alarm so far, in the order of digests. */
  public List<Alarm> alarms() throws IOException {
    List<Alarm> all = new ArrayList<>();
    Hash32 after = Hash32.ZERO;
    List<Alarm> page;
    do {
      page = read(ask(InspectionOperations.ALARMS, after));
      for (Alarm each : page) {
        if (each.digest().compareTo(after) <= 0) {
          throw new IOException("inspection tells alarms out of their order");
        }
        after = each.digest();
        all.add(each);
      }
    } while (page.size() == InspectionOperations.ALARMS_MAX);
    return all;
  }

  /** The payment that an alarm names, as it came in. */
  public Optional<ByteString> proof(Hash32 token) throws IOException {
    ByteString kept = ask(InspectionOperations.KEPT, token);
    return kept.equals(ByteString.EMPTY) ? Optional.empty() : Optional.of(kept);
  }

  private ByteString ask(LineOperation operation, Hash32 digest) throws IOException {
    return switch (line.ask(operation, digest.bytes())) {
      case Answer.Done<ByteString>(ByteString given) -> given;
      case Answer.Refused<ByteString>(var refusal) ->
          throw new IOException(
              "inspection does not answer: " + refusal.code() + " " + refusal.sentence());
    };
  }

  private static List<Alarm> read(ByteString page) throws IOException {
    List<Alarm> alarms = new ArrayList<>();
    try {
      Decoder in = new Decoder(page);
      while (in.remaining() > 0) {
        alarms.add(Alarm.decode(in));
      }
    } catch (MalformedInput e) {
      throw new IOException("inspection answers with what is no alarm", e);
    }
    return alarms;
  }
}
