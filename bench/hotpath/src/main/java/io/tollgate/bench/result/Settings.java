package io.tollgate.bench.result;

import java.nio.file.Path;

/**
 * What a measurement is told.
 *
 * @param quick whether a rough figure soon is wanted rather than a good one later.
 * @param resultsDirectory where {@code .hlog} and {@code .hgrm} files go; it exists.
 * @param scratchDirectory for files of the measurement's own, on tmpfs where there is one; it
 *     exists, and is deleted after the run.
 */
public record Settings(boolean quick, Path resultsDirectory, Path scratchDirectory) {}
