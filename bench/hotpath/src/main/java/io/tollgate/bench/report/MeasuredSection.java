package io.tollgate.bench.report;

import io.tollgate.bench.machine.MachineUse;
import io.tollgate.bench.result.Section;

/**
 * A section, and who used the machine while it was measured.
 *
 * @param id the measurement's id.
 * @param use who used the machine.
 * @param section what was found out.
 */
public record MeasuredSection(String id, MachineUse use, Section section) {}
