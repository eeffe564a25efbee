package org.specie.ledger.api.chain;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;

/** Verifies a chain from a file somebody sent. Byte ff and a number stand for a genuine part. */
class ChainArchiveFuzzTest {
  private static final TestChain CHAIN = chain();

  private static TestChain chain() {
    TestChain chain = new TestChain("archive");
    chain.append(1_010, 2);
    chain.append(1_020, 1);
    return chain;
  }

  private static ByteString part(int number) {
    int height = number / 2 % CHAIN.blocks().size();
    return number % 2 == 0 ? CHAIN.blocks().get(height) : CHAIN.certificates().get(height);
  }

  /** What {@code input} spells: ff and a number is a part with its length before it. */
  private static byte[] assemble(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < input.length; at++) {
      int each = input[at] & 0xff;
      if (each == 0xff && at + 1 < input.length && (input[at + 1] & 0xff) != 0xff) {
        at++;
        ByteString part = part(input[at] & 0xff);
        for (int shift = 24; shift >= 0; shift -= 8) {
          out.write(part.size() >>> shift);
        }
        out.writeBytes(part.toByteArray());
      } else {
        out.write(each);
      }
    }
    return out.toByteArray();
  }

  @FuzzTest
  void findsNoChainSoundButTheGenuineOne(byte[] input) {
    byte[] bytes = assemble(input);
    ChainVerdict verdict;
    try {
      ChainArchive archive = ChainArchive.read(new ByteArrayInputStream(bytes));
      verdict = new ChainVerifier(CHAIN.genesis()).verify(archive, _ -> Verdict.accepted());
    } catch (IOException notAnArchive) {
      return;
    }
    switch (verdict) {
      case ChainVerdict.Broken broken ->
          Check.that(broken.height() >= 0, "a broken chain breaks at a block");
      case ChainVerdict.Sound sound ->
          Check.that(
              ByteString.copyOf(bytes).startsWith(prefix(sound.head().height())),
              "a sound chain is the genuine one");
    }
  }

  /** The archive of the genuine chain up to {@code last}. */
  private static ByteString prefix(long last) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ChainArchive.write(new Beginning(last), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyOf(out.toByteArray());
  }

  /** The genuine chain as it was when {@code height} was its last block. */
  private record Beginning(long height) implements BlockSource {
    @Override
    public java.util.Optional<ByteString> block(long at) {
      return CHAIN.block(at);
    }

    @Override
    public java.util.Optional<ByteString> certificate(long at) {
      return CHAIN.certificate(at);
    }
  }
}
