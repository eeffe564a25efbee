/**
 * What a provider keeps for customers and cannot read: backups, sealed payment requests, letters in
 * mailboxes; and the names under which they want to be found. Source: docs/spec/41-psp.md 41.6.
 */
@NullMarked
package org.specie.services.psp.keeping;

import org.jspecify.annotations.NullMarked;
