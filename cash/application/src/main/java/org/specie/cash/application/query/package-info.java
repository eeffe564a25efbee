/**
 * What anybody may ask of a replica and how transactions reach it: the port between the ledger and
 * wallets. All answers are public data. Source: docs/spec/21-application.md.
 */
@NullMarked
package org.specie.cash.application.query;

import org.jspecify.annotations.NullMarked;
