package org.specie.services.issuer.inspection;

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
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.services.api.Answer;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.LineOperation;

/** Inspection at the other end of a line, for an examiner or for compliance. */
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
      page = read(ask(InspectionOperations.ALARMS, after.bytes()));
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
    ByteString kept = ask(InspectionOperations.KEPT, token.bytes());
    return kept.equals(ByteString.EMPTY) ? Optional.empty() : Optional.of(kept);
  }

  /**
   * Every owner id that meets {@code rule} from {@code begin} to {@code end}, one report each, in
   * the order of owner ids.
   */
  public List<SuspicionReport> suspicions(SplittingRule rule, Minutes begin, Minutes end)
      throws IOException {
    List<SuspicionReport> all = new ArrayList<>();
    ByteString after = ByteString.copyOf(new byte[ArtLayout.ID_SIZE]);
    List<SuspicionReport> page;
    do {
      Encoder content = new Encoder();
      rule.encode(content);
      begin.encode(content);
      end.encode(content);
      page = reports(ask(InspectionOperations.SUSPICIONS, content.fixed(after).toByteString()));
      for (SuspicionReport each : page) {
        ByteString owner = each.suspicion().owner().bytes();
        if (owner.compareTo(after) <= 0) {
          throw new IOException("inspection reports out of its order");
        }
        after = owner;
        all.add(each);
      }
    } while (page.size() == InspectionOperations.SUSPICIONS_MAX);
    return all;
  }

  private static List<SuspicionReport> reports(ByteString page) throws IOException {
    List<SuspicionReport> reports = new ArrayList<>();
    try {
      Decoder in = new Decoder(page);
      while (in.remaining() > 0) {
        reports.add(SuspicionReport.decode(in.fixed(SuspicionReport.SIZE)));
      }
    } catch (MalformedInput e) {
      throw new IOException("inspection answers with what is no report", e);
    }
    return reports;
  }

  /** What flowed in {@code days}, which are over. */
  public Flows flows(Flows.Days days) throws IOException {
    try {
      return Flows.decode(ask(InspectionOperations.FLOWS, days.encode()));
    } catch (MalformedInput e) {
      throw new IOException("inspection answers with what are no flows", e);
    }
  }

  /**
   * Notes that {@code amount} was put into circulation; the same name counts once.
   *
   * @return what is noted under the name, which may be another amount from before
   */
  public Amount noteIssue(Hash32 name, Amount amount) throws IOException {
    Encoder content = new Encoder().hash(name);
    OfflineAmount.encode(content, amount);
    try {
      Decoder in = new Decoder(ask(InspectionOperations.ISSUED, content.toByteString()));
      Amount noted = OfflineAmount.decodePositive(in);
      in.end();
      return noted;
    } catch (MalformedInput e) {
      throw new IOException("inspection answers with what is no amount", e);
    }
  }

  private ByteString ask(LineOperation operation, ByteString content) throws IOException {
    return switch (line.ask(operation, content)) {
      case Answer.Done<ByteString>(ByteString given) -> given;
      case Answer.Refused<ByteString>(var refusal) ->
          throw new IOException(
              "inspection does not answer: "
                  + "%d %s %s".formatted(refusal.code(), refusal.sentence(), refusal.remedy()));
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
