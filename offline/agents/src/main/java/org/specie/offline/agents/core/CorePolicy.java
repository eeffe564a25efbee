package org.specie.offline.agents.core;

import org.specie.kernel.core.Check;

/**
 * What the core grants.
 *
 * @param keysPerDevice payment keys of one class key for one device
 * @param crowdMin active devices that a class and partition has before its class key is taken
 */
public record CorePolicy(int keysPerDevice, int crowdMin) {
  /** 64 keys, among a thousand devices. Spec: docs/spec/54-agents.md 3.4 and 3.6. */
  public static final CorePolicy DEFAULT = new CorePolicy(64, 1_000);

  public CorePolicy {
    Check.that(keysPerDevice > 0, "a device gets at least one payment key");
    Check.that(crowdMin > 0, "nobody hides in a crowd of none");
  }
}
