/** Tests. */
@NullMarked
package org.specie.services.bank;

import org.jspecify.annotations.NullMarked;
