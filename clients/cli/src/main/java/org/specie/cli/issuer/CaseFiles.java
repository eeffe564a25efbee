package org.specie.cli.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.unsealing.Approval;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.token.value.Minutes;
import org.specie.services.api.Hex;
import org.specie.wallet.storage.PrivateFile;

/** Cases as files: one line of hexadecimal digits. Spec: docs/spec/58-issuer-service.md 11.5. */
final class CaseFiles {
  private static final int SECONDS_PER_MINUTE = 60;

  private CaseFiles() {}

  /** The case in {@code files}, which are copies, with the right approvals of all of them. */
  static CaseFile read(List<Path> files, Authorities authorities) throws IOException {
    CaseFile all = read(files.getFirst());
    for (Path each : files.subList(1, files.size())) {
      CaseFile copy = read(each);
      if (!copy.about().equals(all.about()) || !copy.entry().equals(all.entry())) {
        throw new UsageMistake(each + " is of another case.", "name copies of one case");
      }
      for (Approval approval : copy.examined(authorities).warrant().approvals()) {
        all = all.examined(authorities).with(approval);
      }
    }
    return all.examined(authorities);
  }

  private static CaseFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageMistake(file + " is not there.", "name the file of a case");
    }
    try (InputStream in = Files.newInputStream(file)) {
      String digits =
          new String(in.readNBytes(2 * CaseFile.SIZE_MAX + 2), StandardCharsets.US_ASCII).strip();
      Optional<ByteString> bytes = Hex.bytes(digits);
      if (bytes.isPresent()) {
        return CaseFile.decode(bytes.get());
      }
    } catch (MalformedInput _) {
      throw noCase(file);
    }
    throw noCase(file);
  }

  private static UsageMistake noCase(Path file) {
    return new UsageMistake(
        file + " holds no case.", "name a file as 'specie issuer case make' wrote it, whole");
  }

  /** Writes {@code made} to {@code file}, whole or not at all, for its owner alone to read. */
  static void write(CaseFile made, Path file) throws IOException {
    PrivateFile.replace(file, ByteString.utf8(made.encode().toHex() + "\n"));
  }

  /** What is ordered, in words, and who has approved it. */
  static Result describe(CaseFile about, Authorities authorities) {
    UnsealingOrder order = about.about().order();
    List<Integer> approved = about.warrant().approvals().stream().map(Approval::index).toList();
    String who =
        approved.isEmpty()
            ? "nobody"
            : String.join(", ", approved.stream().map(String::valueOf).toList());
    String commitment = about.about().commitment().toHex();
    String owner = order.owner().bytes().toHex();
    String from = date(order.from());
    String until = date(order.until());
    return new Result(
        """
        case         %s
        court        %s
        reference    %s
        reason       %s
        owner        %s
        valid        %s to %s
        approved     %s (%d of %d are needed)
        """
            .formatted(
                commitment,
                order.court(),
                order.reference(),
                order.reason(),
                owner,
                from,
                until,
                who,
                authorities.needed(),
                authorities.members().size()),
        Result.fields(
            "case", commitment,
            "court", order.court(),
            "reference", order.reference(),
            "reason", order.reason(),
            "owner", owner,
            "from", from,
            "until", until,
            "approved", approved,
            "needed", authorities.needed()));
  }

  private static String date(Minutes time) {
    return Instant.ofEpochSecond((long) time.sinceEpoch() * SECONDS_PER_MINUTE).toString();
  }
}
