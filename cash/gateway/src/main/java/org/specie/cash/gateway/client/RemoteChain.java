package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.chain.BlockSource;

/**
 * The chain as replicas hand it out, read forwards in pages. Its height is that of the moment it
 * was first asked for. Not thread-safe.
 */
public final class RemoteChain implements BlockSource {
  private static final int READ_AHEAD = 128;

  private final RemoteGateway gateway;
  private long height = -1;
  private long pageFrom;
  private List<Judge.JudgedBlock> page = List.of();

  RemoteChain(RemoteGateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public long height() throws IOException {
    if (height < 0) {
      height = gateway.tip().height();
    }
    return height;
  }

  @Override
  public Optional<ByteString> block(long at) throws IOException {
    return at(at).map(each -> each.block().encode());
  }

  @Override
  public Optional<ByteString> certificate(long at) throws IOException {
    return at(at).map(each -> each.certificate().encode());
  }

  private Optional<Judge.JudgedBlock> at(long at) throws IOException {
    if (at < 0 || at > height()) {
      return Optional.empty();
    }
    if (at < pageFrom || at >= pageFrom + page.size()) {
      page = gateway.some(at, Math.min(height(), at + READ_AHEAD - 1));
      pageFrom = at;
    }
    return Optional.of(page.get((int) (at - pageFrom)));
  }
}
