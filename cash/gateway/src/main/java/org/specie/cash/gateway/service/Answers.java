package org.specie.cash.gateway.service;

import java.io.IOException;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;

/** Whoever knows the answers; waits for them on the asker's thread. Safe for many threads. */
@FunctionalInterface
public interface Answers {
  Reply answer(Request request) throws IOException;
}
