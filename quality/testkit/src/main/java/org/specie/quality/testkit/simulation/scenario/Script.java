package org.specie.quality.testkit.simulation.scenario;

import org.specie.quality.testkit.simulation.Stage;

/** What happens at chosen moments of a run. */
@FunctionalInterface
public interface Script {
  /** Nothing but chance. */
  Script NONE = stage -> {};

  /** Called before anything happens. */
  void prepare(Stage stage);
}
