package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.line.Line;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer device}. */
@Command(
    name = "device",
    header = {
      "Examples:",
      "  specie issuer device --dir mint --id 4f1c… --point 9a02… --owner 77d0…",
      ""
    },
    description = {
      "",
      "Registers a secure device with the core, as a station does when it prepares a card: once, or"
          + " with the same data again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DeviceCommand implements Callable<Integer> {
  private static final int ID_SIZE = 16;
  private static final int POINT_SIZE = 64;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--id", paramLabel = "HEX", required = true, description = "device id, 16 bytes")
  private String id = "";

  @Option(
      names = "--point",
      paramLabel = "HEX",
      required = true,
      description = "what it signs requests with, a point of P-256: x and y, 64 bytes")
  private String point = "";

  @Option(
      names = "--owner",
      paramLabel = "HEX",
      required = true,
      description = "owner id, 16 bytes")
  private String owner = "";

  DeviceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder station = dir.folder(Founding.STATION, surroundings);
    P256Key key = new P256Key(Digits.read(point, POINT_SIZE, "point of a device"));
    if (key.onCurve().isEmpty()) {
      throw new UsageMistake("The point is not one of P-256.", "copy it as the card says it");
    }
    DeviceRecord device =
        DeviceRecord.fresh(
            new DeviceId(Digits.read(id, ID_SIZE, "device id")),
            key,
            new DeviceClasses(station.settings().number("class")),
            station.settings().number("partition"),
            new OwnerId(Digits.read(owner, ID_SIZE, "owner id")));
    try (Line line = station.lineTo(Role.CORE.word(), surroundings.clock())) {
      return Told.print(
          new CoreLine(line).register(device),
          new Result("device       " + id + "\n", Result.fields("device", id)),
          surroundings,
          json.chosen());
    }
  }
}
