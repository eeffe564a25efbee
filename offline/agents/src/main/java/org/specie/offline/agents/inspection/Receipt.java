package org.specie.offline.agents.inspection;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * That an owner id was paid, without anything of the payer. Spec: docs/spec/54-agents.md 6.7.
 *
 * @param owner who was paid
 * @param account of a deposit: the institution's reference of the account
 * @param amount that was paid
 * @param time that was claimed
 * @param token the digest of the token with the payment
 */
public record Receipt(
    OwnerId owner, Optional<ByteString> account, Amount amount, Minutes time, Hash32 token) {}
