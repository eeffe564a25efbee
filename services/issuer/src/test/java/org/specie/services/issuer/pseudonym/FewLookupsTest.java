package org.specie.services.issuer.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.specie.offline.agents.pseudonym.IdentityRegister;

/** Strangers wait in few places for a register that hangs. docs/spec/58-issuer-service.md 10.7. */
class FewLookupsTest {
  private final CountDownLatch waiting = new CountDownLatch(FewLookups.MOST);
  private final CountDownLatch answers = new CountDownLatch(1);

  private final FewLookups few =
      new FewLookups(
          new IdentityRegister() {
            @Override
            public String source() {
              return "slow";
            }

            @Override
            public Optional<Person> find(String reference) throws IOException {
              waiting.countDown();
              try {
                answers.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return Optional.empty();
            }
          });

  @Test
  void noMoreThanFewAreLookedUpAtOnceAndAllAgainLater() throws Exception {
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> held = new ArrayList<>();
      for (int i = 0; i < FewLookups.MOST; i++) {
        held.add(others.submit(() -> few.find("0017")));
      }
      waiting.await();
      assertThatThrownBy(() -> few.find("0018")).isInstanceOf(IOException.class);
      answers.countDown();
      for (Future<?> each : held) {
        assertThat(each.get()).isEqualTo(Optional.empty());
      }
      assertThat(few.find("0018")).isEmpty();
    }
  }
}
