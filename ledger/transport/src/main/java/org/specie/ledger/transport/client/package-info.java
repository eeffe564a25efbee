/**
 * Links between clients and operators: the operator's listener with its limits and rates, and the
 * client's side. What requests and responses look like is the business of whoever uses them.
 * Source: docs/spec/24-transport.md, sections 5 and 6.
 */
@NullMarked
package org.specie.ledger.transport.client;

import org.jspecify.annotations.NullMarked;
