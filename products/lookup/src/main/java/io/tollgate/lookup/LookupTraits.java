package io.tollgate.lookup;

import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What the cache has to know of its values.
 *
 * @param index the number under which the journal speaks of a value's subject.
 * @param standing of the subject, as the value tells it.
 * @param bytes roughly how much memory a value takes.
 */
public record LookupTraits<V>(
    ToLongFunction<V> index, Function<V, Standing> standing, ToIntFunction<V> bytes) {}
