package org.specie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How the story words things. */
final class ToldTest {
  @Test
  void listsNamesAsASentenceHasThem() {
    assertThat(Told.listed(List.of("Cleo", "Finn", "Ido"))).isEqualTo("Cleo, Finn and Ido");
    assertThat(Told.listed(List.of("Cleo", "Finn"))).isEqualTo("Cleo and Finn");
    assertThat(Told.listed(List.of("Cleo"))).isEqualTo("Cleo");
    assertThat(Told.listed(List.of())).isEmpty();
  }
}
