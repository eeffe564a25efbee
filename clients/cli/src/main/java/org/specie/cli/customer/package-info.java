/**
 * A person's side of a payment service provider, as the commands need it: the folder that describes
 * a ledger reached through a provider, and the way there. Source: docs/spec/41-psp.md 41.7, 41.9.
 */
@NullMarked
package org.specie.cli.customer;

import org.jspecify.annotations.NullMarked;
