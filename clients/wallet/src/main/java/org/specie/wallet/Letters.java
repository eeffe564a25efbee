package org.specie.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.OpenMailbox;
import org.specie.wallet.holding.Told;
import org.specie.wallet.letter.Letter;
import org.specie.wallet.letter.LetterWriter;
import org.specie.wallet.letter.Mailbox;
import org.specie.wallet.letter.MailboxKeys;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.LetterReader;
import org.specie.wallet.spending.Submission;

/**
 * Letters about payments: the mailboxes this wallet has open, what lay in them, and what it writes
 * to others. None of it is money. Source: docs/spec/35-letters.md. Safe for many threads.
 */
public final class Letters {
  /** Mailboxes that a wallet has open at one time. */
  public static final int MAILBOXES_MAX = 32;

  /** How long a wallet looks into one. */
  public static final long MAILBOX_SECONDS = 30L * 24 * 60 * 60;

  /** How long a wallet looks into it after the request has expired. */
  private static final long LATE_SECONDS = 24L * 60 * 60;

  /** How far beyond what was read a letter may lead and is kept for the next time, in blocks. */
  private static final long AHEAD_MAX = 64;

  private final MailboxKeys keys;
  private final LetterReader reader;
  private final LetterWriter writer;
  private final ReentrantLock turn;
  private final Submission.Book book;
  private final Entropy entropy;

  Letters(
      Network network, WalletKeys keys, ReentrantLock turn, Submission.Book book, Entropy entropy) {
    this.keys = keys.mailboxes();
    this.reader = new LetterReader(network, keys);
    this.writer = new LetterWriter(network, keys, entropy);
    this.turn = turn;
    this.book = book;
    this.entropy = entropy;
  }

  /** The mailboxes at {@code provider} that are open at {@code nowSeconds}, the newest first. */
  public List<OpenMailbox> open(String provider, long nowSeconds) {
    return book.edit().freeze().mailboxes().reversed().stream()
        .filter(each -> each.provider().equals(provider) && each.untilSeconds() >= nowSeconds)
        .toList();
  }

  /**
   * A fresh mailbox of this wallet's at a provider; whoever keeps it has to be asked to.
   *
   * @param expiresAtSeconds of the request that names it; nobody looks into it long after that
   */
  public Answer<Mailbox> make(
      String provider, String providerName, long nowSeconds, long expiresAtSeconds)
      throws IOException {
    turn.lock();
    try {
      Draft draft = book.edit();
      draft.closeMailboxes(nowSeconds);
      if (draft.mailboxes() >= MAILBOXES_MAX) {
        return Answer.refused(WalletReason.MAILBOXES_FULL);
      }
      ByteString tag = ByteString.copyOf(entropy.bytes(OpenMailbox.TAG_SIZE));
      long until = Math.min(nowSeconds + MAILBOX_SECONDS - LATE_SECONDS, expiresAtSeconds);
      OpenMailbox box = new OpenMailbox(provider, providerName, tag, until + LATE_SECONDS);
      draft.add(box);
      book.save(draft);
      return Answer.done(keys.address(box));
    } finally {
      turn.unlock();
    }
  }

  /** By which letters in {@code box} are asked for. */
  public Ed25519SecretKey reader(OpenMailbox box) {
    return keys.reader(box);
  }

  /** A sealed letter about the open payment {@code paid}. */
  public Answer<ByteString> aboutOpen(Entry paid, Mailbox mailbox, String words)
      throws IOException {
    Check.that(Letter.isWords(words), "words are looked at before they are written");
    return writer.aboutOpen(paid, mailbox, words);
  }

  /** A sealed letter about the private payment {@code paid} to {@code payee}. */
  public Answer<ByteString> aboutPrivate(
      Entry paid, PaymentAddress payee, Mailbox mailbox, String words) throws IOException {
    Check.that(Letter.isWords(words), "words are looked at before they are written");
    return writer.aboutPrivate(paid, payee, mailbox, words);
  }

  /** What lay in a mailbox. */
  public record Found(OpenMailbox box, long number, ByteString letter) {}

  /** What a letter tells, verified as far as it can be without the ledger; nothing if it lies. */
  public Optional<Told> told(Found found) {
    var mailbox = keys.reader(found.box()).publicKey();
    return Letter.open(mailbox, keys.view(found.box()), found.letter())
        .flatMap(letter -> reader.read(letter, mailbox));
  }

  /**
   * Takes the words of letters into the history, where it has their payments; the letters that are
   * done with. Those about blocks that were not read yet stay.
   */
  public List<Found> take(List<Found> letters) throws IOException {
    turn.lock();
    try {
      Draft draft = book.edit();
      List<Found> done = new ArrayList<>();
      boolean isNew = false;
      for (Found each : letters) {
        Optional<Told> told = told(each);
        if (told.isPresent() && isAhead(draft, told.get())) {
          continue;
        }
        isNew |= told.isPresent() && draft.annotate(told.get());
        done.add(each);
      }
      if (isNew) {
        book.save(draft);
      }
      return done;
    } finally {
      turn.unlock();
    }
  }

  private static boolean isAhead(Draft draft, Told told) {
    return told.height() > draft.scannedTo() && told.height() - draft.scannedTo() <= AHEAD_MAX;
  }
}
