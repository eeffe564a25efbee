/**
 * {@code specie receipt …}, {@code income …} and {@code disclosure …}: what people who are shown
 * something do with it. Source: docs/spec/33-receipts.md, docs/spec/34-income-and-disclosure.md.
 */
@NullMarked
package org.specie.cli.receipt;

import org.jspecify.annotations.NullMarked;
