package org.specie.offline.purse.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Validity;

/** The mint's certifier and factory: they sign what is asked, and answer a request as before. */
public final class TestAgents implements Agents {
  private static final int BLINDED_AT = 8;

  private final Fuse fuse;
  private final OwnerId owner;
  private final Map<ByteString, ByteString> answers = new LinkedHashMap<>();
  private final List<Configuration> made = new ArrayList<>();
  private Optional<Reason> refusal = Optional.empty();
  private Optional<ByteString> lie = Optional.empty();
  private boolean isCutOff;
  private Optional<Validity> validity = Optional.empty();

  public TestAgents(OwnerId owner, Fuse fuse) {
    this.owner = owner;
    this.fuse = fuse;
  }

  /** From now on they refuse, or no more. */
  void refuse(Optional<Reason> reason) {
    refusal = reason;
  }

  /** From now on nobody gets through to them, or everybody again. */
  void cutOff(boolean isCutOff) {
    this.isCutOff = isCutOff;
  }

  /** From now on they answer this, or the truth again. */
  void lie(Optional<ByteString> answer) {
    lie = answer;
  }

  /** Requests that were granted. */
  int granted() {
    return answers.size();
  }

  /** Tokens that were made. */
  List<Configuration> made() {
    return made;
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    return answer(request, this::sign);
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    return answer(request, this::token);
  }

  /** Makes what was not asked for before. */
  @FunctionalInterface
  private interface Maker {
    ByteString make(ByteString request);
  }

  private AgentAnswer answer(ByteString request, Maker maker) throws IOException {
    if (isCutOff) {
      throw new IOException("no network here");
    }
    fuse.pass();
    if (refusal.isPresent()) {
      return new AgentAnswer.Refused(refusal.get());
    }
    if (lie.isPresent()) {
      return new AgentAnswer.Given(lie.get());
    }
    ByteString answer = answers.computeIfAbsent(request, maker::make);
    fuse.pass();
    return new AgentAnswer.Given(answer);
  }

  private ByteString sign(ByteString request) {
    ClassCert of =
        Mint.shared().classes().stream()
            .filter(each -> each.id().bytes().equals(request.slice(0, BLINDED_AT)))
            .findFirst()
            .orElseThrow();
    BigInteger secret = Mint.shared().secretOf(of).orElseThrow();
    BigInteger modulus = new BigInteger(1, of.key().modulus().toByteArray());
    ByteString blinded = request.slice(BLINDED_AT, BLINDED_AT + 256);
    BigInteger signed = new BigInteger(1, blinded.toByteArray()).modPow(secret, modulus);
    byte[] bytes = signed.toByteArray();
    byte[] fixed = new byte[256];
    int count = Math.min(fixed.length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
    return new Encoder().u8(0x53).u8(0).hash(Hash32.sha256(request)).fixed(fixed).toByteString();
  }

  /** From now on tokens are valid from an hour before {@code now}, for so many days. */
  void makeAt(Minutes now, int days) {
    int since = now.sinceEpoch();
    validity =
        Optional.of(new Validity(new Minutes(since - 60), new Minutes(since + days * 1_440)));
  }

  private ByteString token(ByteString request) {
    Configuration fresh =
        validity
            .map(each -> Mint.shared().token(owner, each))
            .orElseGet(() -> Mint.shared().token(owner));
    made.add(fresh);
    return Token.fresh(fresh).encode();
  }
}
