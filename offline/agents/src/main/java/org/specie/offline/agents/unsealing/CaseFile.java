package org.specie.offline.agents.unsealing;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.offline.agents.pseudonym.RegisterEntry;

/**
 * A case on its way: with the entry that it is about and the approvals it has so far. It goes from
 * authority to authority, and is what each is asked for its share with. Spec:
 * docs/spec/56-register.md 3.5.
 *
 * @param warrant the case and who approved it, perhaps too few
 * @param entry of the register
 */
public record CaseFile(Warrant warrant, RegisterEntry entry) {
  /** The most bytes of a warrant. */
  private static final int WARRANT_MAX =
      4 + UnsealingCase.SIZE_MAX + 4 + Lagrange.INDEX_MAX * Approval.SIZE;

  /** The most bytes of a file. */
  public static final int SIZE_MAX = 4 + WARRANT_MAX + 4 + RegisterEntry.SIZE;

  /** A case that nobody has approved yet. */
  public static CaseFile of(UnsealingCase about, RegisterEntry entry) {
    return new CaseFile(new Warrant(about, List.of()), entry);
  }

  /** The case. */
  public UnsealingCase about() {
    return warrant.about();
  }

  /** With {@code approval}, in the place of another of the same authority. */
  public CaseFile with(Approval approval) {
    SortedMap<Integer, Approval> all = new TreeMap<>();
    warrant.approvals().forEach(each -> all.put(each.index(), each));
    all.put(approval.index(), approval);
    return new CaseFile(new Warrant(about(), new ArrayList<>(all.values())), entry);
  }

  /**
   * Only with approvals that {@code authorities} signed for this case. One that is false would cost
   * the others, and anybody may write one into a file.
   */
  public CaseFile examined(Authorities authorities) {
    CaseFile examined = of(about(), entry);
    for (Approval each : warrant.approvals()) {
      if (each.isRight(authorities, about().commitment())) {
        examined = examined.with(each);
      }
    }
    return examined;
  }

  /** The one encoding. */
  public ByteString encode() {
    return new Encoder().bytes(warrant.encode()).bytes(entry.encode()).toByteString();
  }

  /** Reads a file and nothing after it. */
  public static CaseFile decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    CaseFile read =
        new CaseFile(
            Warrant.decode(in.bytes(WARRANT_MAX)),
            RegisterEntry.decode(in.bytes(RegisterEntry.SIZE)));
    in.end();
    return read;
  }
}
