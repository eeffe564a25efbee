/**
 * How wallets and replicas talk: canonical messages, the service a replica answers with, and the
 * gateway a wallet asks through, which verifies every answer it can and compares the others among f
 * + 1 replicas. Source: docs/spec/28-gateway.md.
 */
@NullMarked
package org.specie.cash.gateway;

import org.jspecify.annotations.NullMarked;
