package org.specie.ledger.transport.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/spec/24-transport.md, 1.2. */
class PeerUriTest {
  @Test
  void hasOneEncoding() {
    PeerUri uri = new PeerUri("Town, 1", Role.OPERATOR, new PeerName("Ä%/~"));

    assertThat(uri.encode()).isEqualTo("specie://Town%2C%201/operator/%C3%84%25%2F~");
    assertThat(PeerUri.decode(uri.encode())).contains(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "specie://",
        "specie://a/operator",
        "specie://a/operator/",
        "specie:///operator/b",
        "specie://a/operator/b/",
        "specie://a/operator/b/c",
        "specie://a/Operator/b",
        "Specie://a/operator/b",
        "https://a/operator/b",
        "specie://a/operator/%62",
        "specie://a/operator/%c3%84",
        "specie://a/operator/%C3",
        "specie://a/operator/%",
        "specie://a/operator/%2",
        "specie://a/operator/%ZZ",
        "specie://a/operator/b c",
        "specie://a/operator/b?x=1",
        "specie://a/operator/b#c",
        "specie://a/operator/b\n"
      })
  void refusesOtherTexts(String text) {
    assertThat(PeerUri.decode(text)).isEmpty();
  }

  @Test
  void refusesLongNames() {
    assertThat(PeerUri.decode("specie://a/operator/" + "b".repeat(64))).isPresent();
    assertThat(PeerUri.decode("specie://a/operator/" + "b".repeat(65))).isEmpty();
    assertThat(PeerUri.decode("specie://a/operator/" + "%C3%84".repeat(33))).isEmpty();
    assertThat(PeerUri.decode("specie://a/operator/" + "b".repeat(100_000))).isEmpty();
  }

  @Test
  void ordersNamesByTheirBytes() {
    assertThat(new PeerName("operator-10")).isLessThan(new PeerName("operator-9"));
    assertThat(new PeerName("z")).isLessThan(new PeerName("ä"));
    assertThat(PeerName.isName("\ud800")).isFalse();
  }
}
