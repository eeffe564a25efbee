package org.specie.services.auditor.message;

import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** What an auditor is asked. */
public sealed interface Question {
  /** The longest transaction that is looked at; a payment of tier 2 has about a tenth of it. */
  int TRANSACTION_BYTES_MAX = 48 << 10;

  /** The longest words of a payer or a person, in bytes of UTF-8. */
  int WORDS_BYTES_MAX = 512;

  /** The longest name of a person. */
  int NAME_BYTES_MAX = 64;

  /**
   * Whether the auditor approves a payment.
   *
   * @param transaction as it will be submitted, without approvals
   * @param opening who pays whom how much, which the payment seals
   * @param words of the payer, for a person; nobody checks them
   */
  record Approve(ByteString transaction, AuditOpening opening, String words) implements Question {
    public Approve {
      Check.that(transaction.size() <= TRANSACTION_BYTES_MAX, "a payment has up to 48 KiB");
      Check.that(
          ByteString.utf8(words).size() <= WORDS_BYTES_MAX, "words for an auditor have 512 bytes");
    }

    @Override
    public String toString() {
      return "Approve[redacted]";
    }
  }

  /** A question of the people at the desk, signed with the auditor's key for one connection. */
  sealed interface OfTheDesk extends Question {
    ByteString signature();
  }

  /** How the auditor is, and what waits for a person. */
  record Look(ByteString signature) implements OfTheDesk {
    public Look {
      requireSignature(signature);
    }
  }

  /**
   * A person's decision about a payment that waits.
   *
   * @param core of the payment
   * @param by whose decision it is
   * @param grounds for the record alone
   */
  record Decide(Hash32 core, boolean approved, String by, String grounds, ByteString signature)
      implements OfTheDesk {
    public Decide {
      requireSignature(signature);
      Check.that(
          !by.isBlank() && ByteString.utf8(by).size() <= NAME_BYTES_MAX,
          "who decides has a name of up to 64 bytes");
      Check.that(
          ByteString.utf8(grounds).size() <= WORDS_BYTES_MAX, "grounds have up to 512 bytes");
    }
  }

  private static void requireSignature(ByteString signature) {
    Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
  }
}
