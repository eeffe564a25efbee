package org.specie.offline.agents.unsealing;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.token.value.Minutes;

/**
 * One of those who open entries together. It approves a case when a person of its own decided so,
 * and gives its share of a case that m approved, after its log has it. Why both: shares given for
 * two orders about one entry would combine, so a share waits until m agree on one order. Spec:
 * docs/spec/56-register.md sections 3 to 5.
 */
public final class UnsealingAuthority {
  private static final String OWN_KEYS = "an authority has its own share and its own key";

  private final Authorities authorities;
  private final Keys keys;
  private final UnsealingBook book;
  private final Entropy entropy;

  /** The secrets of one authority. */
  public static final class Keys {
    private final EscrowKeyShare share;
    private final Ed25519SecretKey signing;

    /** Its share of the key that entries are sealed under, and what it signs with. */
    public Keys(EscrowKeyShare share, Ed25519SecretKey signing) {
      this.share = share;
      this.signing = signing;
    }

    /** Whether they are those of the authority of {@code authorities} with their index. */
    public boolean areOf(Authorities authorities) {
      int index = share.index();
      return index <= authorities.members().size()
          && authorities.key().share(index).equals(share.publicShare())
          && authorities.members().get(index - 1).equals(signing.publicKey());
    }

    /** Which authority's they are, from 1. */
    public int index() {
      return share.index();
    }

    @Override
    public String toString() {
      return "Keys[" + share.index() + ", redacted]";
    }
  }

  /** What is asked about, as it was read. */
  private record Asked(UnsealingCase about, RegisterEntry entry) {
    private Optional<RegisterReason> refusal(Authorities authorities, Minutes now) {
      if (!about.order().isValidAt(now)) {
        return Optional.of(RegisterReason.CASE_NOT_VALID_NOW);
      }
      if (!about.isAbout(entry)) {
        return Optional.of(RegisterReason.ENTRY_OF_OTHERS);
      }
      return authorities.isGood(entry) ? Optional.empty() : Optional.of(RegisterReason.ENTRY_FALSE);
    }
  }

  /** The authority with these keys, which are those of one of {@code authorities}. */
  public UnsealingAuthority(
      Authorities authorities, Keys keys, UnsealingBook book, Entropy entropy) {
    Check.that(keys.areOf(authorities), OWN_KEYS);
    this.authorities = authorities;
    this.keys = keys;
    this.book = book;
    this.entropy = entropy;
  }

  /**
   * Approves the case in {@code bytes} about {@code entry}, which a person of this authority has
   * read and agreed to; or says why not.
   */
  public Answer<Approval> approve(ByteString bytes, ByteString entry, Minutes now) {
    return approve(authorities, keys, bytes, entry, now);
  }

  /** The same where the authority's keys are and its book is not: nothing is written. */
  public static Answer<Approval> approve(
      Authorities authorities, Keys keys, ByteString bytes, ByteString entry, Minutes now) {
    Check.that(keys.areOf(authorities), OWN_KEYS);
    Asked asked;
    try {
      asked = new Asked(UnsealingCase.decode(bytes), RegisterEntry.decode(entry));
    } catch (MalformedInput _) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Optional<RegisterReason> refusal = asked.refusal(authorities, now);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    ByteString signature =
        keys.signing.sign(authorities.signed(Approval.TAG, asked.about().commitment().bytes()));
    return Answer.given(new Approval(keys.share.index(), signature));
  }

  /** This authority's share for the warrant in {@code bytes} of {@code entry}, or why not. */
  public synchronized Answer<GivenShare> share(ByteString bytes, ByteString entry, Minutes now)
      throws IOException {
    Warrant warrant;
    Asked asked;
    try {
      warrant = Warrant.decode(bytes);
      asked = new Asked(warrant.about(), RegisterEntry.decode(entry));
    } catch (MalformedInput _) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Hash32 commitment = asked.about().commitment();
    Optional<GivenShare> answered = book.answered(commitment);
    if (answered.isPresent()) {
      return Answer.given(answered.get());
    }
    Optional<RegisterReason> refusal = asked.refusal(authorities, now);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    return warrant.isOrdered(authorities)
        ? Answer.given(give(commitment, asked.entry(), now))
        : Answer.refused(RegisterReason.NOT_ORDERED);
  }

  private GivenShare give(Hash32 commitment, RegisterEntry entry, Minutes now) throws IOException {
    Optional<DecryptionShare> share =
        keys.share.decrypt(authorities.key(), entry.box().key(), commitment, entropy);
    Check.that(share.isPresent(), "a good entry masks what it seals");
    LogEntry next = book.next(commitment, now);
    GivenShare answer = GivenShare.sign(authorities, keys.signing, next, share.get());
    book.write(next, answer);
    return answer;
  }

  /** How far the log of this authority goes. */
  public synchronized LogHead head() {
    return LogHead.sign(authorities, keys.share.index(), keys.signing, book.count(), book.head());
  }
}
