package org.specie.ledger.transport.peer;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.link.Link;

/**
 * The place of one operator: its entry in the directory and the one live link with it. A newer link
 * takes the place of an older one, because the operator itself opened it and so gave the other up.
 */
final class PeerSlot {
  private final PeerName name;
  private final PeerHandler handler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private PeerEntry entry;
  private boolean removed;
  private long changes;
  private volatile @Nullable Link live;

  PeerSlot(PeerEntry entry, PeerHandler handler) {
    this.name = entry.name();
    this.entry = entry;
    this.handler = handler;
  }

  PeerName name() {
    return name;
  }

  boolean offer(ByteString frame) {
    Link link = live;
    return link != null && link.offer(frame);
  }

  boolean isLive() {
    Link link = live;
    return link != null && link.isLive();
  }

  /** The entry in force; nothing once the operator has left the directory. */
  Optional<PeerEntry> entry() {
    lock.lock();
    try {
      return removed ? Optional.empty() : Optional.of(entry);
    } finally {
      lock.unlock();
    }
  }

  /** Makes {@code link} the live one, unless the directory has changed against it meanwhile. */
  boolean install(Link link) {
    lock.lock();
    try {
      if (removed || link.certificate().filter(entry::admits).isEmpty()) {
        link.end(TransportReason.NOT_IN_DIRECTORY);
        return false;
      }
      drop(TransportReason.REPLACED);
      live = link;
      handler.connected(name);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Says goodbye to {@code link} if it is still the live one. */
  void gone(Link link, TransportReason reason) {
    lock.lock();
    try {
      if (link.equals(live)) {
        live = null;
        handler.disconnected(name, reason);
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop(TransportReason reason) {
    Link link = live;
    if (link != null) {
      live = null;
      handler.disconnected(name, link.end(reason));
    }
  }

  /** Puts another entry in force; a link whose key it does not admit ends. */
  void replace(PeerEntry fresh) {
    lock.lock();
    try {
      boolean moved = !fresh.endpoint().equals(entry.endpoint());
      entry = fresh;
      Link link = live;
      if (link != null && link.certificate().filter(fresh::admits).isEmpty()) {
        drop(TransportReason.NOT_IN_DIRECTORY);
      }
      if (moved) {
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends everything about this operator. */
  void remove(TransportReason reason) {
    lock.lock();
    try {
      removed = true;
      drop(reason);
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    changes++;
    changed.signalAll();
  }

  /** Waits before dialling again; returns early when the entry changes or the operator leaves. */
  void await(long ms) {
    lock.lock();
    try {
      long before = changes;
      long left = TimeUnit.MILLISECONDS.toNanos(ms);
      while (left > 0 && !removed && changes == before) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
