/**
 * What a replica serves: submissions that wait for finality and signatures, and answers to wallets
 * over TLS. Source: docs/spec/28-gateway.md, section 5.
 */
@NullMarked
package org.specie.node.serving;

import org.jspecify.annotations.NullMarked;
