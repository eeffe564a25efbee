package org.specie.cash.application.membership;

import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.OperatorSet;

/**
 * A change of operators as the committee decided on it.
 *
 * @param id the record of its act
 * @param operators who is to take over
 * @param expelled place, from 1, of the operator in force that the act expels
 */
record CommitteePlan(Hash32 id, OperatorSet operators, Optional<Integer> expelled) {}
