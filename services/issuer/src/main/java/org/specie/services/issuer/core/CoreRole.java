package org.specie.services.issuer.core;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.Core;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Seat;

/** The core behind its operations. Spec: docs/spec/58-issuer-service.md section 5. */
public final class CoreRole {
  private static final String BOOK = "core";

  private final Kept<Core> core;
  private final Callers callers;
  private final RoleTime time;

  private CoreRole(Kept<Core> core, Callers callers, RoleTime time) {
    this.core = core;
    this.callers = callers;
    this.time = time;
  }

  /**
   * What a core goes by.
   *
   * @param root its certificate; the core has no secret of it
   * @param agents that are accredited when the book begins, in order
   * @param own those of them that serve the purses of agents
   */
  public record Setting(KeyCert root, CorePolicy policy, List<KeyCert> agents, List<KeyId> own) {
    public Setting {
      agents = List.copyOf(agents);
      own = List.copyOf(own);
    }
  }

  /** Opens the core's book in {@code database}. */
  public static Answer<CoreRole> open(
      Setting setting, Callers callers, Database database, Witness witness, Clock clock)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) -> {
        begin(setting, storage);
        yield Answer.given(
            new CoreRole(
                new Kept<>(storage, each -> new Core(setting.root(), setting.policy(), each)),
                callers,
                new RoleTime(clock)));
      }
    };
  }

  /**
   * The first writes of the book accredit the agents, one each, and appoint the core's own; a later
   * withdrawal stays one.
   */
  private static void begin(Setting setting, BookStorage storage) throws IOException {
    Core core = new Core(setting.root(), setting.policy(), storage);
    int agents = setting.agents().size();
    for (long next = storage.writes(); next < agents + setting.own().size(); next++) {
      Verdict verdict =
          next < agents
              ? core.accredit(setting.agents().get((int) next))
              : core.appoint(setting.own().get((int) next - agents));
      Check.that(verdict.isAccepted(), "the folder's agents are certified by the folder's root");
    }
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        callers.operation(
            CoreOperations.GRANT,
            "Grants the payment key that a device asks for, and gives its serial.",
            Seat.Office.AGENT,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.NOT_FROM_DEVICE,
                AgentReason.DEVICE_BLOCKED,
                AgentReason.NUMBER_TAKEN,
                AgentReason.NUMBER_PASSED,
                AgentReason.SUMS_DISAGREE,
                AgentReason.CLASS_UNKNOWN,
                AgentReason.CLASS_OF_OTHERS,
                AgentReason.CLASS_NOT_VALID_NOW,
                AgentReason.DEVICE_QUOTA_USED_UP,
                AgentReason.CLASS_QUOTA_USED_UP,
                AgentReason.NOT_ACCREDITED),
            this::grant),
        callers.operation(
            CoreOperations.VOUCH,
            "Says that an active device of the owner it names made a request.",
            Seat.Office.AGENT,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.NOT_FROM_DEVICE,
                AgentReason.DEVICE_BLOCKED,
                AgentReason.NUMBER_TAKEN,
                AgentReason.NUMBER_PASSED,
                AgentReason.SUMS_DISAGREE,
                AgentReason.OWNER_OF_OTHER_DEVICE,
                AgentReason.NOT_ACCREDITED),
            this::vouch),
        callers.operation(
            CoreOperations.TAKE,
            "Takes the class key of the certifier that asks into use.",
            Seat.Office.AGENT,
            Refusals.all(
                AgentReason.CLASS_UNKNOWN,
                AgentReason.NOT_ACCREDITED,
                AgentReason.CLASS_NOT_VALID_NOW,
                AgentReason.CROWD_TOO_SMALL),
            this::take),
        callers.operation(
            CoreOperations.REGISTER,
            "Takes a device into the register, once.",
            Seat.Office.STATION,
            Refusals.all(AgentReason.REGISTERED_OTHERWISE),
            this::register),
        callers.operation(
            CoreOperations.OWNER,
            "Whose an active device is, as it was registered.",
            Seat.Office.MANAGERS,
            Refusals.all(AgentReason.DEVICE_UNKNOWN, AgentReason.DEVICE_BLOCKED),
            this::owner),
        callers.operation(
            CoreOperations.LEND,
            "Notes how much was loaded into a device in all; it never falls.",
            Seat.Office.MANAGERS,
            Refusals.all(AgentReason.DEVICE_UNKNOWN, AgentReason.DEVICE_BLOCKED),
            this::lend),
        callers.operation(
            CoreOperations.END,
            "Ends the device whose sealed record the agent brings, and tells what is known of it.",
            Seat.Office.AGENT,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.NOT_FROM_DEVICE,
                AgentReason.DEVICE_BLOCKED,
                AgentReason.NOT_ACCREDITED),
            this::end),
        callers.operation(
            CoreOperations.GRANTED,
            "How many payment keys were granted under a class key.",
            Seat.Office.INSPECTION,
            List.of(),
            this::granted),
        callers.operation(
            CoreOperations.ASSIGN,
            "Makes a device the purse of an agent, which the core's own agents serve.",
            Seat.Office.STATION,
            Refusals.all(
                AgentReason.DEVICE_UNKNOWN,
                AgentReason.NOT_ACCREDITED,
                AgentReason.PURSE_OF_OTHER_AGENT,
                AgentReason.DEVICE_IN_USE),
            this::assign),
        callers.operation(
            CoreOperations.STRIKE_OFF,
            "Strikes an agent off the register: it and its purses get nothing from now on.",
            Seat.Office.POLICY,
            Refusals.all(AgentReason.NOT_ACCREDITED),
            this::strikeOff),
        callers.operation(
            CoreOperations.AGENTS,
            "The register of agents, and who of them is struck off.",
            Seat.Office.POLICY,
            List.of(),
            (_, content) -> agents(content)));
  }

  private Answer<ByteString> assign(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    DeviceId device = DeviceId.decode(in);
    KeyId agent = KeyId.decode(in);
    in.end();
    return done(core.ask(each -> each.assign(device, agent)));
  }

  private Answer<ByteString> strikeOff(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    KeyId agent = KeyId.decode(in);
    in.end();
    return done(core.ask(each -> each.withdraw(agent)));
  }

  private Answer<ByteString> agents(ByteString content) throws IOException, MalformedInput {
    new Decoder(content).end();
    Encoder out = new Encoder();
    core.ask(Core::agents)
        .forEach((agent, isAccredited) -> out.fixed(agent.bytes()).bool(isAccredited));
    return Answer.given(out.toByteString());
  }

  private static KeyId agent(Seat caller) {
    return caller.agent().orElseThrow();
  }

  private Answer<ByteString> grant(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    BlindRequest request = BlindRequest.decode(content);
    return switch (core.ask(each -> each.lineOf(agent(caller)).grant(request, time.now()))) {
      case Answer.Refused<Long>(var reason) -> Answer.refused(reason);
      case Answer.Given<Long>(Long serial) ->
          Answer.given(new Encoder().u64(serial).toByteString());
    };
  }

  private Answer<ByteString> vouch(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    SealedRequest request = SealedRequest.decode(content);
    return switch (core.ask(each -> each.lineOf(agent(caller)).vouch(request))) {
      case Answer.Refused<SealedRequest>(var reason) -> Answer.refused(reason);
      case Answer.Given<SealedRequest> _ -> Answer.given(ByteString.EMPTY);
    };
  }

  private Answer<ByteString> take(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    if (Certificate.decode(content) instanceof ClassCert certificate
        && certificate.issuer().equals(agent(caller))) {
      return done(core.ask(each -> each.take(certificate, time.now())));
    }
    throw new MalformedInput("a certifier brings its own class certificate");
  }

  private Answer<ByteString> register(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    DeviceRecord device = DeviceEntry.decode(content);
    return done(core.ask(each -> each.register(device)));
  }

  private Answer<ByteString> owner(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    DeviceId device = DeviceId.decode(in);
    in.end();
    return switch (core.ask(each -> each.owner(device))) {
      case Answer.Refused<OwnerId>(var reason) -> Answer.refused(reason);
      case Answer.Given<OwnerId>(OwnerId owner) -> Answer.given(owner.bytes());
    };
  }

  private Answer<ByteString> lend(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    DeviceId device = DeviceId.decode(in);
    Amount total = OfflineAmount.decode(in);
    in.end();
    return done(core.ask(each -> each.lend(device, total)));
  }

  private Answer<ByteString> end(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    RecoveryRequest request = RecoveryRequest.decode(content);
    return switch (core.ask(each -> each.lineOf(agent(caller)).end(request))) {
      case Answer.Refused<DeviceRecord>(var reason) -> Answer.refused(reason);
      case Answer.Given<DeviceRecord>(DeviceRecord device) -> {
        Encoder out = new Encoder();
        device.encode(out);
        yield Answer.given(out.toByteString());
      }
    };
  }

  private Answer<ByteString> granted(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    KeyId classKey = KeyId.decode(in);
    in.end();
    long granted = core.ask(each -> each.granted(classKey));
    return Answer.given(new Encoder().u64(granted).toByteString());
  }

  private static Answer<ByteString> done(Verdict verdict) {
    return verdict instanceof Verdict.Refused(var reason)
        ? Answer.refused(reason)
        : Answer.given(ByteString.EMPTY);
  }
}
