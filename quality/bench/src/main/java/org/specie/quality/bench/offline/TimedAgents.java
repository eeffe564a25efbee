package org.specie.quality.bench.offline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.token.value.Minutes;

/** Agents of this process, whose CPU time is taken; what the card and the purse take is not. */
final class TimedAgents implements Agents {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MINUTES_PER_DAY = 1_440;
  private static final int TOKEN_PAYMENTS = 10;
  private static final double NANOS_A_MICRO = 1e3;

  private final Agents agents;
  private long certifyNanos;
  private int certified;
  private long makeNanos;
  private int made;

  private TimedAgents(Agents agents) {
    this.agents = agents;
  }

  /** Has {@code holder} get so many keys and tokens that it lacks. */
  static AgentLoad load(
      Issuer issuer, Holder holder, Supplies supplies, Minutes now, Entropy entropy)
      throws IOException {
    TimedAgents timed = new TimedAgents(issuer);
    Minutes until = new Minutes(now.sinceEpoch() + MINUTES_PER_DAY);
    TokenWish wish = new TokenWish(false, Issuer.CLASS, TOKEN_PAYMENTS, until, Issuer.LIMITS);
    var credentials = holder.purse().credentials(holder.device(), timed, entropy);
    Issuer.require(credentials.refillKeys(supplies, now));
    Issuer.require(credentials.refillTokens(supplies, wish.encode(), now));
    return new AgentLoad(
        timed.certifyNanos / NANOS_A_MICRO / timed.certified,
        timed.makeNanos / NANOS_A_MICRO / timed.made);
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    AgentAnswer answer = agents.certify(request);
    certifyNanos += THREADS.getCurrentThreadCpuTime() - before;
    certified++;
    return answer;
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    AgentAnswer answer = agents.makeToken(request);
    makeNanos += THREADS.getCurrentThreadCpuTime() - before;
    made++;
    return answer;
  }
}
