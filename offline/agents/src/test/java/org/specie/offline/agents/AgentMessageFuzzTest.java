package org.specie.offline.agents;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.certifier.BookEntry;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.agents.station.DeviceOrder;
import org.specie.offline.agents.supply.DeviceBatch;
import org.specie.offline.agents.supply.Handover;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.LogEntry;
import org.specie.offline.agents.unsealing.LogHead;
import org.specie.offline.agents.unsealing.UnsealingCase;
import org.specie.offline.agents.unsealing.Warrant;

/**
 * Reads what strangers send to agents. Spec: docs/spec/54-agents.md 2, 4.3, 4.4, 5.2, 7.2, 7.5;
 * docs/spec/56-register.md 2.3, 2.6, 2.7, 2.11, 2.12, 3.2, 3.4, 4.2, 4.4;
 * docs/spec/58-issuer-service.md 5.6, 8b.1, 9.3.
 */
class AgentMessageFuzzTest {
  /** Reads bytes and writes what it read. */
  private interface Form {
    ByteString again(ByteString bytes) throws MalformedInput;
  }

  private static void hasOneEncoding(byte[] input, Form form) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(form.again(bytes).equals(bytes), "a message has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }

  @FuzzTest
  void requestsHaveOneEncoding(byte[] input) {
    hasOneEncoding(input, bytes -> BlindRequest.decode(bytes).encode());
    hasOneEncoding(input, bytes -> SealedRequest.decode(bytes).encode());
    hasOneEncoding(input, bytes -> TokenWish.decode(bytes).encode());
    hasOneEncoding(input, bytes -> RecoveryRequest.decode(bytes).encode());
    hasOneEncoding(input, bytes -> DeviceOrder.Owner.decode(bytes).encode());
    hasOneEncoding(input, bytes -> DeviceOrder.Load.decode(bytes).encode());
  }

  @FuzzTest
  void answersAndEntriesHaveOneEncoding(byte[] input) {
    hasOneEncoding(input, bytes -> Certification.decode(bytes).encode());
    hasOneEncoding(input, bytes -> BookEntry.decode(bytes).encode());
    hasOneEncoding(input, bytes -> Recovered.decode(bytes).encode());
    hasOneEncoding(input, AgentMessageFuzzTest::device);
    hasOneEncoding(input, AgentMessageFuzzTest::alarm);
  }

  private static ByteString device(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    DeviceRecord read = DeviceRecord.decode(in);
    in.end();
    Encoder out = new Encoder();
    read.encode(out);
    return out.toByteString();
  }

  private static ByteString alarm(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Alarm read = Alarm.decode(in);
    in.end();
    return read.encode();
  }

  private static ByteString policy(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    TokenPolicy read = TokenPolicy.decode(in);
    in.end();
    return read.encode();
  }

  private static ByteString letterCall(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    LetterCall read = LetterCall.decode(in);
    in.end();
    return read.encode();
  }

  @FuzzTest
  void casesAndSharesHaveOneEncoding(byte[] input) {
    hasOneEncoding(input, bytes -> Consent.decode(bytes).encode());
    hasOneEncoding(input, bytes -> Letter.decode(bytes).encode());
    hasOneEncoding(input, AgentMessageFuzzTest::letterCall);
    hasOneEncoding(input, AgentMessageFuzzTest::policy);
    hasOneEncoding(input, bytes -> DeviceBatch.decode(bytes).encode());
    hasOneEncoding(input, bytes -> Handover.decode(bytes).encode());
    hasOneEncoding(input, bytes -> Identity.decode(bytes).encode());
    hasOneEncoding(input, bytes -> RegisterEntry.decode(bytes).encode());
    hasOneEncoding(input, bytes -> UnsealingCase.decode(bytes).encode());
    hasOneEncoding(input, bytes -> Warrant.decode(bytes).encode());
    hasOneEncoding(input, bytes -> GivenShare.decode(bytes).encode());
    hasOneEncoding(input, bytes -> LogEntry.decode(bytes).encode());
    hasOneEncoding(input, bytes -> LogHead.decode(bytes).encode());
    hasOneEncoding(input, bytes -> SuspicionReport.decode(bytes).encode());
  }
}
