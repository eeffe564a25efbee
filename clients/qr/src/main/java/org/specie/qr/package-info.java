/**
 * Text as QR codes: on a terminal, as pictures, and in several frames one after the other when it
 * is long. Source: docs/spec/31-payment-requests.md, 31.4 to 31.6.
 */
@NullMarked
package org.specie.qr;

import org.jspecify.annotations.NullMarked;
