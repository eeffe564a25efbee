/**
 * Who may talk to whom: the governance authority, the certificates it issues to operators and
 * readers, its revocation list, and the trust that decides about a certificate shown. Source:
 * docs/spec/24-transport.md, sections 1 and 2.
 */
@NullMarked
package org.specie.ledger.transport.identity;

import org.jspecify.annotations.NullMarked;
