/**
 * What a payee asks for, as a link that fits into a code, a message or a file. Source:
 * docs/spec/31-payment-requests.md.
 */
@NullMarked
package org.specie.wallet.request;

import org.jspecify.annotations.NullMarked;
