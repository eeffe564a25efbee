/**
 * A link as a mail, with the picture of its code attached, and back. Mails are written to a file
 * for somebody's own mail program, and read from one; nothing is sent or fetched here. Source:
 * docs/spec/31-payment-requests.md, 31.10 and 31.11.
 */
@NullMarked
package org.specie.mail;

import org.jspecify.annotations.NullMarked;
