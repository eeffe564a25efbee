/**
 * How a customer says who it is: a challenge, signed once, opens a session. Source:
 * docs/spec/41-psp.md 41.4.
 */
@NullMarked
package org.specie.services.psp.entry;

import org.jspecify.annotations.NullMarked;
