/**
 * The replica put together: an engine, the application, the operators' signers and the gateway
 * wallets talk to. Wires, decides nothing. Source: docs/spec/22-node.md.
 */
@NullMarked
package org.specie.node;

import org.jspecify.annotations.NullMarked;
