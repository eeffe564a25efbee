package org.specie.quality.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code bench private} measured.
 *
 * @param verifyMicros CPU time a payment on one core, by batch size
 * @param verifyAllCoresMicros elapsed time a payment on all cores, by batch size
 * @param prepareMicros the part before the equations (decoding, hashing, clearing, transcript), by
 *     batch size
 * @param floorMicros bare blst calls a payment on one core, by batch size
 * @param naiveMicros one payment by the naive verifier
 * @param signMicros one operator's shares for both outputs
 * @param createMillis one payment by its wallet
 * @param bytes one payment on the wire
 * @param allocatedBytes heap bytes a payment when verified in a batch of 64
 * @param signatures the check of the operators' signatures, alone and many at once
 * @param profile where the time of a batch of 64 goes
 */
record PrivateResult(
    Map<Integer, Double> verifyMicros,
    Map<Integer, Double> verifyAllCoresMicros,
    Map<Integer, Double> prepareMicros,
    Map<Integer, Double> floorMicros,
    double naiveMicros,
    double signMicros,
    double createMillis,
    int bytes,
    long allocatedBytes,
    SignatureBench.Result signatures,
    List<Profile.Part> profile,
    int cores,
    String machine) {
  PrivateResult {
    verifyMicros = new TreeMap<>(verifyMicros);
    verifyAllCoresMicros = new TreeMap<>(verifyAllCoresMicros);
    prepareMicros = new TreeMap<>(prepareMicros);
    floorMicros = new TreeMap<>(floorMicros);
    profile = List.copyOf(profile);
  }

  String toTable() {
    StringBuilder out = new StringBuilder();
    line(out, "Private payment, 1 state + 1 slot -> 1 state + 1 coin, %d bytes", bytes);
    line(out, "%s", machine);
    line(out, "");
    line(
        out,
        "%8s %14s %16s %14s %10s %16s",
        "batch",
        "verify 1 core",
        "of it prepare",
        "bare blst",
        "ratio",
        cores + " cores");
    verifyMicros.forEach(
        (size, micros) ->
            line(
                out,
                "%8d %11.0f us %13.0f us %11.0f us %9.2fx %13.0f us",
                size,
                micros,
                prepareMicros.getOrDefault(size, 0.0),
                floorMicros.getOrDefault(size, 0.0),
                micros / floorMicros.getOrDefault(size, Double.NaN),
                verifyAllCoresMicros.getOrDefault(size, Double.NaN)));
    line(out, "");
    line(out, "naive verifier        %9.0f us", naiveMicros);
    line(out, "sign its outputs      %9.0f us  (one operator)", signMicros);
    line(out, "create it             %9.1f ms  (wallet)", createMillis);
    line(out, "allocated to verify   %9d B   (heap, a payment, batch of 64)", allocatedBytes);
    line(out, "");
    line(out, "Operators' signatures, verified one by one: %.0f us each", signatures.aloneMicros());
    signatures
        .batchMicros()
        .forEach(
            (size, micros) ->
                line(
                    out,
                    "  batch of %3d: %6.0f us each, bare blst %6.0f us, ratio %.2fx",
                    size,
                    micros,
                    signatures.floorMicros().getOrDefault(size, Double.NaN),
                    micros / signatures.floorMicros().getOrDefault(size, Double.NaN)));
    line(out, "");
    line(out, "Where a payment's time goes in a batch of 64:");
    profile.forEach(part -> line(out, "  %-34s %6.0f us", part.name(), part.micros()));
    return out.toString();
  }

  @FormatMethod
  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  String toCsv() {
    StringBuilder out = new StringBuilder();
    line(out, "batch,verify_us,prepare_us,floor_us,verify_all_cores_us,cores");
    verifyMicros.forEach(
        (size, micros) ->
            line(
                out,
                "%d,%.1f,%.1f,%.1f,%.1f,%d",
                size,
                micros,
                prepareMicros.getOrDefault(size, Double.NaN),
                floorMicros.getOrDefault(size, Double.NaN),
                verifyAllCoresMicros.getOrDefault(size, Double.NaN),
                cores));
    return out.toString();
  }
}
