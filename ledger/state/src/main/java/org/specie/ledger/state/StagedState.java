package org.specie.ledger.state;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;

/** A version that is computed and not durable: its root, and the writes that would make it so. */
public final class StagedState {
  private final Optional<AuthenticatedState.Head> base;
  private final AuthenticatedState.Head result;
  private final TreeUpdate update;
  private final List<TreeUpdate.Change> changes;
  private final Storage.Batch writes;

  StagedState(
      Optional<AuthenticatedState.Head> base,
      AuthenticatedState.Head result,
      TreeUpdate update,
      List<TreeUpdate.Change> changes,
      Storage.Batch writes) {
    this.base = base;
    this.result = result;
    this.update = update;
    this.changes = changes;
    this.writes = writes;
  }

  /** The version this would become. */
  public long version() {
    return result.version();
  }

  /** The root of this version. */
  public StateRoot root() {
    return result.stateRoot();
  }

  Optional<AuthenticatedState.Head> base() {
    return base;
  }

  AuthenticatedState.Head result() {
    return result;
  }

  TreeUpdate update() {
    return update;
  }

  List<TreeUpdate.Change> changes() {
    return changes;
  }

  Storage.Batch writes() {
    return writes;
  }
}
