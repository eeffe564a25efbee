/**
 * People with cards of software that run the real applet, and what they ask of an issuer; and an
 * issuer that is objects of one process, real agents over storages of their own, for play money and
 * the benchmarks.
 */
@NullMarked
package org.specie.cli.town.offline;

import org.jspecify.annotations.NullMarked;
