/**
 * One of those who open entries of the register together, as a process: its share for whoever of
 * them carries out an order, its log for everybody. Spec: docs/spec/58-issuer-service.md section
 * 11.
 */
@NullMarked
package org.specie.services.issuer.authority;

import org.jspecify.annotations.NullMarked;
