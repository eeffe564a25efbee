/** Commands of a person with a wallet file. Source: docs/reference/cli.md. */
@NullMarked
package org.specie.cli.wallet;

import org.jspecify.annotations.NullMarked;
