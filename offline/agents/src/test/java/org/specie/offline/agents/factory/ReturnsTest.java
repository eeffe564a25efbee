package org.specie.offline.agents.factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md 5.8. */
@Requirement("R60")
class ReturnsTest {
  private final Storage storage = new MemoryStorage();
  private World world;
  private TestDevice payee;
  private TestDevice payer;
  private Returns returns;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    payee = TestDevice.registered(world, "ana");
    payer = TestDevice.registered(world, "ben");
    returns = opened(world.factoryRecord);
  }

  /** On what an earlier one left. */
  private Returns opened(FactoryRecord record) {
    return new Returns(world.authority.certificate(), World.CURRENCY, record::made, storage);
  }

  private Proof paid(long minor) throws IOException {
    Configuration token =
        world.factory().make(payee.wishToken().encode(), World.NOW).optional().orElseThrow();
    Wanted wanted = payer.wish();
    Certification signed =
        world.certifier().certify(wanted.request().encode(), World.NOW).optional().orElseThrow();
    return payee.proof(
        token, TestDevice.pay(token, minor, wanted.key(), payer.certificate(wanted, signed)));
  }

  /** Brings what waits to an inspection that is there, and says what came. */
  private List<Proof> bring() throws IOException {
    List<Proof> brought = new ArrayList<>();
    Optional<Proof> next = returns.next(Hash32.ZERO);
    while (next.isPresent()) {
      brought.add(next.get());
      returns.brought(next.get(), Verdict.accepted());
      next = returns.next(Returns.digest(next.get()));
    }
    return brought;
  }

  @Test
  void eachPaymentWaitsOnceAndIsBroughtOnce() throws IOException {
    Proof first = paid(200);
    Proof second = paid(300);
    for (int i = 0; i < 2; i++) {
      assertThat(returns.take(first)).isEqualTo(Answer.given(Returns.digest(first)));
      assertThat(returns.take(second)).isEqualTo(Answer.given(Returns.digest(second)));
    }
    assertThat(bring()).containsExactlyInAnyOrder(first, second);
    assertThat(returns.take(first)).isEqualTo(Answer.given(Returns.digest(first)));
    assertThat(bring()).isEmpty();
  }

  @Test
  void whatWaitsIsThereAfterACrashAndIsPassedOverForTheNext() throws IOException {
    Proof first = paid(200);
    Proof second = paid(300);
    assertThat(returns.take(first).optional()).isPresent();
    assertThat(returns.take(second).optional()).isPresent();
    returns = opened(world.factoryRecord);
    Proof one = returns.next(Hash32.ZERO).orElseThrow();
    Proof other = returns.next(Returns.digest(one)).orElseThrow();
    assertThat(List.of(one, other)).containsExactlyInAnyOrder(first, second);
    assertThat(returns.next(Returns.digest(other))).isEmpty();
  }

  @Test
  void whatInspectionRefusesIsKeptAndNotBroughtAgain() throws IOException {
    Proof proof = paid(200);
    assertThat(returns.take(proof).optional()).isPresent();
    returns.brought(proof, Verdict.refused(TokenReason.UNKNOWN_KEY));
    assertThat(returns.next(Hash32.ZERO)).isEmpty();
    assertThat(returns.take(proof).optional()).isPresent();
    assertThat(returns.next(Hash32.ZERO)).isEmpty();
    List<ByteString> kept = new ArrayList<>();
    storage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (_, value) -> {
          kept.add(value);
          return true;
        });
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().slice(4, kept.getFirst().size())).isEqualTo(proof.encode());
  }

  @Test
  void aPaymentOnATokenOfOthersIsNotTaken() throws IOException {
    Proof proof = paid(200);
    Returns ofOthers = opened(new FactoryRecord(new MemoryStorage()));
    assertThat(ofOthers.take(proof)).isEqualTo(Answer.refused(AgentReason.TOKEN_OF_OTHERS));
    assertThat(ofOthers.next(Hash32.ZERO)).isEmpty();
  }

  @Test
  void aPaymentOfWhichOneByteWasChangedIsNotTaken() throws IOException {
    Proof proof = paid(200);
    ByteString genuine = proof.encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(isTaken(ByteString.copyOf(bytes))).as("byte %s", at).isFalse();
    }
    assertThat(returns.next(Hash32.ZERO)).isEmpty();
    assertThat(isTaken(genuine)).isTrue();
  }

  private boolean isTaken(ByteString bytes) throws IOException {
    try {
      return Message.decode(bytes) instanceof Proof proof
          && returns.take(proof).optional().isPresent();
    } catch (MalformedInput _) {
      return false;
    }
  }
}
