package org.specie.cash.application.ideal;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What everybody is told of a step, whatever becomes of it; 14.7. */
public record Told(
    String kind,
    int classId,
    long epoch,
    boolean renews,
    OptionalInt account,
    OptionalLong amount,
    OptionalInt entry) {}
