/**
 * Acts as files: proposed by anybody, signed by each member with its own folder, submitted by
 * anybody; and orders to change a person's class, signed by registrars and carried out by the
 * person. Source: docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli.act;

import org.jspecify.annotations.NullMarked;
