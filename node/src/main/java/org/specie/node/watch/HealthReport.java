package org.specie.node.watch;

import java.util.List;
import java.util.Locale;
import org.specie.cash.gateway.message.ReplicaStatus;

/**
 * How a replica and, as far as it sees, its ledger are.
 *
 * @param margin how many more replicas may fail before the ledger stops
 * @param concerns what is wrong, one line each
 */
public record HealthReport(Level level, int margin, List<String> concerns, ReplicaStatus status) {
  /** What a person does about it. */
  public enum Level {
    /** Nothing. */
    HEALTHY(0),
    /** Repair what fails in working hours. */
    DEGRADED(1),
    /** Repair it now: one more failure stops the ledger. */
    AT_RISK(2),
    /** The replica, or the ledger as it sees it, stands still. */
    DOWN(3);

    private final int number;

    Level(int number) {
      this.number = number;
    }

    /** As a metric shows it. */
    public int number() {
      return number;
    }

    /** As it stands in JSON and on screens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public HealthReport {
    concerns = List.copyOf(concerns);
  }

  /** Whether the ledger, as seen from here, takes payments. */
  public boolean isServing() {
    return level != Level.DOWN;
  }

  /** One JSON document. */
  public String json() {
    StringBuilder json = new StringBuilder("{");
    text(json, "level", level.word());
    number(json, "margin", margin);
    json.append("\"concerns\":[");
    for (int i = 0; i < concerns.size(); i++) {
      json.append(i == 0 ? "" : ",").append(quoted(concerns.get(i)));
    }
    json.append("],");
    text(json, "name", status.name());
    text(json, "version", status.version());
    number(json, "uptimeSeconds", status.uptimeSeconds());
    number(json, "height", status.height());
    number(json, "certifiedHeight", status.certifiedHeight());
    number(json, "signedHeight", status.signedHeight());
    number(json, "epoch", status.epoch());
    number(json, "view", status.view());
    text(json, "role", status.role());
    text(json, "path", status.path());
    number(json, "peers", status.peers());
    json.append("\"operators\":").append(status.operators()).append('}');
    return json.toString();
  }

  private static void text(StringBuilder json, String name, String value) {
    json.append(quoted(name)).append(':').append(quoted(value)).append(',');
  }

  private static void number(StringBuilder json, String name, long value) {
    json.append(quoted(name)).append(':').append(value).append(',');
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
