package org.specie.services.issuer.line;

import org.specie.services.api.Operation;

/**
 * An operation that is asked for over a line.
 *
 * @param path from the root
 * @param name that is signed with each call
 */
public record LineOperation(String path, String name) {
  /** The largest call: 4,096 bytes in hexadecimal digits, and what stands around them. */
  static final int CONTENT_MAX = Operation.CONTENT_MAX;
}
