/**
 * Commands about a network in a folder: founding it, issuing money, verifying it. Source:
 * docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli.network;

import org.jspecify.annotations.NullMarked;
