package org.specie.services.issuer;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.value.Minutes;

/** The way to a core on which the first question waits until it is let through. */
record SlowCore(IssuerCore core, CountDownLatch asked, CountDownLatch let, long patienceSeconds)
    implements IssuerCore {
  private void hang() throws IOException {
    asked.countDown();
    try {
      if (!let.await(patienceSeconds, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the question through");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public Answer<Long> grant(BlindRequest request, Minutes now) throws IOException {
    hang();
    return core.grant(request, now);
  }

  @Override
  public Answer<SealedRequest> vouch(SealedRequest request) throws IOException {
    hang();
    return core.vouch(request);
  }

  @Override
  public Answer<DeviceRecord> end(RecoveryRequest request) throws IOException {
    hang();
    return core.end(request);
  }
}
