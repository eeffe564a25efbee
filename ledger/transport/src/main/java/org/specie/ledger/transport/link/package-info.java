/**
 * One authenticated connection: frames with a limit, a bounded queue outwards, deadlines for
 * everything the other side may keep waiting. Source: docs/spec/24-transport.md, sections 4 and 5.
 */
@NullMarked
package org.specie.ledger.transport.link;

import org.jspecify.annotations.NullMarked;
