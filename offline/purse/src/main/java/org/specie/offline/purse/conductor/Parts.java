package org.specie.offline.purse.conductor;

import java.io.IOException;
import org.specie.offline.token.message.Message.ChainWanted;
import org.specie.offline.token.message.Message.Chained;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/**
 * The parts of a purse that messages are for.
 *
 * @param <R> what comes of it
 */
public interface Parts<R> {
  /** Somebody asks for money: for what pays. */
  R asked(Request request) throws IOException;

  /** Somebody has paid: for what receives. */
  R paid(Response response) throws IOException;

  /** Somebody lacks certificates: for what has them. */
  R lacking(ChainWanted wanted) throws IOException;

  /** Certificates that were lacking: for what verifies. */
  R shown(Chained chain) throws IOException;

  /** A payment shown to whoever audits. */
  R proven(Proof proof) throws IOException;
}
