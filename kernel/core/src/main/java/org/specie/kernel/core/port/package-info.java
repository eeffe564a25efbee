/**
 * Ports to the outside world: entropy, time and durable storage. The pure rooms take these as
 * arguments; only shells implement them.
 */
@NullMarked
package org.specie.kernel.core.port;

import org.jspecify.annotations.NullMarked;
