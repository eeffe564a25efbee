package org.specie.wallet.history;

/** How certain an entry is. A state has a word, and a refusal its reason with the remedy. */
public sealed interface EntryState {
  /** Sent, or about to be; nobody knows yet. */
  record Pending() implements EntryState {}

  /** In a block, for good. */
  record Final(long height) implements EntryState {}

  /** Not done, and will not be. */
  record Refused(int code, String sentence, String remedy) implements EntryState {}

  /** The word for a person. */
  default String word() {
    return switch (this) {
      case Pending _ -> "pending";
      case Final _ -> "final";
      case Refused _ -> "refused";
    };
  }
}
