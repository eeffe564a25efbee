package org.specie.services.issuer.book;

import java.io.IOException;

/** Another process has opened the book since; this one writes nothing any more. */
public final class BookOfOthers extends IOException {
  private static final long serialVersionUID = 1L;

  BookOfOthers(String name) {
    super(
        "the book '"
            + name
            + "' was opened by another process after this one; stop one of them, and start the"
            + " other again");
  }
}
