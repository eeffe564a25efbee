/** {@code specie node …}: one replica as a process. Source: docs/reference/cli.md. */
@NullMarked
package org.specie.cli.node;

import org.jspecify.annotations.NullMarked;
