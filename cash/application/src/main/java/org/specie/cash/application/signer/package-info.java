/**
 * The piece that holds an operator's share of the issuing key. It trusts no replica, not even its
 * own operator's: it follows the chain by headers and certificates, believes results only under a
 * header it verified itself, and keeps a log by which it never signs two messages under one base.
 * Source: docs/spec/10-private-cash.md, clause 10.10; docs/spec/22-node.md, section 2.
 */
@NullMarked
package org.specie.cash.application.signer;

import org.jspecify.annotations.NullMarked;
