/**
 * The payment service provider: it knows its customers, lets them in, keeps names, backups and
 * sealed letters for them, and can neither spend their money nor see what they pay. Source:
 * docs/spec/41-psp.md.
 */
@NullMarked
package org.specie.services.psp;

import org.jspecify.annotations.NullMarked;
