package org.specie.cli.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spec: docs/spec/58-issuer-service.md 7.4. */
class BringingTest {
  private final List<String> log = new ArrayList<>();
  private boolean isAway;
  private final Bringing bringing =
      new Bringing(
          () -> {
            if (isAway) {
              throw new IOException("inspection does not answer: \"no\"\nready port=1");
            }
          },
          (event, fields) -> log.add(event + " " + fields));

  @Test
  void whatIsNotBroughtIsSaidOnceAnHourAndWhenItIsOver() {
    bringing.run();
    assertThat(log).isEmpty();
    isAway = true;
    bringing.run();
    assertThat(log).hasSize(1);
    assertThat(log.getFirst())
        .startsWith("returned state=waiting why=\"")
        .contains("inspection does not answer:  no  ready port=1")
        .as("of one line")
        .doesNotContain("\n");
    for (int i = 1; i < Bringing.LOOKS_BETWEEN; i++) {
      bringing.run();
    }
    assertThat(log).hasSize(1);
    bringing.run();
    assertThat(log).hasSize(2);
    isAway = false;
    bringing.run();
    bringing.run();
    assertThat(log).hasSize(3);
    assertThat(log.getLast())
        .isEqualTo("returned state=brought tries=" + (Bringing.LOOKS_BETWEEN + 1));
  }
}
