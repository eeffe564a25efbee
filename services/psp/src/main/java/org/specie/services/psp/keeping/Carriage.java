package org.specie.services.psp.keeping;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;

/**
 * Letters on their way to mailboxes at other providers, so that those do not see from where a payer
 * writes. They are carried to neighbours only, whom the operator names: nobody has this provider
 * knock at a place of his choice. Source: docs/spec/41-psp.md 41.23.
 */
public final class Carriage {
  /** A letter and where it is to go. */
  public record Carried(
      @Described(value = "Where the other provider is asked: https://host:port.", max = 300)
          String provider,
      @Described("The mailbox, an Ed25519 key in hexadecimal.") String mailbox,
      @Described(value = "8 KiB in hexadecimal.", max = 2 * Mailboxes.LETTER_SIZE)
          String content) {}

  /** Letters on their way at one time: a neighbour that is slow takes no more of this provider. */
  private static final int AT_ONCE = 16;

  private final Set<ServiceAddress> neighbours;
  private final Semaphore seats = new Semaphore(AT_ONCE);

  /**
   * @param neighbours to whom letters are carried
   */
  public Carriage(Set<ServiceAddress> neighbours) {
    this.neighbours = Set.copyOf(neighbours);
  }

  /** What is done. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/letters",
            "carryLetter",
            "Carries a sealed letter to a mailbox at another provider.",
            Access.ADMITTED,
            Carried.class,
            Nothing.class,
            List.of(
                PspRefusal.NEIGHBOUR_UNKNOWN,
                PspRefusal.NEIGHBOUR_SILENT,
                PspRefusal.NOT_FOUND,
                PspRefusal.FULL,
                PspRefusal.CONTENT_MALFORMED),
            Mailboxes.CONTENT_MAX,
            this::carry));
  }

  private Answer<Nothing> carry(Call<Carried> call) {
    Carried carried = call.input();
    Optional<Ed25519PublicKey> mailbox = Hex.key(carried.mailbox());
    Optional<ByteString> letter = Hex.bytes(carried.content(), Mailboxes.LETTER_SIZE);
    if (mailbox.isEmpty() || letter.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    Optional<ServiceAddress> neighbour =
        neighbours.stream().filter(each -> each.toString().equals(carried.provider())).findFirst();
    if (neighbour.isEmpty()) {
      return Answer.refused(PspRefusal.NEIGHBOUR_UNKNOWN);
    }
    if (!seats.tryAcquire()) {
      return Answer.refused(PspRefusal.NEIGHBOUR_SILENT);
    }
    try {
      return put(neighbour.get(), mailbox.get(), letter.get());
    } finally {
      seats.release();
    }
  }

  /** What the neighbour says is not passed on in its words. */
  private static Answer<Nothing> put(
      ServiceAddress neighbour, Ed25519PublicKey mailbox, ByteString letter) {
    try (ApiClient api = new ApiClient(neighbour)) {
      return switch (Mailboxes.deliver(api, mailbox, letter)) {
        case Answer.Done<Nothing>(var done) -> Answer.done(done);
        case Answer.Refused<Nothing>(var refusal) -> Answer.refused(ofNeighbour(refusal.code()));
      };
    } catch (IOException e) {
      return Answer.refused(PspRefusal.NEIGHBOUR_SILENT);
    }
  }

  private static PspRefusal ofNeighbour(int code) {
    if (code == PspRefusal.NOT_FOUND.code()) {
      return PspRefusal.NOT_FOUND;
    }
    return code == PspRefusal.FULL.code() ? PspRefusal.FULL : PspRefusal.NEIGHBOUR_SILENT;
  }
}
