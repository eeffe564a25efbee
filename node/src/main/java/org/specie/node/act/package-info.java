/**
 * Acts, and orders to change a person's class, on their way through the hands that sign them: one
 * file each, which every member signs with its own key. Source: docs/spec/21-application.md, clause
 * 5.6, and docs/spec/13-refunds-and-classes.md, clause 13.21.
 */
@NullMarked
package org.specie.node.act;

import org.jspecify.annotations.NullMarked;
