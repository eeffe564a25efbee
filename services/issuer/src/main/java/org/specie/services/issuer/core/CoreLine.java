package org.specie.services.issuer.core;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.DeviceRegister;
import org.specie.offline.agents.core.DeviceStatus;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.core.ManagedDevices;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.LineOperation;

/**
 * The core at the other end of a line, for an agent, a station, the managers or inspection. What
 * the core decides it decides by its own clock. Whatever is no reason of the core's own counts as a
 * line that broke. Spec: docs/spec/58-issuer-service.md section 5.
 */
public final class CoreLine implements IssuerCore, DeviceRegister, ManagedDevices {
  private final Line line;

  /** The core that {@code line} leads to. */
  public CoreLine(Line line) {
    this.line = line;
  }

  @Override
  public Answer<Long> grant(BlindRequest request, Minutes now) throws IOException {
    return switch (ask(CoreOperations.GRANT, request.encode())) {
      case Answer.Refused<ByteString>(var reason) -> Answer.refused(reason);
      case Answer.Given<ByteString>(ByteString given) -> Answer.given(read(given, Decoder::u64));
    };
  }

  /** Reads a value as the page says it. */
  private interface Reader<T> {
    T read(Decoder in) throws MalformedInput;
  }

  private static <T> T read(ByteString given, Reader<T> reader) throws IOException {
    try {
      Decoder in = new Decoder(given);
      T read = reader.read(in);
      in.end();
      return read;
    } catch (MalformedInput e) {
      throw new IOException("the core answers with what its operation does not say", e);
    }
  }

  @Override
  public Answer<SealedRequest> vouch(SealedRequest request) throws IOException {
    return switch (ask(CoreOperations.VOUCH, request.encode())) {
      case Answer.Refused<ByteString>(var reason) -> Answer.refused(reason);
      case Answer.Given<ByteString> _ -> Answer.given(request);
    };
  }

  @Override
  public Answer<DeviceRecord> end(RecoveryRequest request) throws IOException {
    return switch (ask(CoreOperations.END, request.encode())) {
      case Answer.Refused<ByteString>(var reason) -> Answer.refused(reason);
      case Answer.Given<ByteString>(ByteString given) -> Answer.given(ended(given, request));
    };
  }

  private static DeviceRecord ended(ByteString given, RecoveryRequest request) throws IOException {
    DeviceRecord device = read(given, DeviceRecord::decode);
    if (!device.id().equals(request.device()) || device.status() != DeviceStatus.ENDED) {
      throw new IOException("the core answers with another device, or one that has not ended");
    }
    return device;
  }

  /** How many payment keys were granted under a class key. */
  public long granted(KeyId classKey) throws IOException {
    return switch (ask(CoreOperations.GRANTED, classKey.bytes())) {
      case Answer.Refused<ByteString>(var reason) ->
          throw new IOException("the core does not count: " + reason.code());
      case Answer.Given<ByteString>(ByteString given) -> read(given, Decoder::u64);
    };
  }

  /** Announces a class key. */
  public Verdict take(ClassCert certificate) throws IOException {
    return verdict(line.ask(CoreOperations.TAKE, certificate.encode()));
  }

  @Override
  public Verdict register(DeviceRecord fresh) throws IOException {
    return verdict(line.ask(CoreOperations.REGISTER, DeviceEntry.encode(fresh)));
  }

  @Override
  public Answer<OwnerId> owner(DeviceId device) throws IOException {
    return switch (ask(CoreOperations.OWNER, device.bytes())) {
      case Answer.Refused<ByteString>(var reason) -> Answer.refused(reason);
      case Answer.Given<ByteString>(ByteString given) -> Answer.given(read(given, OwnerId::decode));
    };
  }

  @Override
  public Verdict lend(DeviceId device, Amount total) throws IOException {
    Encoder out = new Encoder().fixed(device.bytes());
    OfflineAmount.encode(out, total);
    return ask(CoreOperations.LEND, out.toByteString())
            instanceof Answer.Refused<ByteString>(var reason)
        ? Verdict.refused(reason)
        : Verdict.accepted();
  }

  /** Makes a device the purse of an agent. */
  public Verdict assign(DeviceId device, KeyId agent) throws IOException {
    ByteString content = ByteString.concat(device.bytes(), agent.bytes());
    return verdict(line.ask(CoreOperations.ASSIGN, content));
  }

  /** Strikes an agent off the register. */
  public Verdict strikeOff(KeyId agent) throws IOException {
    return verdict(line.ask(CoreOperations.STRIKE_OFF, agent.bytes()));
  }

  /** The register of agents, and whether each still is one. */
  public Map<KeyId, Boolean> agents() throws IOException {
    return switch (ask(CoreOperations.AGENTS, ByteString.EMPTY)) {
      case Answer.Refused<ByteString>(var reason) ->
          throw new IOException("the core lists no agents: " + reason.code());
      case Answer.Given<ByteString>(ByteString given) -> read(given, CoreLine::register);
    };
  }

  private static Map<KeyId, Boolean> register(Decoder in) throws MalformedInput {
    Map<KeyId, Boolean> agents = new LinkedHashMap<>();
    while (in.remaining() > 0) {
      agents.put(KeyId.decode(in), in.bool());
    }
    return agents;
  }

  private static Verdict verdict(org.specie.services.api.Answer<ByteString> answer) {
    return switch (answer) {
      case org.specie.services.api.Answer.Done<ByteString> _ -> Verdict.accepted();
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Verdict.refused(Refusals.read(refusal).<Reason>map(own -> own).orElse(refusal));
    };
  }

  private Answer<ByteString> ask(LineOperation operation, ByteString content) throws IOException {
    return switch (line.ask(operation, content)) {
      case org.specie.services.api.Answer.Done<ByteString>(ByteString given) -> Answer.given(given);
      case org.specie.services.api.Answer.Refused<ByteString>(var refusal) ->
          Answer.refused(own(refusal));
    };
  }

  private static Reason own(Reason told) throws IOException {
    return Refusals.read(told)
        .orElseThrow(
            () ->
                new IOException(
                    "the core does not answer: " + told.code() + " " + told.sentence()));
  }
}
