/**
 * What wallets ask and replicas answer, as values with one encoding each. Source:
 * docs/spec/28-gateway.md, section 2.
 */
@NullMarked
package org.specie.cash.gateway.message;

import org.jspecify.annotations.NullMarked;
