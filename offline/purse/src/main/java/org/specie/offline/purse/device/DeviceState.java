package org.specie.offline.purse.device;

import org.specie.kernel.core.Amount;
import org.specie.offline.token.value.OwnerId;

/**
 * What a device tells its host.
 *
 * @param owner the pseudonym whose tokens it redeems
 * @param balance what it can pay
 */
public record DeviceState(OwnerId owner, Amount balance) {}
