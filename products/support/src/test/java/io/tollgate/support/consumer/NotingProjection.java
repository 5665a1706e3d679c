package io.tollgate.support.consumer;

import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Notes down every check in a table that would take it twice. */
final class NotingProjection implements Projection {
  static final String SCHEMA = "noted";
  static final String MIGRATION = "io/tollgate/support/noted";

  private final List<long[]> staged = new ArrayList<>();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final CheckedDecoder checked = new CheckedDecoder();

  /** How often it is still to fail after it wrote. */
  final AtomicInteger failuresLeft = new AtomicInteger();

  @Override
  public void load(final Handle handle) {
    staged.clear();
  }

  @Override
  public void stage(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    header.wrap(buffer, offset);
    if (header.templateId() == CheckedDecoder.TEMPLATE_ID) {
      checked.wrapAndApplyHeader(buffer, offset, header);
      staged.add(new long[] {position, checked.countAfter()});
    }
  }

  @Override
  public void apply(final Handle handle) {
    final PreparedBatch batch = handle.prepareBatch("INSERT INTO noted.noted VALUES (?, ?)");
    for (final long[] row : staged) {
      batch.bind(0, row[0]).bind(1, row[1]).add();
    }
    batch.execute();
    if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("asked to fail");
    }
  }

  @Override
  public void clear() {
    staged.clear();
  }
}
