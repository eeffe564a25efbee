/**
 * The command line: reads words, calls what does the work, prints. It decides nothing. stdout
 * carries the result and nothing else, stderr everything else. Source: docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli;

import org.jspecify.annotations.NullMarked;
