/**
 * What the owner of a purse has chosen, as its journal says. Spec: docs/spec/52-purse.md section
 * 14.
 */
@NullMarked
package org.specie.offline.purse.settings;

import org.jspecify.annotations.NullMarked;
