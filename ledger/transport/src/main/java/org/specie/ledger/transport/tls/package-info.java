/**
 * TLS 1.3 of the JDK, told whom to trust: one version, no host names, no resumed session that
 * escapes the check of the certificate. Source: docs/spec/24-transport.md, section 3; RFC 8446.
 */
@NullMarked
package org.specie.ledger.transport.tls;

import org.jspecify.annotations.NullMarked;
