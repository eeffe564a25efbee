/**
 * Brings owner, host and device together: whom to believe, who is bound, what the owner knows, and
 * to which part of the purse a message goes. No money is counted here. Spec: docs/spec/52-purse.md
 * section 15.
 */
@NullMarked
package org.specie.offline.purse.conductor;

import org.jspecify.annotations.NullMarked;
