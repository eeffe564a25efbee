/**
 * An issuer of offline cash and people with cards of software, for the demonstration and the
 * benchmarks: real agents over storages of their own, the real applet, no service between them.
 */
@NullMarked
package org.specie.cli.town.offline;

import org.jspecify.annotations.NullMarked;
